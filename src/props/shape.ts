/**
 * The types of props, checked at run time: other languages and plain JavaScript are not seen by the compiler.
 * A prop of a wrong type is reported and left out, so that the construction goes on and finds the other problems.
 */
import { SizeRoundingBehavior } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DaprToleration } from '../contract';
import { WRONG_TYPE } from './rules';
import { report } from '../diagnostics/report';
import { Rule } from '../diagnostics/rule';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../kubernetes/names';
import { describe, integer, isSpecialKey, milliseconds, text } from '../util/values';

/** What a value should be, where it is not. */
type Kind = (value: any) => string | undefined;

/** Takes what is wrong with a prop. */
type Report = (code: Rule, what: string, todo: string) => void;

/** One kind for each prop. A prop without one does not compile. */
export type Shape<T> = { readonly [prop in keyof Required<T>]: Kind };

const unless = (right: boolean, wanted: string): string | undefined => right ? undefined : wanted;
const isMap = (value: any): value is object => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Checked where its meaning is known. */
export const elsewhere: Kind = () => undefined;
export const aText: Kind = value => unless(value !== '' && text(value) === undefined, 'text without control characters');
export const aTruth: Kind = value => unless(typeof value === 'boolean', 'truth');
export const aNumber: Kind = value => unless(typeof value === 'number' && Number.isFinite(value), 'number');
export const aNamespace: Kind = value => unless(typeof value === 'string' && isDnsLabel(value), 'namespace');
export const aName: Kind = value => unless(typeof value === 'string' && isDnsSubdomain(value), 'name of an object');
export const aKey: Kind = value => unless(typeof value === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(value), 'key of a ConfigMap or Secret');
export const aDuration: Kind = value => unless(milliseconds(value) !== undefined, 'Duration of whole milliseconds');
export const aSize: Kind = value => unless(typeof value?.toKibibytes === 'function' && Number.isFinite(value.toKibibytes({ rounding: SizeRoundingBehavior.NONE })), 'Size');
export const aPort: Kind = value => unless(typeof value === 'number' && !integer(1, 65535)(String(value)), 'port');
export const anApp: Kind = value => unless(typeof value?.appId === 'string', 'app');
/** A kind of which the parts are loaded when a value is there. */
export const loaded = (kind: () => Kind): Kind => value => kind()(value);
/** Something with that method. */
export const having = (method: string, wanted: string): Kind => value => unless(typeof value === 'object' && typeof value?.[method] === 'function', wanted);
/** Something that the library calls a component. */
export const aComponent: Kind = value => unless(typeof value?.componentName === 'string' && value.kind === 'Component', 'component');
export const oneOf = (values: { [name: string]: string }): Kind => value =>
  unless(Object.values(values).includes(value), Object.values(values).join(' or '));
export const aList: Kind = value => unless(Array.isArray(value), 'list');
export const listOf = (kind: Kind): Kind => value => aList(value) ?? wrongOf('list with entries each a', (value as unknown[]).map(kind));
/** A map; its keys must not be those that JavaScript gives a meaning of their own. */
export const mapOf = (kind: Kind): Kind => value => unless(isMap(value), 'map')
  ?? wrongOf('map with values each a', Object.entries(value).map(([key, entry]) => isSpecialKey(key) || text(key) ? 'plain key' : kind(entry)));
const qualified = (wanted: string, kind: Kind): Kind => value =>
  mapOf(kind)(value) ?? unless(Object.keys(value).every(isLabelKey), `map with keys of ${wanted}`);
export const labels: Kind = qualified('labels', value => unless(isLabelValue(value), 'value of a label'));
export const annotations: Kind = qualified('annotations', aText);
/** What a document holds: texts, numbers, truths, and lists and maps of them. */
export const aDocument: Kind = value => Array.isArray(value) ? listOf(aDocument)(value) : isMap(value) ? mapOf(aDocument)(value)
  : unless(typeof value === 'boolean' || typeof value === 'string' || !aNumber(value), 'value of JSON');
/** A struct with props of these kinds. */
export const struct = <T>(shape: Shape<T>): Kind => value => unless(isMap(value), 'struct')
  ?? Object.entries<Kind>(shape).map(([prop, kind]) => absent(value[prop]) ? undefined : kind(value[prop]) && `struct with ${prop} a ${kind(value[prop])}`)
    .find(Boolean);
const TOLERATION: Shape<DaprToleration> = {
  key: value => unless(typeof value === 'string' && isLabelKey(value), 'key of a taint'),
  operator: oneOf({ exists: 'Exists', equal: 'Equal' }),
  value: value => unless(isLabelValue(value), 'value of a taint'),
  effect: oneOf({ never: 'NoSchedule', rather: 'PreferNoSchedule', off: 'NoExecute' }),
};
/** A toleration that the API server takes: `Exists` where it has no key, and no value beside that. */
export const aToleration: Kind = value => struct(TOLERATION)(value)
  ?? unless(!absent(value.key) || value.operator === 'Exists', 'toleration with a key, or with the operator Exists')
  ?? unless(!value.value || value.operator !== 'Exists', 'toleration without a value, since its operator is Exists');
/** A struct that has these props. */
export const required = (kind: Kind, ...props: string[]): Kind => value => kind(value)
  ?? props.filter(prop => absent(value[prop])).map(prop => `struct with ${prop}`)[0];
/** A text that may have several lines. */
export const multiLine: Kind = value => unless(typeof value === 'string' && value !== '' && text(value.replace(/[\n\t]/g, '')) === undefined, 'text');

/** The props that are of their type; the others are reported, at synth where nobody else takes the report. */
export function wellFormed<T extends object>(
  at: IConstruct, props: T | undefined, shape: Shape<T>, found: Report = (...finding) => report(at, ...finding),
): T {
  const good: { [prop: string]: unknown } = {};
  for (const [prop, value] of Object.entries(props ?? {})) {
    const wanted = absent(value) ? undefined : (shape as { [prop: string]: Kind })[prop]?.(value);
    if (wanted) {
      found(WRONG_TYPE, `${prop} ${describe(value)} is no ${wanted}`, `give a ${wanted}`);
    } else if (!absent(value)) {
      good[prop] = value;
    }
  }
  return good as T;
}

const absent = (value: unknown): boolean => value === undefined || value === null;
const wrongOf = (what: string, found: (string | undefined)[]): string | undefined => found.some(Boolean) ? `${what} ${found.find(Boolean)}` : undefined;
