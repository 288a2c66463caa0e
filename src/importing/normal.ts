/** One form for objects that mean the same to the API server and to Dapr. */
import { millisecondsOf } from './code/durations';
import { knownComponent, registeredType } from '../resources/metadata/catalog';
import { spelling } from '../resources/metadata/checks';
import { byName, isMap, Json, mapsIn } from '../util/json';
import { goDuration } from '../util/values';

/**
 * The object in one form. Of a Component, the order of metadata, the case of names that Dapr reads in any case, and aliases of types make no
 * difference. Dapr's API server converts the older version of Subscriptions.
 */
export function normal(json: Json): Json {
  const object = { ...json, metadata: withoutEmpty(isMap(json.metadata) ? json.metadata : {}) };
  if (!/^dapr\.io\//.test(json.apiVersion)) {
    return object;
  }
  const { scopes, ...rest } = object as Json;
  const scoped: Json = Array.isArray(scopes) && scopes.length ? { ...rest, scopes: [...scopes].map(String).sort() } : rest;
  const spec: Json = isMap(json.spec) ? json.spec : {};
  return durations(json.kind === 'Component' ? { ...scoped, spec: component(spec) } : json.kind === 'Subscription' ? subscription(scoped, spec) : scoped);
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
