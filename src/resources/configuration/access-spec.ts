/** Who may do what, as a Configuration holds it; nothing here may fail open. */
import { Lazy } from 'cdk8s';
import { AccessAction, AccessOperation, AccessPolicy, DaprApiRule, SecretScope } from './access';
import { hasSince } from '../../dapr/version';
import { trustDomainOf } from '../../facts/configurations';
import { entryOf, omitEmpty, Json } from '../../util/json';

/** The trust domain of apps whose Configuration names none (dapr/dapr pkg/sentry/server/validator/kubernetes). */
export const PUBLIC_TRUST_DOMAIN = 'public';
const PROTOCOLS = ['grpc', 'http'];

/**
 * Versions of the APIs of Dapr 1.18.3, as rules name them; with the release that brought it where 1.16 has it not
 * (dapr/dapr pkg/api/grpc/endpoints.go of the tags).
 */
export const API_VERSIONS: { readonly [api: string]: { readonly [version: string]: readonly string[] | undefined } | undefined } = {
  actors: { v1: undefined, v1alpha1: ['1.18'] },
  bindings: { v1: undefined },
  configuration: { v1: undefined, v1alpha1: undefined },
  conversation: { v1alpha1: undefined, v1alpha2: undefined },
  crypto: { v1alpha1: undefined },
  invoke: { v1: undefined },
  jobs: { v1: ['1.18'], v1alpha1: undefined },
  lock: { v1alpha1: undefined },
  metadata: { v1: undefined },
  publish: { v1: undefined, v1alpha1: undefined },
  secrets: { v1: undefined },
  shutdown: { v1: undefined },
  state: { v1: undefined, v1alpha1: undefined },
  subscribe: { v1alpha1: undefined },
  subtlecrypto: { v1alpha1: undefined },
  unlock: { v1alpha1: undefined },
  workflows: { v1alpha1: undefined, v1beta1: undefined },
};

/** The versions of an API that a Dapr has. */
export const apiVersions = (api: string, daprVersion: string): string[] =>
  Object.entries(entryOf(API_VERSIONS, api) ?? {}).filter(([, since]) => !since || hasSince(daprVersion, since)).map(([version]) => version);

/**
 * Rules for both protocols: those of one leave the other open. A name that HTTP has not allows nothing there, so that
 * an API of gRPC alone closes HTTP.
 */
export function apiRules(rules: readonly DaprApiRule[], daprVersion: string): Json[] {
  const all = rules.flatMap(({ api: { name }, versions }) => (versions ?? apiVersions(name, daprVersion))
    .flatMap(version => PROTOCOLS.map(protocol => ({ name, version, protocol }))));
  return [...new Map(all.map(rule => [JSON.stringify(rule), rule])).values()];
}

/** A policy as Dapr reads it. */
export function policy({ app, namespace, trustDomain, defaultAction, operations: some }: AccessPolicy): Json {
  const operations = some ?? [];
  return omitEmpty({
    appId: app.appId,
    namespace: namespace ?? app.namespace,
    // Known when all apps have their Configuration.
    trustDomain: Lazy.any({ produce: () => trustDomain ?? trustDomainOf(app) ?? PUBLIC_TRUST_DOMAIN }),
    defaultAction: defaultAction ?? (operations.length ? AccessAction.DENY : AccessAction.ALLOW),
    operations: accessOperations(operations),
  });
}

/** With the slash that Dapr would put before them (`pkg/acl/acl.go`). */
export const accessOperations = (operations: AccessOperation[]): Json[] =>
  operations.map(({ name, action, httpVerbs }) => omitEmpty({ name: name.replace(/^\/?/, '/'), action, httpVerb: httpVerbs?.map(verb => verb.name) }));

export const secretScopes = (scopes: readonly SecretScope[]): Json[] => scopes.map(scope => omitEmpty({
  storeName: scope.secretStore.componentName,
  defaultAccess: scope.defaultAccess ?? AccessAction.DENY,
  allowedSecrets: scope.allowedSecrets,
  deniedSecrets: scope.deniedSecrets,
}));
