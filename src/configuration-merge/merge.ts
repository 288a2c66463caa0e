/** Merges several Configurations into one, and reports conflicting values. */
import { Construct } from 'constructs';
import { Defaults, withDefaults, withoutImplied } from './defaults';
import { IDaprConfiguration } from '../contract';
import { HOT_RELOAD } from '../dapr/hot-reload';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { defaultPathsOf, impliedOf, isDefault, isDerived, isReferencedByName, registerConfiguration, settingsOf } from '../facts/configurations';
import { oncePerSynth } from '../synth/synths';
import { canonicalText, isMap, Json } from '../util/json';

const CANNOT_MERGE_BY_NAME = error('DAPR3102', {
  title: 'Configuration referenced by name that cannot be merged',
  why: 'daprd reads one Configuration only, and the content of one referenced by name is unknown',
  todo: 'define it with DaprConfiguration, or use one Configuration for the app',
  source: 'dapr/dapr pkg/config/configuration.go',
});
export const CONFLICTING_CONFIGURATIONS = error('DAPR5001', {
  title: 'invalid or conflicting Configuration settings',
  why: 'daprd reads one Configuration: it applies only one of two conflicting values, and ignores an invalid one',
  todo: 'set the value in one place only',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});

export interface Part {
  /** Source of the settings, for messages. */
  readonly from: string;
  readonly spec: Json;
}

export interface MergedConfiguration {
  readonly spec: Json;
  /** One message for each field that two parts set to different values. */
  readonly conflicts: string[];
}

/** Keeps HotReload off: with it, one invalid component stops every daprd that loads it at once. */
export const HOT_RELOAD_OFF: Json = { features: [{ name: HOT_RELOAD, enabled: false }] };

/**
 * Derived settings of the Configuration that an app reads. It emits no object; user-written settings and a Configuration referenced
 * by name take precedence.
 */
export class DerivedPart extends Construct implements IDaprConfiguration {
  public readonly kind = 'Configuration';
  public readonly resourceName: string;
  public readonly configurationName: string;

  /**
   * @param spec the derived settings, evaluated while rendering
   * @param defaultPaths the paths of the settings, if they are defaults of the platform
   */
  constructor(scope: Construct, id: string, spec: () => Json, defaultPaths?: readonly string[]) {
    super(scope, id);
    this.resourceName = this.configurationName = id;
    registerConfiguration(this, { settings: oncePerSynth(this, spec), isDerived: true, defaultPaths });
  }
}

/** Merges several Configurations. Those referenced by name have unknown content and cannot be merged. */
export function mergeAll(parts: IDaprConfiguration[], own: Part[] = []): MergedConfiguration & { readonly unknown: IDaprConfiguration[] } {
  // The usual case of a daprd outside the app's pods.
  if (!parts.length && own.length === 1) {
    return { spec: own[0].spec, conflicts: [], unknown: [] };
  }
  const distinct = [...new Set(parts)];
  const written = distinct.filter(part => !isDerived(part));
  const unknown = written.filter(isReferencedByName);
  const [derived, defaults] = unknown.length ? [[], []] : [derivedOnly(distinct), distinct.flatMap(defaultsOf)];
  const known = [...written.map(part => withoutDefaultValues(part, defaults)), ...own];
  const merged = mergeConfigurations([...known, ...derived.map(partOf).map(({ from, spec }) => ({ from, spec: withoutOverridden(spec, known) }))]);
  return { ...merged, spec: defaults.reduce(withDefaults, merged.spec), unknown };
}

/** The parts that are derived from the declarations of an app. */
export const derivedOnly = (parts: IDaprConfiguration[]): IDaprConfiguration[] => parts.filter(part => isDerived(part) && !isDefault(part));

/** What the user-written parts set to other values than the defaults. */
export const contradictions = (parts: IDaprConfiguration[], { spec, paths }: Defaults, from: string): string[] =>
  parts.filter(part => !isDerived(part))
    .flatMap(part => mergeConfigurations([{ from, spec }, withoutDefaultValues(part, [{ spec, paths }])]).conflicts);

const defaultsOf = (part: IDaprConfiguration): Defaults[] => isDefault(part) ? [{ spec: settingsOf(part)!, paths: defaultPathsOf(part) }] : [];

const withoutDefaultValues = (part: IDaprConfiguration, defaults: readonly Defaults[]): Part =>
  ({ from: part.node.path, spec: defaults.reduce((spec, each) => withoutImplied(spec, impliedOf(part), each), settingsOf(part) ?? {}) });

const partOf = (part: IDaprConfiguration): Part => ({ from: part.node.path, spec: settingsOf(part) ?? {} });

/** The derived settings that user-written ones do not override. */
function withoutOverridden({ accessControl, api, features: derived, secrets }: Json, written: Part[]): Json {
  const named = written.flatMap(({ spec }) => (spec.features ?? []) as Json[]).map(({ name }) => name);
  const features = ((derived ?? []) as Json[]).filter(({ name }) => !named.includes(name));
  const stores = written.flatMap(({ spec }) => (spec.secrets?.scopes ?? []) as Json[]).map(scope => scope.storeName);
  const scopes = ((secrets?.scopes ?? []) as Json[]).filter(scope => !stores.includes(scope.storeName));
  return {
    ...(accessControl && !written.some(({ spec }) => spec.accessControl) ? { accessControl } : {}),
    ...(api && !written.some(({ spec }) => spec.api) ? { api } : {}),
    ...(features.length ? { features } : {}),
    ...(scopes.length ? { secrets: { scopes } } : {}),
  };
}

