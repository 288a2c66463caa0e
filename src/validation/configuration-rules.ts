/** Configurations: what daprd ignores, and what makes it exit. */
import { SECRET_STORE_NOT_FOUND } from './component-rules';
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { CONTRADICTING_CONFIGURATIONS } from '../configuration-merge/merge';
import { error, warning } from '../diagnostics/rule';
import { WRONG_TYPE } from '../props/rules';
import { describe } from '../util/values';

const METRICS_STAY_ON = error('DAPR6118', {
  title: 'metrics switched off where it has no effect',
  why: 'Kubernetes gives metrics its default, which is on and wins',
  todo: 'write metrics instead of metric',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
const INCOMPLETE_ACCESS_POLICY = error('DAPR6119', {
  title: 'incomplete access control policy',
  why: 'daprd exits',
  todo: 'give appId, namespace and trustDomain',
  source: 'dapr/dapr pkg/acl/acl.go',
  manifests: true,
});
const API_RULE_2 = error('DAPR6120', {
  title: 'invalid rule of the API',
  why: 'An unknown name makes the gRPC list allow everything, and the HTTP list block everything',
  todo: 'give name, version and protocol as Dapr has them',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
  manifests: true,
});
const API_RULES_OF_ONE_PROTOCOL = warning('DAPR6121', {
  title: 'rules of the API for one protocol only',
  why: 'The other protocol stays open',
  todo: 'add the same rules for the other protocol, or acknowledge this',
  source: 'dapr/dapr pkg/api',
  manifests: true,
});
const SECRET_SCOPE_2 = error('DAPR6122', {
  title: 'invalid scope of secrets',
  why: 'daprd exits',
  todo: 'correct it',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
const INVALID_TRACE_COLLECTOR = error('DAPR6123', {
  title: 'invalid trace collector',
  why: 'daprd exits, or sends traces to a wrong address',
  todo: 'give protocol http or grpc, and endpointAddress as host:port',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
const MTLS_2 = warning('DAPR6124', {
  title: 'mTLS settings in a Configuration of apps',
  why: 'Only the control plane\'s own Configuration is asked for them: they have no effect',
  todo: 'remove mtls',
  source: 'dapr/dapr pkg/injector/service',
  manifests: true,
});
const MIDDLEWARE_NOT_FOUND = warning('DAPR6125', {
  title: 'middleware that is not in these manifests',
  why: 'If no app loads it either, daprd fails to build the pipeline',
  todo: 'correct the name, or name it in externalComponents',
  source: 'dapr/dapr pkg/middleware',
  manifests: true,
});
const ACCESS_2 = error('DAPR6131', {
  title: 'access control that does not mean what it says',
  why: 'An unknown action means deny, and a verb that is no HTTP verb never matches',
  todo: 'correct it',
  source: 'dapr/dapr pkg/acl/acl.go',
  manifests: true,
});
const MIDDLEWARE_TYPE_DIFFERS = error('DAPR6132', {
  title: 'middleware of another type than its component',
  why: 'daprd does not find it and fails to build the pipeline',
  todo: 'give both the same type',
  source: 'dapr/dapr pkg/middleware',
  manifests: true,
});

type Found = Omit<ManifestProblem, 'at'>;

/** Dapr's own, of which alone the control plane reads mTLS. */
const CONTROL_PLANE = 'daprsystem';
/** What an API rule may name, with both protocols (dapr/dapr `pkg/api/grpc/endpoints.go`, `pkg/api/http`). */
const API_NAMES = ['invoke', 'state', 'publish', 'bindings', 'secrets', 'actors', 'metadata', 'configuration', 'lock', 'unlock', 'crypto', 'subtlecrypto',
  'workflows', 'jobs', 'shutdown', 'subscribe', 'conversation', 'healthz'];
const GROUP_VERSION = /^v1((alpha|beta)\d+)?$/;
/** HTTP knows the versions of gRPC, and those in its paths (`pkg/api/http/endpoints/endpoint.go`). */
const isVersion: { [protocol: string]: (version: string) => boolean } = {
  http: version => GROUP_VERSION.test(version) || /^v1\.0(-(alpha|beta)\d+)?$/.test(version),
  grpc: version => GROUP_VERSION.test(version),
};
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*'];

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';
const isAccess = (value: unknown): boolean => /^(allow|deny)$/i.test(String(value));

function access(object: Manifest): Found[] {
  const acl = map(object.spec.accessControl);
  const wrongAction = (where: string, action: unknown): Found[] => absent(action) || isAccess(action) ? []
    : [{ rule: ACCESS_2, where, what: `action ${describe(action)}, which means deny`, todo: 'write allow or deny' }];
  const policies = list(acl.policies).map(map);
  const keys = policies.map(({ appId, namespace }) => `${appId}||${namespace}`);
  return [
    ...wrongAction('spec.accessControl.defaultAction', acl.defaultAction),
    ...policies.flatMap((policy, i): Found[] => {
      const where = `spec.accessControl.policies[${i}]`;
      const missing = ['appId', 'namespace', 'trustDomain'].filter(field => absent(policy[field]));
      return [
        ...(missing.length ? [{ rule: INCOMPLETE_ACCESS_POLICY, where, what: `the policy of ${describe(policy.appId ?? '')} has no ${missing.join(', no ')}` }] : []),
        ...(keys.indexOf(keys[i]) < i ? [{ rule: ACCESS_2, where, what: `there are two policies of ${describe(policy.appId)} in ${describe(policy.namespace)}, and the last one wins`, todo: 'make one of them' }] : []),
        ...wrongAction(`${where}.defaultAction`, policy.defaultAction),
        ...list(policy.operations).map(map).flatMap(operation => [
          ...wrongAction(`${where}.operations`, operation.action),
          ...list(operation.httpVerb).filter(verb => !VERBS.includes(verb))
            .map((verb): Found => ({ rule: ACCESS_2, where: `${where}.operations`, what: `httpVerb ${describe(verb)} is none of ${VERBS.join(', ')}`, todo: 'write it in capitals' })),
        ]),
      ];
    }),
  ];
}

const protocolOf = ({ protocol }: { [field: string]: any }): string => String(protocol).toLowerCase();

function api(object: Manifest): Found[] {
  return ['allowed', 'denied'].flatMap(kind => {
    const rules = list(map(object.spec.api)[kind]).map(map);
    const where = `spec.api.${kind}`;
    const protocols = new Set(rules.map(protocolOf).filter(protocol => protocol in isVersion));
    return [
      ...rules.flatMap((rule, i): Found[] => {
        const wrong = (what: string, todo?: string): Found[] => [{ rule: API_RULE_2, where: `${where}[${i}]`, what, todo }];
        const right = isVersion[protocolOf(rule)];
        return !right ? wrong(`protocol ${describe(rule.protocol ?? 'missing')}`, 'write http or grpc')
          : !API_NAMES.includes(rule.name) ? wrong(`name ${describe(rule.name ?? 'missing')} is none of ${API_NAMES.join(', ')}`)
            : right(String(rule.version)) ? [] : wrong(`version ${describe(rule.version ?? 'missing')} of ${rule.protocol}`, 'write v1, v1alpha1 or the like');
      }),
      ...(protocols.size === 1 ? [{
        rule: API_RULES_OF_ONE_PROTOCOL, where, what: `${kind} has rules for ${[...protocols][0]} only`,
      }] : []),
    ];
  });
}

function secrets(object: Manifest): Found[] {
  const scopes = list(map(object.spec.secrets).scopes).map(map);
  const names = scopes.map(({ storeName }) => storeName);
  return scopes.flatMap(({ storeName, defaultAccess }, i): Found[] => {
    const where = `spec.secrets.scopes[${i}]`;
    return [
      ...(names.indexOf(storeName) < i ? [{ rule: SECRET_SCOPE_2, where, what: `storeName ${describe(storeName)} is there twice`, todo: 'make one scope of them' }] : []),
      ...(absent(defaultAccess) || isAccess(defaultAccess) ? [] : [{ rule: SECRET_SCOPE_2, where, what: `defaultAccess ${describe(defaultAccess)}`, todo: 'write allow or deny' }]),
    ];
  });
}

function observability(object: Manifest): Found[] {
  const tracing = map(object.spec.tracing);
  const { samplingRate: rate } = tracing;
  const otel = map(tracing.otel);
  const found: Found[] = [];
  if (!absent(rate) && !(Number(rate) >= 0 && Number(rate) <= 1)) {
    found.push({ rule: CONTRADICTING_CONFIGURATIONS, where: 'spec.tracing.samplingRate', what: `samplingRate ${describe(rate)} is not from 0 to 1, and daprd takes its default`, todo: 'correct it' });
  } else if (typeof rate === 'number') {
    found.push({ rule: WRONG_TYPE, where: 'spec.tracing.samplingRate', what: `samplingRate ${rate} is no text, and the API server rejects it`, todo: `write "${rate}", in quotes` });
  }
  if (!absent(otel.protocol) && !['http', 'grpc'].includes(otel.protocol)) {
    found.push({ rule: INVALID_TRACE_COLLECTOR, where: 'spec.tracing.otel.protocol', what: `protocol ${describe(otel.protocol)} is neither http nor grpc` });
  }
  if (/^[a-z]+:\/\//i.test(String(otel.endpointAddress ?? ''))) {
    found.push({ rule: INVALID_TRACE_COLLECTOR, where: 'spec.tracing.otel.endpointAddress', what: `endpointAddress ${describe(otel.endpointAddress)} has a scheme`, todo: 'give host:port, and isSecure' });
  }
  if (map(object.spec.metric).enabled === false && map(object.spec.metrics).enabled !== false) {
    found.push({ rule: METRICS_STAY_ON, where: 'spec.metric.enabled', what: 'metric.enabled is false, and metrics.enabled is not' });
  }
  return found;
}

function mtls(object: Manifest): Found[] {
  return object.spec.mtls !== undefined && object.name !== CONTROL_PLANE ? [{ rule: MTLS_2, where: 'spec.mtls', what: `Configuration '${object.name}' has mtls` }] : [];
}

function handlers(object: Manifest, all: Manifests): Found[] {
  return ['httpPipeline', 'appHttpPipeline'].flatMap(pipeline => list(map(object.spec[pipeline]).handlers).map(map).flatMap((handler): Found[] => {
    const where = `spec.${pipeline}.handlers`;
    const component = all.component(String(handler.name), object);
    if (!component) {
      return [{ rule: MIDDLEWARE_NOT_FOUND, where, what: `handler '${handler.name}'${all.meantComponent(String(handler.name))}` }];
    }
    return component === true || component.spec.type === handler.type ? []
      : [{ rule: MIDDLEWARE_TYPE_DIFFERS, where, what: `handler '${handler.name}' has type ${describe(handler.type)}, its component ${describe(component.spec.type)}` }];
  }));
}

const stores = (object: Manifest, all: Manifests): Found[] => list(map(object.spec.secrets).scopes).map(map)
  .filter(({ storeName }) => storeName && storeName !== 'kubernetes' && !all.component(String(storeName), object))
  .map(({ storeName }) => ({ rule: SECRET_STORE_NOT_FOUND, where: 'spec.secrets.scopes', what: `storeName '${storeName}'${all.meantComponent(String(storeName))}` }));

const CHECKS = [access, api, secrets, observability, mtls, handlers, stores];

export const CONFIGURATION_RULES: ManifestRule[] = CHECKS.map((check): ManifestRule =>
  all => all.dapr('Configuration').flatMap(object => check(object, all).map((found): ManifestProblem => ({ ...found, at: object }))));
