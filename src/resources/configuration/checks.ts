/** What is wrong with a Configuration by itself. */
import { IConstruct } from 'constructs';
import { AccessAction } from './access';
import { INVALID_ACCESS_CONTROL, policyProblems } from './access-checks';
import { policy, PUBLIC_TRUST_DOMAIN, secretScopes } from './access-spec';
import { apiListProblems } from './api-checks';
import { FEATURES_SINCE } from './features';
import { DaprConfigurationProps } from './props';
import { newerSettings } from './render';
import { secretScopeProblems, secretStoreProblems } from './secret-scope-checks';
import { INVALID_CONFIGURATION_SETTING } from './table';
import { typeOf } from './to-spec';
import { IDaprPeer } from '../../contract';
import { hasSince, NEWER_THAN_DECLARED } from '../../dapr/version';
import { Finding, Problem } from '../../diagnostics/finding';
import { report, reportAll } from '../../diagnostics/report';
import { Rule, error, warning } from '../../diagnostics/rule';
import { wiringOf } from '../../facts/apps';
import { configurationsOf, isKnownByName, trustDomainOf } from '../../facts/configurations';
import { nearest } from '../../kubernetes/names';
import { ACCESS_CONTROL_WITHOUT_MTLS } from '../../platform/checks';
import { DaprPlatform } from '../../platform/dapr-platform';
import { entryOf } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { namedValueProblems, namedValues } from '../component/named-values';

const ACCESS_BY_DEFAULT = warning('DAPR3105', {
  title: 'access control that lets unknown apps in',
  why: 'Whoever no policy names may call everything',
  todo: 'use AccessAction.DENY, or acknowledge this',
  source: 'dapr/dapr pkg/acl/acl.go',
});
const MTLS_OF_APP = error('DAPR3108', {
  title: 'mTLS settings in the Configuration of an app',
  why: 'Sentry and operator read the Configuration daprsystem only: it has no effect',
  todo: 'leave it out, or name the Configuration daprsystem',
  source: 'dapr/dapr pkg/sentry/config/config.go',
  manifests: true,
});
const UNKNOWN_FEATURE = warning('DAPR3110', {
  title: 'feature that Dapr 1.18.3 does not know',
  why: 'It is ignored without an error',
  todo: 'correct the name, or acknowledge this',
  source: 'dapr/dapr pkg/config/configuration.go',
});
const NO_MIDDLEWARE = error('DAPR3111', {
  title: 'step of a pipeline that is no middleware',
  why: 'daprd exits, or leaves the step out without an error',
  todo: 'give a component of a type middleware.http.*',
  source: 'dapr/dapr pkg/middleware/http',
});
const UNKNOWN_TRUST_DOMAIN = error('DAPR5007', {
  title: 'access policy with the trust domain of nobody',
  why: 'The caller is not recognized: what the policy allows is denied',
  todo: 'leave trustDomain out, or give that of the caller\'s Configuration',
  source: 'dapr/dapr pkg/acl/acl.go',
});

/** The one Configuration that Sentry and the operator read. */
const OF_THE_CONTROL_PLANE = 'daprsystem';
type Find = (rule: Rule, what: string, todo?: string) => void;

/** Reports it. */
export function checkConfiguration(at: IConstruct, name: string, props: DaprConfigurationProps): void {
  const find: Find = (rule, what, todo) => report(at, rule, what, todo);
  const platform = DaprPlatform.of(at);
  checkAccess(props, platform.mtls, find);
  reportAll(at, [
    ...policyProblems('accessControlPolicies', (props.accessControlPolicies ?? []).map(policy), platform.daprVersion),
    ...apiListProblems(props, platform.daprVersion),
    ...secretScopeProblems('secretScopes', secretScopes(props.secretScopes ?? [])),
    ...secretStoreProblems('secretScopes', props.secretScopes ?? []),
    ...namedValueProblems('otel.headers', namedValues(props.otel?.headers)),
    ...mtlsProblems('controlPlaneMtls', name, props.controlPlaneMtls),
  ]);
  checkPipelines(props, find);
  checkTracing(props, find);
  checkMetrics(props, find);
  checkFeatures(props, platform.daprVersion, find);
  newerSettings(props, platform.daprVersion).forEach(what => find(NEWER_THAN_DECLARED, what));
}

