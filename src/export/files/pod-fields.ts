/** The fields of a pod at a target: each is carried, has no meaning there, or is reported. */
import { Findings, UNSUPPORTED_BY_TARGET } from './findings';
import { warning } from '../../diagnostics/rule';
import { grouped } from '../../util/grouped';
import { Json } from '../../util/json';
import { TopologyApp } from '../topology/model';

export const NOT_EXPORTED = warning('DAPR8180', {
  title: 'setting of a workload that the export target does not have',
  why: 'The app runs without it on the target',
  todo: 'provide it on the target if the app needs it, then acknowledge this',
  source: 'cdk8s-dapr docs/exporters.md',
});

/** What becomes of a field at a target. */
export interface PodField {
  readonly outcome: 'carried' | 'none' | 'warned' | 'refused';
  /** Where it goes, or the reason why it goes nowhere. */
  readonly text: string;
  readonly todo?: string;
  /** Where the rest of a field goes that is reported for some values only. */
  readonly otherwise?: string;
  /** Whether a value has an effect that is lost. By default each value but false and empty ones. */
  readonly applies?: (value: any, app: TopologyApp) => boolean;
}

/** Fields by their path in a pod spec, without indices; a field without an entry has that of the nearest field above it. */
export interface PodFields { readonly [path: string]: PodField }

/** A target with its name in messages. */
export interface PodTarget {
  readonly name: string;
  readonly fields: PodFields;
}

type Applies = PodField['applies'];
export const carried = (text: string): PodField => ({ outcome: 'carried', text });
export const none = (text: string): PodField => ({ outcome: 'none', text });
export const warned = (text: string, applies?: Applies, todo?: string): PodField => ({ outcome: 'warned', text, applies, todo });
export const refused = (text: string, applies?: Applies, todo?: string): PodField => ({ outcome: 'refused', text, applies, todo });
/** Carried, except for values for which `applies`. */
export const partly = (otherwise: string, lost: PodField): PodField => ({ ...lost, otherwise });
/** Refused by another check, whose message has more details. */
export const refusedElsewhere = (text: string): PodField => refused(text, () => false);

/** For values with an effect only if they are not these. */
export const unless = (...values: unknown[]): Applies => value => !values.includes(value);

/** The entry of a field: its own, or that of the nearest field above it. */
export function fieldAt(fields: PodFields, path: string): PodField | undefined {
  return Object.hasOwn(fields, path) ? fields[path] : path.includes('.') ? fieldAt(fields, path.slice(0, path.lastIndexOf('.'))) : undefined;
}

/** Reports fields that the target does not have, one finding for each reason. `provided` are fields whose counterpart is a prop of the export. */
export function checkPodFields(app: TopologyApp, { name, fields }: PodTarget, findings: Findings, provided: readonly string[] = []): void {
  const parents = new Set(Object.keys(fields).flatMap(path => path.split('.').map((_, i, parts) => parts.slice(0, i).join('.'))));
  const lost: { path: string; field: PodField }[] = [];
  const check = (path: string, value: unknown): void => {
    const field = Object.hasOwn(fields, path) ? fields[path] : parents.has(path) || fieldAt(fields, path) ? undefined : UNKNOWN;
    if (field && !provided.includes(path) && hasEffect(value) && (field.applies?.(value, app) ?? value !== false)) {
      lost.push({ path, field });
    }
    if (parents.has(path)) {
      [value].flat().filter(isObject).forEach(item => Object.entries(item).forEach(([key, inner]) => check(path ? `${path}.${key}` : key, inner)));
    }
  };
  check('', { ...app.podSpec, containers: [app.container] });
  const reported = lost.filter(({ field }) => REPORTED.includes(field.outcome)).sort((a, b) => a.path < b.path ? -1 : 1);
  for (const same of grouped(reported, ({ field }) => JSON.stringify([field.outcome, field.text, field.todo])).values()) {
    const [{ field: { outcome, text, todo } }] = same;
    const paths = [...new Set(same.map(({ path }) => path.replace(/^containers\./, `containers[${app.container.name}].`)))].join(', ');
    if (outcome === 'refused') {
      findings.add(app.construct, UNSUPPORTED_BY_TARGET, `${paths} cannot be exported to ${name}: ${text}`, todo);
    } else {
      findings.warn(app.construct, NOT_EXPORTED, `${paths} ${paths.includes(', ') ? 'are' : 'is'} not exported to ${name}: ${text}`, todo);
    }
  }
}

const UNKNOWN = warned('a field that this version of cdk8s-dapr does not know');
const REPORTED: PodField['outcome'][] = ['warned', 'refused'];
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const hasEffect = (value: unknown): boolean => value !== undefined && value !== null && (!isObject(value) || Object.keys(value).length > 0);
