/** The platform settings of each scope, and which of them are locked. */
import { Construct, IConstruct } from 'constructs';
import { allDerivations } from './derivations';
import { DaprPlatformSettings } from './settings';
import { isVersion } from '../dapr/version';
import { error } from '../diagnostics/rule';
import { Collection } from '../facts/collection';
import { PLATFORM_SETTINGS } from '../kubernetes/cluster';
import { isPlainObject } from '../props/checks';
import { hasBrand } from '../util/brand';
import { describe } from '../util/values';

export const LOCKED_SETTING = error('DAPR1105', {
  title: 'locked platform setting',
  why: 'The platform team has locked this value',
  todo: 'remove it, or ask the platform team to unlock the setting',
  source: 'cdk8s-dapr',
});

type Scope = IConstruct & { [PLATFORM_SETTINGS]?: DaprPlatformSettings };

export const settingsOf = (scope: Scope): DaprPlatformSettings | undefined => scope[PLATFORM_SETTINGS];

export function setSettings(scope: IConstruct, settings: DaprPlatformSettings): void {
  Object.defineProperty(scope, PLATFORM_SETTINGS, { value: settings, configurable: true });
}

/** The scopes that set a cluster. */
export const CLUSTER_SCOPES = new Collection<IConstruct>('cluster-scopes');
/** The scopes that lock a setting. */
export const LOCK_SCOPES = new Collection<IConstruct>('lock-scopes');

/** Brand of the data planes of this library. */
export const BUILT_IN_DATA_PLANE = 'BuiltInDataPlane';

/** The names of settings that can be locked. */
export type Lockable = Exclude<keyof DaprPlatformSettings, 'locked'>;

/** The value of a locked setting, and the scope that locks it. */
export interface Lock {
  readonly value: unknown;
  readonly at: IConstruct;
}

/** The locked settings at a scope; the outermost lock applies. */
export function locksOf(scope: IConstruct): ReadonlyMap<string, Lock> {
  const locks = scope.node.scopes.flatMap(at => {
    const settings = settingsOf(at);
    return (settings?.locked ?? []).map((name): [string, Lock] => [name, { value: settings![name as Lockable], at }]);
  });
  return new Map(locks.filter(([, { value }]) => value !== undefined).reverse());
}

/** How a value differs from the locked one; undefined if it does not. */
export function lockViolation(name: string, lock: Lock | undefined, value: unknown, prop = name): string | undefined {
  if (!lock || isEqual(name, lock.value, value)) {
    return undefined;
  }
  const options = differingOptions(lock.value, value);
  const got = options.length ? `another value of ${options.join(', ')}` : shown(value, 'another');
  return `${prop} must be ${shown(lock.value, 'the locked')} (${prop === name ? '' : `${name} is `}locked at '${lock.at.node.path || 'App'}'); got ${got}`;
}

function isEqual(name: string, locked: any, value: any): boolean {
  switch (name) {
    // A switch that is left out keeps the value of the outer scope.
    case 'derivedAccess':
      return JSON.stringify(allDerivations([locked, value])) === JSON.stringify(allDerivations([locked]));
    // `1.18` is any patch of it.
    case 'daprVersion':
    case 'kubernetesVersion':
      return locked === value || isVersion(locked, value);
    case 'dataPlane':
      return locked === value || isEqualDataPlane(locked, value);
    case 'configurationDefaults':
      return isEqualObject(value._over(locked), locked);
    case 'delivery':
      return isEqualObject(locked, value);
    default:
      return locked === value;
  }
}

/** Built-in data planes are equal if their options are; others, and constructs, only if they are the same. */
const isEqualDataPlane = (a: unknown, b: unknown): boolean => [a, b].every(each => hasBrand(each, BUILT_IN_DATA_PLANE)) && isEqualObject(a, b);
const isEqualObject = (a: any, b: any): boolean => a === b || ([a, b].every(each => typeof each === 'object' && each !== null && !Construct.isConstruct(each))
  && a.constructor === b.constructor && Object.keys({ ...a, ...b }).every(key => isEqualObject(a[key], b[key])));

/** The options in which two built-in data planes of one model differ. */
function differingOptions(a: any, b: any): string[] {
  if (![a, b].every(each => hasBrand(each, BUILT_IN_DATA_PLANE)) || a.model !== b.model) {
    return [];
  }
  return Object.keys(a).filter(field => !isEqualObject(a[field], b[field])).flatMap(field => isPlainObject(a[field]) && isPlainObject(b[field])
    ? Object.keys({ ...a[field], ...b[field] }).filter(option => !isEqualObject(a[field][option], b[field][option])).sort() : field);
}

/** An object is described by its model, if it is a built-in data plane, or by its path, if it is a construct. */
function shown(value: any, which: string): string {
  if (typeof value !== 'object') {
    return describe(value);
  }
  if (Construct.isConstruct(value)) {
    return `'${value.node.path}'`;
  }
  return hasBrand(value, BUILT_IN_DATA_PLANE) ? `${which === 'another' ? '' : `${which} `}${value.model}` : `${which} object`;
}
