/** Access control, API lists and secret scopes of Configurations. */
import { Context } from './context';
import { code, Code, given } from './literal';
import { ifWritable, Unwritable } from './unwritable';
import { PROTOCOLS } from '../../resources/configuration/access-spec';
import { grouped } from '../../util/grouped';
import { isMap, Json, mapsIn } from '../../util/json';

/** The props for a value, or undefined for what has none. */
export type Read = (value: unknown, context: Context) => Json | undefined;

/** Names of the verbs that have a constant. */
const VERBS: { readonly [verb: string]: string | undefined } = Object.fromEntries(
  [['*', 'ANY'], ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'CONNECT', 'TRACE'].map(verb => [verb, verb])]);
/** Constants of APIs, whose names are those of `apiName` except for these. */
const APIS: { readonly [api: string]: string | undefined } = Object.fromEntries([
  ['binarystore', 'BINARY_STORE'], ['subtlecrypto', 'SUBTLE_CRYPTO'],
  ...['actors', 'bindings', 'configuration', 'conversation', 'crypto', 'invoke', 'jobs', 'lock', 'metadata', 'publish', 'secrets', 'shutdown', 'state', 'subscribe', 'unlock', 'workflows']
    .map(api => [api, api.toUpperCase()]),
]);

const fail = (): never => { throw new Unwritable(); };

const orNothing = (read: (value: unknown, context: Context) => Json): Read => (value, context) =>
  ifWritable<Json | undefined>(() => read(value, context), () => undefined);

const texts = (value: unknown): string[] | undefined =>
  value === undefined ? undefined : Array.isArray(value) && value.every(each => typeof each === 'string') ? value : fail();
const string = (value: unknown): string | undefined => value === undefined || typeof value === 'string' ? value : fail();
const action = (value: unknown, context: Context): Code | undefined =>
  value === undefined ? undefined : value === 'allow' || value === 'deny' ? code(`${context.dapr('AccessAction')}.${value.toUpperCase()}`) : fail();
const nothingElse = (rest: Json): void => {
  if (Object.keys(rest).length) {
    fail();
  }
};
const lists = (value: unknown): Json[] => Array.isArray(value) && value.every(isMap) ? mapsIn(value) : fail();

function operation({ name, action: what, httpVerb, ...rest }: Json, context: Context): Json {
  nothingElse(rest);
  return given({
    name: typeof name === 'string' ? name : fail(),
    action: action(what, context) ?? fail(),
    httpVerbs: texts(httpVerb)?.map(verb => code(`${context.dapr('HttpVerb')}.${VERBS[verb] ?? fail()}`)),
  });
}

function policy({ appId, namespace, trustDomain, defaultAction, operations, ...rest }: Json, context: Context): Json {
  nothingElse(rest);
  return given({
    app: typeof appId === 'string' && appId ? context.caller(appId) : fail(),
    namespace: string(namespace),
    trustDomain: string(trustDomain),
    defaultAction: action(defaultAction, context),
    operations: operations === undefined ? undefined : lists(operations).map(each => operation(each, context)),
  });
}

const accessControl = orNothing((value, context) => {
  const { defaultAction, trustDomain, policies, ...rest } = isMap(value) ? value as Json : fail();
  nothingElse(rest);
  return given({
    accessControlDefaultAction: action(defaultAction, context),
    accessControlTrustDomain: string(trustDomain),
    accessControlPolicies: policies === undefined ? undefined : lists(policies).map(each => policy(each, context)),
  });
});

/** Rules of a list, which the construct writes for both protocols: a list for one of them has no prop. */
const apiRules = (prop: string): Read => orNothing((value, context) => {
  const rules = lists(value).map(({ name, version, protocol, ...rest }) => {
    nothingElse(rest);
    return { name: string(name) ?? fail(), version: string(version) ?? fail(), protocol };
  });
  const both = (rule: { name: string; version: string }): boolean => PROTOCOLS.every(protocol =>
    rules.some(each => each.name === rule.name && each.version === rule.version && String(each.protocol).toLowerCase() === protocol));
  return !rules.every(both) ? fail() : {
    [prop]: [...grouped(rules, ({ name }) => name)].map(([name, all]) => ({
      api: code(`${context.dapr('DaprApi')}.${APIS[name] ?? fail()}`),
      versions: [...new Set(all.map(({ version }) => version))],
    })),
  };
});

const secretScopes = orNothing((value, context) => ({
  secretScopes: lists(value).map(({ storeName, defaultAccess, allowedSecrets, deniedSecrets, ...rest }) => {
    nothingElse(rest);
    return given({
      secretStore: typeof storeName === 'string' && storeName ? context.component(storeName) : fail(),
      defaultAccess: action(defaultAccess, context),
      allowedSecrets: texts(allowedSecrets),
      deniedSecrets: texts(deniedSecrets),
    });
  }),
}));

/** Readers of fields, by path. What the construct would write otherwise is found when the objects are compared, and stays as it is. */
export const ACCESS_READERS: { readonly [path: string]: Read | undefined } = {
  accessControl,
  'api.allowed': apiRules('allowedApis'),
  'api.denied': apiRules('deniedApis'),
  'secrets.scopes': secretScopes,
};