/** The settings that derived parts add to the user-written ones. */
export function derivedSettings(parts: IDaprConfiguration[], own: Part[] = []): Json {
  const { spec } = mergeAll(parts, own);
  const { spec: without } = mergeAll(parts.filter(part => !isDerived(part)), own);
  const isAdded = (key: string): boolean => without[key] === undefined || canonicalText(without[key]) !== canonicalText(spec[key]);
  return Object.fromEntries(Object.entries(spec).filter(([key]) => isAdded(key)));
}

/** Findings of a merge, reported at a construct. */
export function findingsOf(at: Construct, { conflicts, unknown }: ReturnType<typeof mergeAll>): Finding[] {
  return [
    ...conflicts.map(what => ({ at, rule: CONFLICTING_CONFIGURATIONS, what })),
    ...unknown.map(({ resourceName }) => ({ at, rule: CANNOT_MERGE_BY_NAME, what: `configuration '${resourceName}' is referenced by name and cannot be merged with another one` })),
  ];
}

export function mergeConfigurations(parts: Part[]): MergedConfiguration {
  const spec: Json = {};
  const owners = new Map<string, string>();
  const conflicts: string[] = [];
  for (const part of parts) {
    merge(spec, part.spec, part.from, '', owners, conflicts);
  }
  const denied = new Set(((spec.api?.denied ?? []) as Json[]).map(rule => keyOf('api.denied', rule)));
  const both = ((spec.api?.allowed ?? []) as Json[]).filter(rule => denied.has(keyOf('api.denied', rule)));
  both.forEach(({ name, version, protocol }) => conflicts.push(`api.allowed and api.denied both contain ${name} ${version} over ${protocol}`));
  return { spec, conflicts };
}

/** Keys that identify the entries of a list; `name` for lists that are not here. */
const KEYS: { [path: string]: string[] } = {
  'accessControl.policies': ['appId', 'namespace'],
  'api.allowed': ['name', 'version', 'protocol'],
  'api.denied': ['name', 'version', 'protocol'],
  'secrets.scopes': ['storeName'],
};
/** Lists of strings that merge to their union. */
const SETS = /^(components\.deny|metrics\.http\.pathMatching|secrets\.scopes\[[^\]]*\]\.(allowed|denied)Secrets)$/;

/** The parts are left as they are, because they are read again. */
function merge(into: Json, from: Json, owner: string, path: string, owners: Map<string, string>, conflicts: string[]): void {
  for (const [key, value] of Object.entries(from)) {
    const at = path ? `${path}.${key}` : key;
    if (!(key in into)) {
      into[key] = value;
      owners.set(at, owner);
    } else if (isKeyedList(at, value) && isKeyedList(at, into[key])) {
      into[key] = mergeKeyed(into[key], value, owner, at, owners, conflicts);
    } else if (SETS.test(at)) {
      into[key] = [...new Set([...into[key], ...value])];
    } else if (isMap(value) && isMap(into[key])) {
      into[key] = { ...into[key] };
      merge(into[key], value, owner, at, owners, conflicts);
    } else if (canonicalText(into[key]) !== canonicalText(value)) {
      conflicts.push(`${at} is ${JSON.stringify(into[key])} in ${ownerOf(at, owners)} and ${JSON.stringify(value)} in ${owner}`);
    }
  }
}

/** Lists with keys merge to one entry per key, in order of first appearance. */
function mergeKeyed(before: Json[], from: Json[], owner: string, path: string, owners: Map<string, string>, conflicts: string[]): Json[] {
  const merged = [...before];
  const places = new Map<string, number>();
  merged.forEach((each, i) => places.set(keyOf(path, each), places.get(keyOf(path, each)) ?? i));
  for (const item of from) {
    const key = keyOf(path, item);
    const place = places.get(key);
    const at = `${path}[${keysOf(path).map(name => item[name]).join(' ')}]`;
    if (place === undefined) {
      places.set(key, merged.push(item) - 1);
      owners.set(at, owner);
    } else {
      merged[place] = { ...merged[place] };
      merge(merged[place], item, owner, at, owners, conflicts);
    }
  }
  return merged;
}

const keysOf = (path: string): string[] => KEYS[path] ?? ['name'];
const keyOf = (path: string, entry: Json): string => JSON.stringify(keysOf(path).map(key => entry[key]));

/** The part that set a field, or the nearest field that contains it. */
function ownerOf(path: string, owners: Map<string, string>): string {
  let at = path;
  while (at && !owners.has(at)) {
    at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['), 0));
  }
  return owners.get(at)!;
}

const isKeyedList = (path: string, value: unknown): value is Json[] =>
  Array.isArray(value) && value.every(item => isMap(item) && keysOf(path).some(key => typeof item[key] === 'string'));
