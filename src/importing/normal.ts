/** One form for objects that mean the same to the API server and to Dapr. */
import { millisecondsOf } from './code/durations';
import { knownComponent, registeredType } from '../resources/metadata/catalog';
import { spelling } from '../resources/metadata/checks';
import { byName, canonicalText, isMap, Json, mapsIn } from '../util/json';
import { goDuration } from '../util/values';

/**
 * The object in one form. Of a Component, the order of metadata, the case of names that Dapr reads in any case, and aliases of types make no
 * difference; of a Configuration, the order of API rules and the leading slash of operations. Dapr's API server converts the older version of
 * Subscriptions.
 */
export function normal(json: Json): Json {
  const object = { ...json, metadata: withoutEmpty(isMap(json.metadata) ? json.metadata : {}) };
  if (!/^dapr\.io\//.test(json.apiVersion)) {
    return object;
  }
  const { scopes, ...rest } = object as Json;
  const scoped: Json = Array.isArray(scopes) && scopes.length ? { ...rest, scopes: [...scopes].map(String).sort() } : rest;
  const spec: Json = isMap(json.spec) ? json.spec : {};
  switch (json.kind) {
    case 'Component': return durations({ ...scoped, spec: component(spec) });
    case 'Configuration': return durations({ ...scoped, spec: configuration(spec) });
    case 'Subscription': return durations(subscription(scoped, spec));
    default: return durations(scoped);
  }
}

/** A map without empty lists and maps. */
export const withoutEmpty = (map: Json): Json => Object.fromEntries(Object.entries(map).filter(([, value]) =>
  !(Array.isArray(value) && !value.length) && !(isMap(value) && !Object.keys(value).length)));

function component({ type, version, metadata, ...rest }: Json): Json {
  const known = typeof type === 'string' ? knownComponent(type, String(version ?? 'v1')) : undefined;
  const entries = mapsIn(metadata).map(({ name, value, secretKeyRef, envRef, ...others }) => ({
    ...others,
    name: spelling(known, String(name)),
    ...(secretKeyRef ? { secretKeyRef } : envRef ? { envRef } : { value: typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '') }),
  }));
  return { ...rest, type: known ? registeredType(type, String(version ?? 'v1')) : type, version: version || 'v1', metadata: byName(entries) };
}

/** The map with another list in a field, if it has a list there. */
const withList = (map: unknown, field: string, convert: (list: readonly unknown[]) => unknown): unknown =>
  isMap(map) && Array.isArray(map[field]) ? { ...map, [field]: convert(map[field]) } : map;

const inOneOrder = (list: readonly unknown[]): unknown[] => [...list].sort((a, b) => canonicalText(a) < canonicalText(b) ? -1 : 1);
const withSlash = (operation: unknown): unknown =>
  isMap(operation) && typeof operation.name === 'string' ? { ...operation, name: operation.name.replace(/^\/?/, '/') } : operation;

const configuration = ({ api, accessControl, ...spec }: Json): Json => ({
  ...spec,
  api: withList(withList(api, 'allowed', inOneOrder), 'denied', inOneOrder),
  accessControl: withList(accessControl, 'policies', policies => policies.map(policy => withList(policy, 'operations', operations => operations.map(withSlash)))),
});

function subscription(object: Json, { route, routes, bulkSubscribe, deadLetterTopic, metadata, ...spec }: Json): Json {
  const { rules, default: byDefault } = isMap(routes) ? routes : { default: route } as Json;
  const all = {
    ...spec,
    routes: { ...(mapsIn(rules).length ? { rules } : {}), ...(byDefault ? { default: byDefault } : {}) },
    ...(deadLetterTopic ? { deadLetterTopic } : {}),
    ...(isMap(metadata) && Object.keys(metadata).length ? { metadata } : {}),
    ...(isMap(bulkSubscribe) ? { bulkSubscribe: { ...bulkSubscribe, enabled: bulkSubscribe.enabled === true } } : {}),
  };
  return { ...object, apiVersion: 'dapr.io/v2alpha1', spec: all };
}

/** Go durations in one spelling: 90s is 1m30s. */
function durations(value: any): any {
  if (Array.isArray(value)) {
    return value.map(durations);
  }
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, durations(each)]));
  }
  const time = typeof value === 'string' && /[a-z]$/.test(value) ? millisecondsOf(value) : undefined;
  return time === undefined ? value : goDuration(time);
}