function checkFeatures({ features = [] }: DaprConfigurationProps, daprVersion: string, find: Find): void {
  for (const { name } of features) {
    const since = entryOf(FEATURES_SINCE, name);
    if (!since) {
      const like = nearest(name, Object.keys(FEATURES_SINCE));
      find(UNKNOWN_FEATURE, `feature '${name}'${like ? `; did you mean '${like}'?` : ''}`);
    } else if (!hasSince(daprVersion, since)) {
      find(NEWER_THAN_DECLARED, `feature '${name}' needs Dapr ${since.join(', ')}, and ${daprVersion} is declared`);
    }
  }
}

function checkAccess(props: DaprConfigurationProps, mtls: boolean, find: Find): void {
  const { accessControlPolicies: policies, accessControlDefaultAction: action } = props;
  if (policies?.length === 0 && action === undefined) {
    find(INVALID_ACCESS_CONTROL, 'accessControlPolicies is []', 'give policies, or accessControlDefaultAction: AccessAction.DENY to let nobody call');
  }
  if (policies?.length && action === AccessAction.ALLOW) {
    find(ACCESS_BY_DEFAULT, 'accessControlDefaultAction is allow beside policies');
  }
  if ((policies || action === AccessAction.DENY) && !mtls) {
    find(ACCESS_CONTROL_WITHOUT_MTLS, 'access control, and mtls of the platform is false');
  }
}

/** The control plane reads mTLS of its own Configuration alone. */
export const mtlsProblems = (path: string, name: string, mtls: unknown): Problem[] => mtls === undefined || name === OF_THE_CONTROL_PLANE ? []
  : [{ rule: MTLS_OF_APP, what: `${path} must be given in the Configuration '${OF_THE_CONTROL_PLANE}' only; got it in '${name}'` }];

function checkPipelines({ httpPipeline = [], appHttpPipeline = [] }: DaprConfigurationProps, find: Find): void {
  for (const handler of [...httpPipeline, ...appHttpPipeline]) {
    const type = typeOf(handler);
    const known: unknown = (handler.component as { type?: unknown }).type;
    if (type === undefined || !type.startsWith('middleware.http.')) {
      find(NO_MIDDLEWARE, `component '${handler.component.componentName}' is of ${type === undefined ? 'an unknown type' : `type ${describe(type)}`}`,
        type === undefined ? 'give type' : undefined);
    } else if (typeof known === 'string' && known !== type) {
      find(NO_MIDDLEWARE, `type ${describe(type)}, and component '${handler.component.componentName}' is of type ${known}`, 'leave type out');
    }
  }
}

function checkTracing({ otel }: DaprConfigurationProps, find: Find): void {
  if (otel && /:\/\/|\//.test(otel.endpointAddress)) {
    find(INVALID_CONFIGURATION_SETTING, mustBe('otel.endpointAddress', 'a host and a port', otel.endpointAddress));
  }
  for (const { name, envRef } of namedValues(otel?.headers)) {
    if (envRef !== undefined) {
      find(INVALID_CONFIGURATION_SETTING, `otel.headers['${name}'] must not come from an environment variable, which daprd does not read there`, 'use MetadataValue.fromSecret or of');
    }
  }
}

function checkMetrics({ metricsRules = [] }: DaprConfigurationProps, find: Find): void {
  metricsRules.forEach(({ labels }, i) => labels.forEach(({ regex }, j) => Object.entries(regex).filter(([, each]) => !isRegularExpression(each))
    .forEach(([value, each]) => find(INVALID_CONFIGURATION_SETTING, mustBe(`metricsRules[${i}].labels[${j}].regex['${value}']`, 'a regular expression', each)))));
}

/** Go's are nearly those of JavaScript; what only Go knows begins with `(?`. */
function isRegularExpression(regex: string): boolean {
  try {
    new RegExp(regex.replace(/\(\?[a-zA-Z-]+\)/g, '').replace(/\(\?P</g, '(?<'));
    return true;
  } catch {
    return false;
  }
}

/** Policies with a trust domain that is not the one of their app, as far as that is known; to be asked at synth. */
export function checkTrustDomains(at: IConstruct, { accessControlPolicies = [] }: DaprConfigurationProps): Finding[] {
  return accessControlPolicies.flatMap(({ app, trustDomain }): Finding[] => {
    const known = trustDomainOf(app) ?? (readsNone(app) ? PUBLIC_TRUST_DOMAIN : undefined);
    return trustDomain === undefined || known === undefined || trustDomain === known ? []
      : [{ at, rule: UNKNOWN_TRUST_DOMAIN, what: `the policy of app '${app.appId}' has the trust domain '${trustDomain}', and its certificate has '${known}'` }];
  });
}

/** Of an app of this App it is known what it reads, unless that exists by name only. */
const readsNone = (app: IDaprPeer): boolean => wiringOf(app) !== undefined && !configurationsOf(app).some(isKnownByName);
