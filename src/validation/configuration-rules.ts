/** Configurations: what daprd ignores, and what makes it exit. */
import { SECRET_STORE_NOT_FOUND } from './component-rules';
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { CONFLICTING_CONFIGURATIONS } from '../configuration-merge/merge';
import { error, warning } from '../diagnostics/rule';
import { WRONG_TYPE } from '../props/rules';
import { actionProblems, policyProblems } from '../resources/configuration/access-checks';
import { apiRuleProblems } from '../resources/configuration/api-checks';
import { mtlsProblems } from '../resources/configuration/checks';
import { secretScopeProblems } from '../resources/configuration/secret-scope-checks';
import { describe } from '../util/values';

const METRICS_STAY_ON = error('DAPR6118', {
  title: 'metrics switched off where it has no effect',
  why: 'Kubernetes gives metrics its default, which is on and wins',
  todo: 'write metrics instead of metric',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
const API_RULES_OF_ONE_PROTOCOL = warning('DAPR6121', {
  title: 'rules of the API for one protocol only',
  why: 'The other protocol stays open',
  todo: 'add the same rules for the other protocol, or acknowledge this',
  source: 'dapr/dapr pkg/api',
  manifests: true,
});
const INVALID_TRACE_COLLECTOR = error('DAPR6123', {
  title: 'invalid trace collector',
  why: 'daprd exits, or sends traces to a wrong address',
  todo: 'give protocol http or grpc, and endpointAddress as host:port',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
const MIDDLEWARE_NOT_FOUND = warning('DAPR6125', {
  title: 'middleware that is not in these manifests',
  why: 'If no app loads it either, daprd fails to build the pipeline',
  todo: 'correct the name, or name it in externalComponents',
  source: 'dapr/dapr pkg/middleware',
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

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';

function access({ spec }: Manifest, { settings }: Manifests): Found[] {
  const acl = map(spec.accessControl);
  return [
    ...actionProblems('spec.accessControl.defaultAction', acl.defaultAction),
    ...policyProblems('spec.accessControl.policies', list(acl.policies).map(map), settings.daprVersion),
  ];
}

function api({ spec }: Manifest, { settings }: Manifests): Found[] {
  return ['allowed', 'denied'].flatMap(kind => {
    const path = `spec.api.${kind}`;
    const rules = list(map(spec.api)[kind]).map(map);
    const protocols = new Set(rules.map(({ protocol }) => String(protocol).toLowerCase()).filter(protocol => ['http', 'grpc'].includes(protocol)));
    return [
      ...rules.flatMap((rule, i) => apiRuleProblems(`${path}[${i}]`, rule, settings.daprVersion)),
      ...(protocols.size === 1 ? [{ rule: API_RULES_OF_ONE_PROTOCOL, what: `${path} has rules for ${[...protocols][0]} only` }] : []),
    ];
  });
}

const secrets = ({ spec }: Manifest): Found[] => secretScopeProblems('spec.secrets.scopes', list(map(spec.secrets).scopes).map(map));

function observability(object: Manifest): Found[] {
  const tracing = map(object.spec.tracing);
  const { samplingRate: rate } = tracing;
  const otel = map(tracing.otel);
  const found: Found[] = [];
  if (!absent(rate) && !(Number(rate) >= 0 && Number(rate) <= 1)) {
    found.push({ rule: CONFLICTING_CONFIGURATIONS, where: 'spec.tracing.samplingRate', what: `samplingRate ${describe(rate)} is not from 0 to 1, and daprd takes its default`, todo: 'correct it' });
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

const mtls = ({ name, spec }: Manifest): Found[] => mtlsProblems('spec.mtls', name, spec.mtls);

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
