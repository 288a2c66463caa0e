/** Checks of workflow access policies, as props and as manifests. */
import { isDeepStrictEqual } from 'util';
import { hasSince, isNewerThanKnown, NEWER_THAN_DECLARED } from '../../dapr/version';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
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
