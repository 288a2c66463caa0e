/** Checks of a single Configuration. */
import { IConstruct } from 'constructs';
import { AccessAction } from './access';
import { INVALID_ACCESS_CONTROL, policyProblems } from './access-checks';
import { policy, PUBLIC_TRUST_DOMAIN, secretScopes } from './access-spec';
import { apiListProblems } from './api-checks';
import { fastPathProblems, SCHEDULER_LIMITS } from './fast-path';
import { FEATURES_SINCE } from './feature-versions';
import { DaprConfigurationProps } from './props';
import { newerSettings } from './render';
import { secretScopeProblems, secretStoreProblems } from './secret-scope-checks';
import { ConfigurationSettings } from './shared-settings';
import { INVALID_CONFIGURATION_SETTING } from './table';
import { typeOf } from './to-spec';
import { IDaprPeer } from '../../contract';
import { hasSince, NEWER_THAN_DECLARED } from '../../dapr/version';
import { Finding, Problem } from '../../diagnostics/finding';
import { report, reportAll } from '../../diagnostics/report';
import { Rule, error, warning } from '../../diagnostics/rule';
import { wiringOf } from '../../facts/apps';
import { configurationsOf, isReferencedByName, trustDomainOf } from '../../facts/configurations';
import { nearest } from '../../kubernetes/names';
import { ACCESS_CONTROL_WITHOUT_MTLS } from '../../platform/checks';
import { DaprPlatform } from '../../platform/dapr-platform';
import { entryOf, isEmpty } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { namedValueProblems, namedValues } from '../metadata/named-values';

