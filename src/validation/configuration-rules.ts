/** Configurations with fields that daprd ignores, or because of which it exits. */
import { SECRET_STORE_NOT_FOUND } from './component-rules';
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { CONFLICTING_CONFIGURATIONS } from '../configuration-merge/merge';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { keyIn } from '../kubernetes/names';
import { WRONG_TYPE } from '../props/rules';
import { actionProblems, policyProblems } from '../resources/configuration/access-checks';
import { apiRuleProblems } from '../resources/configuration/api-checks';
import { mtlsProblems } from '../resources/configuration/checks';
import { secretScopeProblems } from '../resources/configuration/secret-scope-checks';
import { grouped } from '../util/grouped';
import { describe, mustBe } from '../util/values';

const METRICS_STAY_ON = error('DAPR6118', {
  title: 'metrics disabled in a field without effect',
  why: 'The API server sets metrics to its default, which is enabled and takes precedence over metric',
  todo: 'use metrics instead of metric',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
const API_RULES_OF_ONE_PROTOCOL = warning('DAPR6121', {
  title: 'API rules for one protocol only',
  why: 'The other protocol stays open',
  todo: 'add the same rules for the other protocol, or acknowledge this',
  source: 'dapr/dapr pkg/api',
  manifests: true,
});
const INVALID_TRACE_COLLECTOR = error('DAPR6123', {
  title: 'invalid trace collector',
  why: 'daprd exits, or sends traces to the wrong address',
  todo: 'set protocol to http or grpc, and endpointAddress to host:port',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
const MIDDLEWARE_NOT_FOUND = warning('DAPR6125', {
  title: 'unknown middleware',
  why: 'Unless the middleware is defined elsewhere, daprd fails to build the pipeline',
  todo: 'correct the name, or add it to externalComponents',
  source: 'dapr/dapr pkg/middleware',
  manifests: true,
});
const MIDDLEWARE_TYPE_DIFFERS = error('DAPR6132', {
  title: 'middleware with another type than its component',
  why: 'daprd does not find it and fails to build the pipeline',
  todo: 'use the same type in both',
  source: 'dapr/dapr pkg/middleware',
  manifests: true,
});
const OPERATION_WITHOUT_VERBS = warning('DAPR6175', {
  title: 'operation without verbs in an access policy',
  why: 'An HTTP call to the operation gets the default action of the policy instead of the action of the operation',
  todo: "set httpVerb: ['*'] for all verbs, or acknowledge this if the called app is called over gRPC",
  source: 'dapr/dapr pkg/acl/acl.go',
  manifests: true,
});

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';

function access({ spec }: Manifest, { settings }: Manifests): Problem[] {
  const acl = map(spec.accessControl);
  return [
    ...actionProblems('spec.accessControl.defaultAction', acl.defaultAction),
    ...policyProblems('spec.accessControl.policies', list(acl.policies).map(map), settings.daprVersion),
  ];
}

function api({ spec }: Manifest, { settings }: Manifests): Problem[] {
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

const secrets = ({ spec }: Manifest): Problem[] => secretScopeProblems('spec.secrets.scopes', list(map(spec.secrets).scopes).map(map));

function observability(object: Manifest): Problem[] {
  const tracing = map(object.spec.tracing);
  const { samplingRate: rate } = tracing;
  const otel = map(tracing.otel);
  const path = 'spec.tracing.samplingRate';
  const problems: Problem[] = [];
  if (!absent(rate) && !(Number(rate) >= 0 && Number(rate) <= 1)) {
    problems.push({ rule: CONFLICTING_CONFIGURATIONS, what: `${mustBe(path, 'a number from 0 to 1', rate)}, for which daprd uses its default`, todo: 'correct it' });
  } else if (typeof rate === 'number') {
    problems.push({ rule: WRONG_TYPE, what: mustBe(path, 'a string', rate), todo: `write "${rate}", in quotes: the API server rejects a number` });
  }
  if (!absent(otel.protocol) && !['http', 'grpc'].includes(otel.protocol)) {
    problems.push({ rule: INVALID_TRACE_COLLECTOR, what: mustBe('spec.tracing.otel.protocol', '\'http\' or \'grpc\'', otel.protocol) });
  }
  if (/^[a-z]+:\/\//i.test(String(otel.endpointAddress ?? ''))) {
    problems.push({ rule: INVALID_TRACE_COLLECTOR, what: mustBe('spec.tracing.otel.endpointAddress', 'host:port without a scheme', otel.endpointAddress), todo: 'set host:port, and isSecure' });
  }
  if (map(object.spec.metric).enabled === false && map(object.spec.metrics).enabled !== false) {
    problems.push({ rule: METRICS_STAY_ON, what: 'spec.metric.enabled is false, and spec.metrics.enabled is not' });
  }
  return problems;
}

const mtls = ({ name, spec }: Manifest): Problem[] => mtlsProblems('spec.mtls', name, spec.mtls);

function handlers(object: Manifest, all: Manifests): Problem[] {
  return ['httpPipeline', 'appHttpPipeline'].flatMap(pipeline => list(map(object.spec[pipeline]).handlers).map(map).flatMap((handler, i): Problem[] => {
    if (typeof handler.name !== 'string') {
      return [];
    }
    const path = `spec.${pipeline}.handlers[${i}]`;
    const component = all.component(handler.name, object);
    if (!component) {
      return [{ rule: MIDDLEWARE_NOT_FOUND, what: `${path}.name must be a component of these manifests; got '${handler.name}'${all.meantComponent(handler.name)}` }];
    }
    return component === true || component.spec.type === handler.type ? []
      : [{ rule: MIDDLEWARE_TYPE_DIFFERS, what: mustBe(`${path}.type`, `${describe(component.spec.type)}, the type of component '${handler.name}'`, handler.type ?? 'nothing') }];
  }));
}

const stores = (object: Manifest, all: Manifests): Problem[] => list(map(object.spec.secrets).scopes).map(map)
  .flatMap(({ storeName }, i) => typeof storeName !== 'string' || !storeName || storeName === 'kubernetes' || all.component(storeName, object) ? [] : [{
    rule: SECRET_STORE_NOT_FOUND,
    what: `spec.secrets.scopes[${i}].storeName must be a component of these manifests; got '${storeName}'${all.meantComponent(storeName)}`,
  }]);

/** Apps that Dapr calls over gRPC need no verbs. */
const verbs: ManifestRule = all => {
  const users = grouped(all.apps, ({ namespace, annotations }) => keyIn(namespace, String(annotations['dapr.io/config'])));
  return all.dapr('Configuration').flatMap(object => {
    const apps = users.get(keyIn(object.namespace, object.name)) ?? [];
    return apps.length && apps.every(({ annotations }) => /^grpcs?$/i.test(String(annotations['dapr.io/app-protocol']))) ? [] : withoutVerbs(object);
  });
};

function withoutVerbs(at: Manifest): ManifestProblem[] {
  const acl = map(at.spec.accessControl);
  return list(acl.policies).map(map).flatMap((policy, i) => {
    const byDefault = String(policy.defaultAction || acl.defaultAction || 'deny').toLowerCase();
    return list(policy.operations).map(map).flatMap(({ name, action, httpVerb }, j): ManifestProblem[] =>
      list(httpVerb).length || String(action).toLowerCase() === byDefault ? [] : [{
        rule: OPERATION_WITHOUT_VERBS,
        at,
        what: `spec.accessControl.policies[${i}].operations[${j}] (${describe(name)}) has no httpVerb: HTTP calls get the default action, ${byDefault}`,
      }]);
  });
}

const CHECKS = [access, api, secrets, observability, mtls, handlers, stores];

export const CONFIGURATION_RULES: ManifestRule[] = [
  ...CHECKS.map((check): ManifestRule => all => all.dapr('Configuration').flatMap(object => check(object, all).map((problem): ManifestProblem => ({ ...problem, at: object })))),
  verbs,
];
