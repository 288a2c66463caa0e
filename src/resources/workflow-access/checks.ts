/** Checks of workflow access policies, as props and as manifests. */
import { isDeepStrictEqual } from 'util';
import { hasSince, isNewerThanKnown, NEWER_THAN_DECLARED } from '../../dapr/version';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';

export const INVALID_WORKFLOW_ACCESS = error('DAPR3150', {
  title: 'invalid workflow access policy',
  why: 'The API server rejects the policy',
  todo: 'correct the rule',
  source: 'dapr/dapr pkg/apis/workflowaccesspolicy',
  manifests: true,
});

const REQUIRES_SINCE = ['1.19'];
/** The most events of one condition (dapr/dapr 1.19 `pkg/apis/workflowaccesspolicy/v1alpha1/types.go`). */
const MAX_REQUIRED = 20;

/** The most entries of a list, and the most characters of a name, in the same CRD. */
const MAX_ENTRIES = 100;
const MAX_NAME = 256;

/** A workflow or an activity of a rule. */
interface Access {
  /** Missing for an activity. */
  readonly operations?: unknown;
  readonly requires?: unknown;
}

/**
 * Problems of the condition of a workflow or an activity.
 *
 * @param path the workflow or activity in messages
 * @param todo what to do if the condition is newer than the declared version
 */
export function conditionProblems(path: string, { operations, requires }: Access, daprVersion: string, todo?: string): Problem[] {
  if (!Array.isArray(requires) || requires.length === 0) {
    return [];
  }
  if (!hasSince(daprVersion, REQUIRES_SINCE)) {
    return [{
      rule: NEWER_THAN_DECLARED,
      what: `${path}.requires needs Dapr ${REQUIRES_SINCE.join(', ')}, and ${daprVersion} is declared; an older API server drops it and allows the access without the condition`,
      todo,
    }];
  }
  return isNewerThanKnown(daprVersion) ? [] : [
    ...(requires.length > MAX_REQUIRED
      ? [{ rule: INVALID_WORKFLOW_ACCESS, what: `${path}.requires must have at most ${MAX_REQUIRED} events; got ${requires.length}` }] : []),
    ...(Array.isArray(operations) && !isDeepStrictEqual(operations, ['schedule']) ? [{
      rule: INVALID_WORKFLOW_ACCESS,
      what: `${path}.operations must be ['schedule'] with requires; got ${describe(operations)}`,
      todo: 'allow the other operations in another entry for the workflow',
    }] : []),
  ];
}

/**
 * Lists and names of a policy that are longer than the CRD of Dapr 1.19 allows.
 *
 * @param path the rules in messages
 * @param rules as props or as in a manifest
 */
export function sizeProblems(path: string, rules: readonly Json[], daprVersion: string): Problem[] {
  if (!hasSince(daprVersion, REQUIRES_SINCE) || isNewerThanKnown(daprVersion)) {
    return [];
  }
  const tooMany = (at: string, entries: unknown): Problem[] => Array.isArray(entries) && entries.length > MAX_ENTRIES
    ? [{ rule: INVALID_WORKFLOW_ACCESS, what: `${at} must have at most ${MAX_ENTRIES} entries; got ${entries.length}`, todo: 'use patterns, or another policy' }] : [];
  const tooLong = (at: string, entry: Json): Problem[] => ['name', 'appID'].filter(field => typeof entry[field] === 'string' && entry[field].length > MAX_NAME)
    .map(field => ({ rule: INVALID_WORKFLOW_ACCESS, what: `${at}.${field} must have at most ${MAX_NAME} characters; got ${entry[field].length}` }));
  return [
    ...tooMany(path, rules),
    ...rules.flatMap((rule, i) => ['callers', 'workflows', 'activities'].flatMap(field => [
      ...tooMany(`${path}[${i}].${field}`, rule[field]),
      ...mapsIn(rule[field]).flatMap((entry, j) => {
        const at = `${path}[${i}].${field}[${j}]`;
        return [...tooLong(at, entry), ...mapsIn(entry.requires).flatMap((event, k) => tooLong(`${at}.requires[${k}]`, event))];
      }),
    ])),
  ];
}
