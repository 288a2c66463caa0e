/** Access control, API and secret scope sections of a Configuration spec; nothing here may fail open. */
import { Lazy } from 'cdk8s';
import { AccessAction, AccessOperation, AccessPolicy, DaprApiRule, HttpVerb, SecretScope } from './access';
import { hasSince } from '../../dapr/version';
import { trustDomainOf } from '../../facts/configurations';
import { entryOf, omitEmpty, Json } from '../../util/json';

/** The trust domain of apps whose Configuration sets none (dapr/dapr pkg/sentry/server/validator/kubernetes). */
export const PUBLIC_TRUST_DOMAIN = 'public';
/** The protocols of API rules. */
export const PROTOCOLS = ['grpc', 'http'];

/**
 * API versions of Dapr as used in API rules, with the release that added them unless 1.16 already has them
 * (dapr/dapr pkg/api/grpc/endpoints.go of the tags up to 1.18.3; for the binary store of 1.19 pkg/api/http/binarystore.go).
 */
export const API_VERSIONS: { readonly [api: string]: { readonly [version: string]: readonly string[] | undefined } | undefined } = {
  actors: { v1: undefined, v1alpha1: ['1.18'] },
  binarystore: { v1alpha1: ['1.19'] },
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

/** The versions of an API that a Dapr version supports. */
export const apiVersions = (api: string, daprVersion: string): string[] =>
  Object.entries(entryOf(API_VERSIONS, api) ?? {}).filter(([, since]) => !since || hasSince(daprVersion, since)).map(([version]) => version);

/**
 * Rules for both protocols, since rules for one leave the other open. A name that HTTP does not have allows nothing there,
 * so allowing a gRPC-only API closes HTTP.
 */
export function apiRules(rules: readonly DaprApiRule[], daprVersion: string): Json[] {
  const all = rules.flatMap(({ api: { apiName: name }, versions }) => (versions ?? apiVersions(name, daprVersion))
    .flatMap(version => PROTOCOLS.map(protocol => ({ name, version, protocol }))));
  return [...new Map(all.map(rule => [JSON.stringify(rule), rule])).values()];
}

/** An access control policy in Dapr's format. */
export function policy({ app, namespace, trustDomain, defaultAction, operations: declared }: AccessPolicy): Json {
  const operations = declared ?? [];
  return omitEmpty({
    appId: app.appId,
    namespace: namespace ?? app.namespace,
    // Resolved late: known once all apps have their Configuration.
    trustDomain: Lazy.any({ produce: () => trustDomain ?? trustDomainOf(app) ?? PUBLIC_TRUST_DOMAIN }),
    defaultAction: defaultAction ?? (operations.length ? AccessAction.DENY : AccessAction.ALLOW),
    operations: accessOperations(operations),
  });
}

/**
 * Operations with the leading slash that Dapr would add, and with all verbs by name: an HTTP call to an operation without verbs gets the default
 * action instead (`pkg/acl/acl.go`).
 */
export const accessOperations = (operations: AccessOperation[]): Json[] =>
  operations.map(({ name, action, httpVerbs }) => omitEmpty({ name: name.replace(/^\/?/, '/'), action, httpVerb: (httpVerbs ?? [HttpVerb.ANY]).map(verb => verb.verbName) }));

export const secretScopes = (scopes: readonly SecretScope[]): Json[] => scopes.map(scope => omitEmpty({
  storeName: scope.secretStore.componentName,
  defaultAccess: scope.defaultAccess ?? AccessAction.DENY,
  allowedSecrets: scope.allowedSecrets,
  deniedSecrets: scope.deniedSecrets,
}));
