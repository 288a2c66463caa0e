/** How values of options render to annotations, and how annotations are checked. */

import { readBoolean, readDuration, readList, readMemoryLimit, readMounts, readNumber, readSecretMap, readSize, readText, readTextMap } from './option-readings';
import { LogLevel } from './types';
import { Rule, error } from '../diagnostics/rule';
import { INVALID_VALUE } from '../props/rules';
import { Expected, milliseconds, goDuration, bool, port, duration, quantity, oneOf, integer, text } from '../util/values';
import { referencedFirst } from '../util/variables';

export const INVALID_PORT = error('DAPR2003', {
  title: 'invalid port',
  why: 'The injector ignores the port, so daprd runs without an app channel and delivers nothing',
  todo: 'use a port from 1 to 65535',
  source: 'dapr/dapr pkg/injector',
  manifests: true,
});
export const INVALID_LISTEN_ADDRESS = error('DAPR2008', {
  title: 'invalid listen address',
  why: 'daprd starts no listener and exits',
  todo: 'use IP addresses without a port',
  source: 'dapr/dapr pkg/api/listen',
  manifests: true,
});
const INVALID_DURATION = error('DAPR3002', {
  title: 'invalid duration',
  why: 'daprd exits at start',
  todo: 'use a Duration, or in an annotation a Go duration such as 500ms, 5s or 1m30s',
  source: 'dapr/dapr cmd/daprd/options/options.go',
  manifests: true,
});
const INVALID_QUANTITY = error('DAPR3003', {
  title: 'invalid quantity',
  why: 'The injector silently drops all four resource settings, or daprd exits',
  todo: 'use a Size for a prop of that type, and otherwise a Kubernetes quantity such as 100m or 250Mi',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});

/** The TypeScript type of an option, and its conversion to an annotation. */
interface OptionType {
  /** The type of the property. */
  readonly type: string;
  /** Renders the value of the annotation; undefined for a value of a wrong type. */
  readonly render: (value: any) => string | undefined;
  /** Returns what an invalid annotation value must be; undefined for a valid one. */
  readonly check: (raw: string) => Expected;
  /** Returns the value of the property for a valid annotation value; undefined if it has none. */
  readonly read: (raw: string) => unknown;
  /** Whether a newer Dapr version may accept more values. */
  readonly grows?: boolean;
}

export interface DaprdOption extends OptionType {
  /** Name after `dapr.io/`. */
  readonly annotation: string;
  /** The flag of daprd, beginning with `--`, or another result of the annotation. */
  readonly becomes: string;
  /** What the option does, and why one would set it. */
  readonly doc: string;
  /** Dapr's default, with the unit. */
  readonly default: string;
  /** First version of each release line that supports it. */
  readonly since?: readonly string[];
  /** Advice on its replacement. */
  readonly deprecated?: string;
  /** The error that a wrong value raises. */
  readonly rule: Rule;
}

type Rest = Omit<DaprdOption, keyof OptionType | 'rule' | 'annotation' | 'becomes' | 'doc' | 'default'>;
export const option = (type: OptionType, rule: Rule) =>
  (annotation: string, becomes: string, byDefault: string, doc: string, rest: Rest = {}): DaprdOption =>
    ({ ...type, rule, annotation, becomes, default: byDefault, doc, ...rest });

export const asText = (value: any) => typeof value === 'string' ? value : undefined;
const asNumber = (value: any) => typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
const asMap = (pair: (key: string, value: any) => string | undefined) => (value: any) => {
  const pairs = value && typeof value === 'object' ? referencedFirst(value).map(([k, v]) => pair(k, v)) : [undefined];
  return pairs.includes(undefined) ? undefined : pairs.join(',');
};
const asList = (value: any) => Array.isArray(value) && value.every(v => typeof v === 'string') ? value.join(',') : undefined;
const eachOf = (check: (item: string) => Expected) => (raw: string) => {
  const expected = raw.split(',').map(item => check(item.trim())).find(Boolean);
  return expected && `comma-separated entries, each ${expected}`;
};
const asDuration = (value: any) => {
  const count = milliseconds(value);
  return count === undefined ? undefined : goDuration(count);
};
const asSize = (value: any) => typeof value?.asString === 'function' ? String(value.asString()) : undefined;
/** An address on which daprd can listen: an IP address without a port. */
export const listenAddress = (item: string): Expected =>
  /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\])$/.test(item) ? undefined : 'an IPv4 address, or an IPv6 address in brackets';
