/** Configurations: what daprd ignores, and what makes it exit. */
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { describe } from '../util/values';

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
    : [{ code: 'DAPR6131', where, what: `action ${describe(action)}, which means deny`, todo: 'write allow or deny' }];
  const policies = list(acl.policies).map(map);
  const keys = policies.map(({ appId, namespace }) => `${appId}||${namespace}`);
  return [
    ...wrongAction('spec.accessControl.defaultAction', acl.defaultAction),
    ...policies.flatMap((policy, i): Found[] => {
      const where = `spec.accessControl.policies[${i}]`;
      const missing = ['appId', 'namespace', 'trustDomain'].filter(field => absent(policy[field]));
      return [
        ...(missing.length ? [{ code: 'DAPR6119' as const, where, what: `the policy of ${describe(policy.appId ?? '')} has no ${missing.join(', no ')}` }] : []),
        ...(keys.indexOf(keys[i]) < i ? [{ code: 'DAPR6131' as const, where, what: `there are two policies of ${describe(policy.appId)} in ${describe(policy.namespace)}, and the last one wins`, todo: 'make one of them' }] : []),
        ...wrongAction(`${where}.defaultAction`, policy.defaultAction),
        ...list(policy.operations).map(map).flatMap(operation => [
          ...wrongAction(`${where}.operations`, operation.action),
          ...list(operation.httpVerb).filter(verb => !VERBS.includes(verb))
            .map((verb): Found => ({ code: 'DAPR6131', where: `${where}.operations`, what: `httpVerb ${describe(verb)} is none of ${VERBS.join(', ')}`, todo: 'write it in capitals' })),
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
        const wrong = (what: string, todo?: string): Found[] => [{ code: 'DAPR6120', where: `${where}[${i}]`, what, todo }];
        const right = isVersion[protocolOf(rule)];
        return !right ? wrong(`protocol ${describe(rule.protocol ?? 'missing')}`, 'write http or grpc')
          : !API_NAMES.includes(rule.name) ? wrong(`name ${describe(rule.name ?? 'missing')} is none of ${API_NAMES.join(', ')}`)
            : right(String(rule.version)) ? [] : wrong(`version ${describe(rule.version ?? 'missing')} of ${rule.protocol}`, 'write v1, v1alpha1 or the like');
      }),
      ...(protocols.size === 1 ? [{
        code: 'DAPR6121' as const, where, what: `${kind} has rules for ${[...protocols][0]} only`,
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
      ...(names.indexOf(storeName) < i ? [{ code: 'DAPR6122' as const, where, what: `storeName ${describe(storeName)} is there twice`, todo: 'make one scope of them' }] : []),
      ...(absent(defaultAccess) || isAccess(defaultAccess) ? [] : [{ code: 'DAPR6122' as const, where, what: `defaultAccess ${describe(defaultAccess)}`, todo: 'write allow or deny' }]),
    ];
  });
}

function observability(object: Manifest): Found[] {
  const tracing = map(object.spec.tracing);
  const { samplingRate: rate } = tracing;
  const otel = map(tracing.otel);
  const found: Found[] = [];
  if (!absent(rate) && !(Number(rate) >= 0 && Number(rate) <= 1)) {
    found.push({ code: 'DAPR5001', where: 'spec.tracing.samplingRate', what: `samplingRate ${describe(rate)} is not from 0 to 1, and daprd takes its default`, todo: 'correct it' });
  } else if (typeof rate === 'number') {
    found.push({ code: 'DAPR3017', where: 'spec.tracing.samplingRate', what: `samplingRate ${rate} is no text, and the API server rejects it`, todo: `write "${rate}", in quotes` });
  }
  if (!absent(otel.protocol) && !['http', 'grpc'].includes(otel.protocol)) {
    found.push({ code: 'DAPR6123', where: 'spec.tracing.otel.protocol', what: `protocol ${describe(otel.protocol)} is neither http nor grpc` });
  }
  if (/^[a-z]+:\/\//i.test(String(otel.endpointAddress ?? ''))) {
    found.push({ code: 'DAPR6123', where: 'spec.tracing.otel.endpointAddress', what: `endpointAddress ${describe(otel.endpointAddress)} has a scheme`, todo: 'give host:port, and isSecure' });
  }
  if (map(object.spec.metric).enabled === false && map(object.spec.metrics).enabled !== false) {
    found.push({ code: 'DAPR6118', where: 'spec.metric.enabled', what: 'metric.enabled is false, and metrics.enabled is not' });
  }
  return found;
}

function mtls(object: Manifest): Found[] {
  return object.spec.mtls !== undefined && object.name !== CONTROL_PLANE ? [{ code: 'DAPR6124', where: 'spec.mtls', what: `Configuration '${object.name}' has mtls` }] : [];
}

function handlers(object: Manifest, all: Manifests): Found[] {
  return ['httpPipeline', 'appHttpPipeline'].flatMap(pipeline => list(map(object.spec[pipeline]).handlers).map(map).flatMap((handler): Found[] => {
    const where = `spec.${pipeline}.handlers`;
    const component = all.component(String(handler.name), object);
    if (!component) {
      return [{ code: 'DAPR6125', where, what: `handler '${handler.name}'${all.meantComponent(String(handler.name))}` }];
    }
    return component === true || component.spec.type === handler.type ? []
      : [{ code: 'DAPR6132', where, what: `handler '${handler.name}' has type ${describe(handler.type)}, its component ${describe(component.spec.type)}` }];
  }));
}

const stores = (object: Manifest, all: Manifests): Found[] => list(map(object.spec.secrets).scopes).map(map)
  .filter(({ storeName }) => storeName && storeName !== 'kubernetes' && !all.component(String(storeName), object))
  .map(({ storeName }) => ({ code: 'DAPR6110', where: 'spec.secrets.scopes', what: `storeName '${storeName}'${all.meantComponent(String(storeName))}` }));

const CHECKS = [access, api, secrets, observability, mtls, handlers, stores];

export const CONFIGURATION_RULES: ManifestRule[] = CHECKS.map((check): ManifestRule =>
  all => all.dapr('Configuration').flatMap(object => check(object, all).map((found): ManifestProblem => ({ ...found, at: object }))));
