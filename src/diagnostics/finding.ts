/** What was found, and how it is told. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DaprFinding } from './dapr-finding';
import { Rule } from './rule';
import { grouped } from '../util/grouped';
import { oneLine } from '../util/values';

/** One thing that is wrong or doubtful, whatever it is about. */
export interface Problem {
  readonly rule: Rule;
  /** What is wrong and the value given. */
  readonly what: string;
  /** What to do, where the general advice of the rule can be made precise. */
  readonly todo?: string;
}

/** A problem of a construct, found by a constructor, by a check at synth or on a rendered object. */
export interface Finding extends Problem {
  readonly at: IConstruct;
}

/** Where the rules are explained. */
const RULES_PAGE = 'https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md';

/** The object that a construct stands for: itself, or the one that it is made for. */
export function objectOf(at: IConstruct): ApiObject | undefined {
  const object = ApiObject.isApiObject(at) ? at : at.node.defaultChild;
  return object !== undefined && ApiObject.isApiObject(object) ? object : undefined;
}

/** A finding as users get it. `object` is the object that it concerns, where the construct has none of its own. */
export function toDaprFinding(finding: Finding, object = objectOf(finding.at)): DaprFinding {
  return { ...problemToFinding(finding, finding.at.node.path || 'App'), ...(object ? { object: `${object.kind} ${object.name}` } : {}) };
}

/** The same of a problem that is about no construct. */
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

/** The whole text: `CODE path (Kind name): message why todo`. */
export function findingText(finding: DaprFinding, places: readonly DaprFinding[] = [finding]): string {
  const where = places.map(({ path, object }) => object === undefined ? path : `${path} (${object})`).join(', ');
  return oneLine(`${finding.code} ${where}: ${finding.message} ${finding.why} ${finding.todo}`);
}

/**
 * One text for each thing that was found, with all its places. Where it was found at a construct and below it, it is the same mistake and
 * is told of the upper one.
 */
export function findingTexts(findings: readonly DaprFinding[]): string[] {
  return [...grouped(findings, ({ code, message, todo }) => JSON.stringify([code, message, todo])).values()].map(same => {
    const places = [...new Map(same.map(each => [each.path, each])).values()];
    return findingText(same[0], places.filter(({ path }) => !places.some(other => path.startsWith(`${other.path}/`))));
  });
}

/** A message begins with the name of a prop, so its first letter stays as it is. */
const ended = (text: string): string => /[.?!]$/.test(text) ? text : `${text}.`;
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${ended(text.slice(1))}`;