export const secretRef = (item: string): Expected =>
  /^[^=]+=[^:=,]+(:[^:=,]+)?$/.test(item) ? undefined : 'NAME=secret or NAME=secret:key';
export const mount = (item: string): Expected => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?:\/[^:,]*$/.test(item) ? undefined : 'volume:/path';

const asBoolean = (value: any) => typeof value === 'boolean' ? String(value) : undefined;
export const yesOrNo = option({ type: 'boolean', render: asBoolean, check: bool, read: readBoolean }, INVALID_VALUE);
const notEmpty = (raw: string): Expected => raw === '' ? 'a non-empty string' : text(raw);
export const name = option({ type: 'string', render: asText, check: notEmpty, read: readText }, INVALID_VALUE);
/** An address; an empty string disables the service. */
export const address = option({ type: 'string', render: asText, check: text, read: readText }, INVALID_VALUE);
export const whole = (min: number, max?: number) => option({ type: 'number', render: asNumber, check: integer(min, max), read: readNumber }, INVALID_VALUE);
export const portNumber = option({ type: 'number', render: asNumber, check: port, read: readNumber }, INVALID_PORT);
export const goDurationOf = option({ type: 'Duration', render: asDuration, check: duration, read: readDuration }, INVALID_DURATION);
export const cpu = option({ type: 'string', render: asText, check: quantity, read: readText }, INVALID_QUANTITY);
export const size = option({ type: 'Size', render: asSize, check: quantity, read: readSize }, INVALID_QUANTITY);
export const oneOfEnum = (type: string, ...values: string[]) =>
  option({ type, render: asText, check: oneOf(...values), read: readText }, INVALID_VALUE);
export const list = (type: string, check: (item: string) => Expected, rule: Rule = INVALID_VALUE) =>
  option({ type, render: asList, check: eachOf(check), read: readList }, rule);
export const mounts = option({
  type: '{ [volume: string]: string }',
  render: asMap((k, v) => typeof v === 'string' ? `${k}:${v}` : undefined),
  check: eachOf(mount),
  read: readMounts,
}, INVALID_VALUE);
export const textMap = option({
  type: '{ [name: string]: string }',
  render: asMap((k, v) => typeof v === 'string' ? `${k}=${v}` : undefined),
  check: raw => /^[^=,]+=/.test(raw) ? text(raw) : 'NAME=value',
  read: readTextMap,
}, INVALID_VALUE);
export const secretMap = option({
  type: '{ [name: string]: DaprSecretKey }',
  render: asMap((k, v) => typeof v?.secretName === 'string' && (v.key === undefined || typeof v.key === 'string') ? `${k}=${v.secretName}${v.key === undefined ? '' : `:${v.key}`}` : undefined),
  check: eachOf(secretRef),
  read: readSecretMap,
}, INVALID_VALUE);
export const memoryLimit = option({
  type: 'Size',
  render: v => typeof v?.asString === 'function' ? `GOMEMLIMIT=${v.asString()}B` : undefined,
  check: text,
  read: readMemoryLimit,
}, INVALID_QUANTITY);
export const configuration = option({
  type: 'IDaprConfiguration', render: v => asText(v?.resourceName), check: raw => raw ? text(raw) : 'the name of a Configuration', read: readText,
}, INVALID_VALUE);

export const LOG_LEVELS = [LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR, LogLevel.FATAL].map(({ levelName: level }) => level);
