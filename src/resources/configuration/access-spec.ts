/** Who may do what, as a Configuration holds it; nothing here may fail open. */
import { Lazy } from 'cdk8s';
import { AccessAction, AccessOperation, AccessPolicy, DaprApi, DaprApiRule, SecretScope } from './access';
import { DaprConfigurationProps } from './props';
import { hasSince } from '../../dapr/version';
import { trustDomainOf } from '../../facts/configurations';
import { given, givenOrNothing, Json } from '../../util/json';

/** The trust domain of apps whose Configuration names none (dapr/dapr pkg/sentry/server/validator/kubernetes). */
export const PUBLIC_TRUST_DOMAIN = 'public';
const PROTOCOLS = ['grpc', 'http'];

/**
 * Versions of the APIs of Dapr 1.18.3, as rules name them; with the release that brought it where 1.16 has it not
 * (dapr/dapr pkg/api/grpc/endpoints.go of the tags).
 */
export const API_VERSIONS: { readonly [api in DaprApi]: { readonly [version: string]: readonly string[] | undefined } } = {
  [DaprApi.ACTORS]: { v1: undefined, v1alpha1: ['1.18'] },
  [DaprApi.BINDINGS]: { v1: undefined },
  [DaprApi.CONFIGURATION]: { v1: undefined, v1alpha1: undefined },
  [DaprApi.CONVERSATION]: { v1alpha1: undefined, v1alpha2: undefined },
  [DaprApi.CRYPTO]: { v1alpha1: undefined },
  [DaprApi.INVOKE]: { v1: undefined },
  [DaprApi.JOBS]: { v1: ['1.18'], v1alpha1: undefined },
  [DaprApi.LOCK]: { v1alpha1: undefined },
  [DaprApi.METADATA]: { v1: undefined },
  [DaprApi.PUBLISH]: { v1: undefined, v1alpha1: undefined },
  [DaprApi.SECRETS]: { v1: undefined },
  [DaprApi.SHUTDOWN]: { v1: undefined },
  [DaprApi.STATE]: { v1: undefined, v1alpha1: undefined },
  [DaprApi.SUBSCRIBE]: { v1alpha1: undefined },
  [DaprApi.SUBTLE_CRYPTO]: { v1alpha1: undefined },
  [DaprApi.UNLOCK]: { v1alpha1: undefined },
  [DaprApi.WORKFLOWS]: { v1alpha1: undefined, v1beta1: undefined },
};

/** The versions of an API that a Dapr has. */
export const apiVersions = (api: DaprApi, daprVersion: string): string[] =>
  Object.entries(API_VERSIONS[api] ?? {}).filter(([, since]) => !since || hasSince(daprVersion, since)).map(([version]) => version);

/**
 * Rules for both protocols: those of one leave the other open. A name that HTTP has not allows nothing there, so that
 * an API of gRPC alone closes HTTP.
 */
export function apiRules(rules: DaprApiRule[] | undefined, daprVersion: string): Json[] {
  const all = (rules ?? []).flatMap(({ api, versions }) => (versions ?? apiVersions(api, daprVersion))
    .flatMap(version => PROTOCOLS.map(protocol => ({ name: api, version, protocol }))));
  return [...new Map(all.map(rule => [JSON.stringify(rule), rule])).values()];
}

export function accessControl(props: DaprConfigurationProps): Json | undefined {
  const { accessControlDefaultAction: action, accessControlTrustDomain: trustDomain, accessControlPolicies: policies } = props;
  return givenOrNothing({
    defaultAction: action ?? (policies ? AccessAction.DENY : trustDomain ? AccessAction.ALLOW : undefined),
    trustDomain,
    policies: policies?.map(policy),
  });
}

/** A policy as Dapr reads it. */
export function policy({ app, namespace, trustDomain, defaultAction, operations: some }: AccessPolicy): Json {
  const operations = some ?? [];
  return given({
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
  operations.map(({ name, action, httpVerbs }) => given({ name: name.replace(/^\/?/, '/'), action, httpVerb: httpVerbs }));

export const secretScopes = (scopes: SecretScope[] | undefined): Json[] => (scopes ?? []).map(scope => given({
  storeName: scope.secretStore.componentName,
  defaultAccess: scope.defaultAccess ?? AccessAction.DENY,
  allowedSecrets: scope.allowedSecrets,
  deniedSecrets: scope.deniedSecrets,
}));