export const ACCESS_BY_DEFAULT = warning('DAPR3105', {
  title: 'access control that allows unknown apps',
  why: 'Apps without a policy may call every operation',
  todo: 'use AccessAction.DENY, or acknowledge this',
  source: 'dapr/dapr pkg/config/configuration.go, pkg/acl/acl.go',
  manifests: true,
});
const MTLS_OF_APP = error('DAPR3108', {
  title: 'mTLS settings in the Configuration of an app',
  why: 'Sentry and the operator read only the Configuration daprsystem: the settings have no effect',
  todo: 'remove the mTLS settings, or name the Configuration daprsystem',
  source: 'dapr/dapr pkg/sentry/config/config.go',
  manifests: true,
});
const UNKNOWN_FEATURE = warning('DAPR3110', {
  title: 'preview feature unknown to this library',
  why: 'Dapr silently ignores the feature',
  todo: 'correct the name, or acknowledge this',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
export const NO_MIDDLEWARE = error('DAPR3111', {
  title: 'pipeline handler that is not a middleware',
  why: 'daprd exits, or silently skips the handler',
  todo: 'use a component of type middleware.http.*',
  source: 'dapr/dapr pkg/middleware/http',
  manifests: true,
});
const UNKNOWN_TRUST_DOMAIN = error('DAPR5007', {
  title: 'access policy with an unknown trust domain',
  why: 'Dapr does not recognize the caller and denies what the policy allows',
  todo: 'remove trustDomain, or set it to that of the caller\'s Configuration',
  source: 'dapr/dapr pkg/acl/acl.go',
});

/** The Configuration that Sentry and the operator read. */
const CONTROL_PLANE_CONFIGURATION = 'daprsystem';
type Find = (rule: Rule, what: string, todo?: string) => unknown;

/** Reports the problems of a Configuration. */
export function checkConfiguration(at: IConstruct, name: string, props: DaprConfigurationProps): void {
  const find: Find = (rule, what, todo) => report(at, rule, what, todo);
  const platform = DaprPlatform.of(at);
  checkAccess(props, platform.mtls, find);
  reportAll(at, [
    ...policyProblems('accessControlPolicies', (props.accessControlPolicies ?? []).map(policy), platform.daprVersion),
    ...apiListProblems(props, platform.daprVersion),
    ...secretScopeProblems('secretScopes', secretScopes(props.secretScopes ?? [])),
    ...secretStoreProblems('secretScopes', props.secretScopes ?? []),
    ...mtlsProblems('controlPlaneMtls', name, props.controlPlaneMtls),
  ]);
  checkPipelines(props, find);
  reportAll(at, settingProblems(props, platform.daprVersion));
}

/** Problems of the settings that also may be defaults of a platform. */
export function settingProblems(props: ConfigurationSettings, daprVersion: string): Problem[] {
  const problems = namedValueProblems('otel.headers', namedValues(props.otel?.headers));
  const find: Find = (rule, what, todo) => problems.push({ rule, what, todo });
  checkTracing(props, find);
  checkMetrics(props, find);
  problems.push(...(props.features ?? []).flatMap(({ featureName }) => featureProblems(featureName, daprVersion)));
  const features = (props.features ?? []).map(feature => ({ name: feature.featureName, enabled: feature.enabled }));
  problems.push(...fastPathProblems(features, SCHEDULER_LIMITS.filter(limit => !isEmpty(props[limit]))));
  newerSettings(props, daprVersion).forEach(what => find(NEWER_THAN_DECLARED, what));
  return problems;
}

/** Problems of the name of a preview feature. */
export function featureProblems(featureName: string, daprVersion: string): Problem[] {
  const since = entryOf(FEATURES_SINCE, featureName);
  if (!since) {
    const similar = nearest(featureName, Object.keys(FEATURES_SINCE));
    return [{ rule: UNKNOWN_FEATURE, what: `preview feature '${featureName}' is unknown${similar ? `; did you mean '${similar}'?` : ''}` }];
  }
  return hasSince(daprVersion, since) ? []
    : [{ rule: NEWER_THAN_DECLARED, what: `feature '${featureName}' needs Dapr ${since.join(', ')}, and ${daprVersion} is declared` }];
}

function checkAccess(props: DaprConfigurationProps, mtls: boolean, find: Find): void {
  const { accessControlPolicies: policies, accessControlDefaultAction: action } = props;
  if (policies?.length === 0 && action === undefined) {
    find(INVALID_ACCESS_CONTROL, 'accessControlPolicies must contain at least one policy; got []', 'add a policy, or set accessControlDefaultAction to AccessAction.DENY to deny every call');
  }
  if (policies?.length && action === AccessAction.ALLOW) {
    find(ACCESS_BY_DEFAULT, 'accessControlDefaultAction must be \'deny\' if accessControlPolicies is set; got \'allow\'');
  }
  if ((policies || action === AccessAction.DENY) && !mtls) {
    find(ACCESS_CONTROL_WITHOUT_MTLS, 'access control requires mTLS, and mtls of the platform is false');
  }
}

/** The control plane reads mTLS settings only from its own Configuration. */
export const mtlsProblems = (path: string, name: string, mtls: unknown): Problem[] => mtls === undefined || name === CONTROL_PLANE_CONFIGURATION ? []
  : [{ rule: MTLS_OF_APP, what: `${path} must only be set in the Configuration '${CONTROL_PLANE_CONFIGURATION}'; got Configuration '${name}'` }];

function checkPipelines({ httpPipeline = [], appHttpPipeline = [] }: DaprConfigurationProps, find: Find): void {
  for (const handler of [...httpPipeline, ...appHttpPipeline]) {
    const type = typeOf(handler);
    const known: unknown = (handler.component as { type?: unknown }).type;
    if (type === undefined || !type.startsWith('middleware.http.')) {
      find(NO_MIDDLEWARE, `type of component '${handler.component.componentName}' must be middleware.http.*; got ${type === undefined ? 'an unknown type' : describe(type)}`,
        type === undefined ? 'set type' : undefined);
    } else if (typeof known === 'string' && known !== type) {
      find(NO_MIDDLEWARE, `type of component '${handler.component.componentName}' must be '${known}'; got ${describe(type)}`, 'remove type');
    }
  }
}

function checkTracing({ otel }: ConfigurationSettings, find: Find): void {
  if (otel && /:\/\/|\//.test(otel.endpointAddress)) {
    find(INVALID_CONFIGURATION_SETTING, mustBe('otel.endpointAddress', 'a host and port without scheme or path', otel.endpointAddress));
  }
  for (const { name, envRef } of namedValues(otel?.headers)) {
    if (envRef !== undefined) {
      find(INVALID_CONFIGURATION_SETTING, `otel.headers['${name}'] must not come from an environment variable, which daprd does not support here`, 'use MetadataValue.fromSecret or MetadataValue.of');
    }
  }
}

function checkMetrics({ metricsRules = [] }: ConfigurationSettings, find: Find): void {
  metricsRules.forEach(({ labels }, i) => labels.forEach(({ regex }, j) => Object.entries(regex).filter(([, each]) => !isRegularExpression(each))
    .forEach(([value, each]) => find(INVALID_CONFIGURATION_SETTING, mustBe(`metricsRules[${i}].labels[${j}].regex['${value}']`, 'a regular expression', each)))));
}

/** Go's regular expressions are nearly those of JavaScript; Go-only syntax begins with `(?`. */
function isRegularExpression(regex: string): boolean {
  try {
    new RegExp(regex.replace(/\(\?[a-zA-Z-]+\)/g, '').replace(/\(\?P</g, '(?<'));
    return true;
  } catch {
    return false;
  }
}

/** Policies whose trust domain differs from that of their app, if it is known; evaluated at synth. */
export function checkTrustDomains(at: IConstruct, { accessControlPolicies = [] }: DaprConfigurationProps): Finding[] {
  return accessControlPolicies.flatMap(({ app, trustDomain }): Finding[] => {
    const known = trustDomainOf(app) ?? (hasDefaultTrustDomain(app) ? PUBLIC_TRUST_DOMAIN : undefined);
    return trustDomain === undefined || known === undefined || trustDomain === known ? []
      : [{ at, rule: UNKNOWN_TRUST_DOMAIN, what: `trustDomain of the policy for app '${app.appId}' must be '${known}' as in the app's certificate; got '${trustDomain}'` }];
  });
}

/** Whether an app without a trust domain has the default one; a Configuration referenced by name only may set another. */
const hasDefaultTrustDomain = (app: IDaprPeer): boolean => wiringOf(app) !== undefined && !configurationsOf(app).some(isReferencedByName);
