/** Findings and their texts. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DaprFinding } from './dapr-finding';
import { Rule } from './rule';
import { grouped } from '../util/grouped';
import { oneLine } from '../util/values';

/** Something wrong or doubtful, independent of any construct. */
export interface Problem {
  readonly rule: Rule;
  /** What is wrong, including the invalid value. */
  readonly what: string;
  /** How to fix it, if more specific than the advice of the rule. */
  readonly todo?: string;
}

/** A problem of a construct, found by a constructor, by a check at synth or by a check of a rendered object. */
export interface Finding extends Problem {
  readonly at: IConstruct;
}

/** Documentation of the rules. */
const RULES_PAGE = 'https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md';

/** The object of a construct: itself, or its default child. */
export function objectOf(at: IConstruct): ApiObject | undefined {
  const object = ApiObject.isApiObject(at) ? at : at.node.defaultChild;
  return object !== undefined && ApiObject.isApiObject(object) ? object : undefined;
}

/** Converts a finding to the form that users get. `object` is the affected object, if it is not that of the construct. */
export function toDaprFinding(finding: Finding, object = objectOf(finding.at)): DaprFinding {
  return { ...problemToFinding(finding, finding.at.node.path || 'App'), ...(object ? { object: `${object.kind} ${object.name}` } : {}) };
}

/** The error of a validation that is not a rule of this library. It is only a text. */
export function validationFinding(at: IConstruct, message: string): DaprFinding {
  const object = objectOf(at);
  return { code: '', level: 'error', path: at.node.path || 'App', ...(object ? { object: `${object.kind} ${object.name}` } : {}), message, why: '', todo: '', docsUrl: '' };
}

/** Converts a problem that belongs to no construct. */
export function problemToFinding({ rule, what, todo }: Problem, path: string): DaprFinding {
  return {
    code: rule.code,
    level: rule.level,
    path,
    message: oneLine(ended(what)),
    why: sentence(rule.why),
    todo: sentence(todo ?? rule.todo),
    docsUrl: `${RULES_PAGE}#${rule.code.toLowerCase()}`,
  };
}

/** Places that one text names; `DaprFindings` and `DaprWarnings` list all. */
const MAX_PLACES = 4;

/** The text of a finding: `CODE path (Kind name): message why todo`, or `[path] message` as that of cdk8s if it has no code. */
export function findingText(finding: DaprFinding, places: readonly DaprFinding[] = [finding]): string {
  if (!finding.code) {
    return `[${finding.path}] ${finding.message}`;
  }
  const shown = places.length > MAX_PLACES ? MAX_PLACES - 1 : places.length;
  const where = `${places.slice(0, shown).map(({ path, object }) => object === undefined ? path : `${path} (${object})`).join(', ')}${
    places.length > shown ? ` and ${places.length - shown} more` : ''}`;
  return oneLine(`${finding.code} ${where}: ${finding.message} ${finding.why} ${finding.todo}`);
}

/**
 * One text for each group of equal findings, with all their paths. A finding at a construct and below it is one mistake, reported for the
 * upper construct.
 */
export function findingTexts(findings: readonly DaprFinding[]): string[] {
  return [...grouped(findings, ({ code, message, todo, path }) => JSON.stringify([code, message, todo, code ? '' : path])).values()].map(same => {
    const places = [...new Map(same.map(each => [each.path, each])).values()];
    return findingText(same[0], places.filter(({ path }) => !places.some(other => path.startsWith(`${other.path}/`))));
  });
}

/** A message may begin with the name of a prop, so its first letter keeps its case. */
const ended = (text: string): string => /[.?!]$/.test(text) ? text : `${text}.`;
const sentence = (text: string): string => text.startsWith('daprd ') ? ended(text) : `${text.charAt(0).toUpperCase()}${ended(text.slice(1))}`;

export const isError = ({ rule }: Finding): boolean => rule.level === 'error';
export const isWarning = ({ rule }: Finding): boolean => rule.level === 'warning';
/** Equal for findings that say the same of one construct. */
export const keyOf = ({ code, path, message, todo }: DaprFinding): string => JSON.stringify([code, path, message, todo]);
