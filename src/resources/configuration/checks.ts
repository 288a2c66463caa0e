/** What is wrong with a Configuration by itself. */
import { IConstruct } from 'constructs';
import { AccessAction, DaprApiRule } from './access';
import { API_VERSIONS, apiVersions, PUBLIC_TRUST_DOMAIN, checkOperations } from './access-spec';
import { DaprConfigurationProps } from './props';
import { typeOf } from './to-spec';
import { IDaprPeer } from '../../contract';
import { FEATURES_SINCE, hasSince, NEWER_THAN_DECLARED } from '../../dapr/version';
import { Finding } from '../../diagnostics/finding';
import { report } from '../../diagnostics/report';
import { Rule, error, warning } from '../../diagnostics/rule';
import { wiringOf } from '../../facts/apps';
import { configurationsOf, isKnownByName, trustDomainOf } from '../../facts/configurations';
import { nearest } from '../../kubernetes/names';
import { ACCESS_CONTROL_WITHOUT_MTLS } from '../../platform/checks';
import { DaprPlatform } from '../../platform/dapr-platform';
import { entryOf } from '../../util/json';
import { describe, integer } from '../../util/values';
import { checkNamedValues, namedValues } from '../component/named-values';

const ACCESS_POLICY_WITHOUT_NAMESPACE = error('DAPR3103', {
  title: 'access policy without a namespace',
  why: 'daprd exits',
  todo: 'give the policy, the app or its chart a namespace',
  source: 'dapr/dapr pkg/acl/acl.go',
});
export const INVALID_ACCESS_CONTROL = error('DAPR3104', {
  title: 'invalid access control',
  why: 'daprd exits, or the policy never matches',
  todo: 'correct it',
  source: 'dapr/dapr pkg/acl/acl.go',
});
const ACCESS_BY_DEFAULT = warning('DAPR3105', {
  title: 'access control that lets unknown apps in',
  why: 'Whoever no policy names may call everything',
  todo: 'use AccessAction.DENY, or acknowledge this',
  source: 'dapr/dapr pkg/acl/acl.go',
});
const INVALID_API_RULE = error('DAPR3107', {
  title: 'invalid list of APIs',
  why: 'gRPC takes a list of unknown APIs for no list and leaves everything open',
  todo: 'name APIs and versions that the declared Dapr has',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
});
const MTLS_OF_APP = error('DAPR3108', {
  title: 'mTLS settings in the Configuration of an app',
  why: 'Sentry and operator read the Configuration daprsystem only: it has no effect',
  todo: 'leave it out, or name the Configuration daprsystem',
  source: 'dapr/dapr pkg/sentry/config/config.go',
});
export const INVALID_CONFIGURATION_SETTING = error('DAPR3109', {
  title: 'invalid setting of a Configuration',
  why: 'daprd exits, or uses a default without an error',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/config/configuration.go',
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
const INVALID_SECRET_SCOPE = error('DAPR3112', {
  title: 'invalid secret scope',
  why: 'daprd exits, or the store stays open',
  todo: 'name each secret store once',
  source: 'dapr/dapr pkg/config/configuration.go',
});
const UNKNOWN_TRUST_DOMAIN = error('DAPR5007', {
  title: 'access policy with the trust domain of nobody',
  why: 'The caller is not recognized: what the policy allows is denied',
  todo: 'leave trustDomain out, or give that of the caller\'s Configuration',
  source: 'dapr/dapr pkg/acl/acl.go',
});
const OPEN_SECRET_SCOPE = warning('DAPR5008', {
  title: 'secret scope that restricts nothing',
  why: 'Every secret of the store can be read',
  todo: 'use AccessAction.DENY with allowedSecrets, or leave the scope out',
  source: 'dapr/dapr pkg/config/configuration.go',
});

/** The one Configuration that Sentry and the operator read. */
const OF_THE_CONTROL_PLANE = 'daprsystem';
type Find = (rule: Rule, what: string, todo?: string) => void;

/** Reports it. */
export function checkConfiguration(at: IConstruct, name: string, props: DaprConfigurationProps): void {
  const find: Find = (rule, what, todo) => report(at, rule, what, todo);
  const platform = DaprPlatform.of(at);
  checkAccess(props, platform.mtls, find);
  checkApis(props, platform.daprVersion, find);
  checkSecrets(props, find);
  checkPipelines(props, find);
  checkTracing(props, find);
  checkNamedValues(at, 'header of otel', props.otel?.headers);
  checkNumbers(props, find);
  if (props.controlPlaneMtls && name !== OF_THE_CONTROL_PLANE) {
    find(MTLS_OF_APP, `controlPlaneMtls in the Configuration '${name}'`);
  }
  checkFeatures(props, platform.daprVersion, find);
}

function checkFeatures({ features = {} }: DaprConfigurationProps, daprVersion: string, find: Find): void {
  for (const feature of Object.keys(features)) {
    const since = entryOf(FEATURES_SINCE, feature);
    if (!since) {
      const like = nearest(feature, Object.keys(FEATURES_SINCE));
      find(UNKNOWN_FEATURE, `feature '${feature}'${like ? `; did you mean '${like}'?` : ''}`);
    } else if (!hasSince(daprVersion, since)) {
      find(NEWER_THAN_DECLARED, `feature '${feature}' needs Dapr ${since.join(', ')}, and ${daprVersion} is declared`);
    }
  }
}

function checkAccess(props: DaprConfigurationProps, mtls: boolean, find: Find): void {
  const { accessControlPolicies: policies, accessControlDefaultAction: action } = props;
  const seen = new Set<string>();
  (policies ?? []).forEach(({ app, operations: some, ...given }) => {
    const namespace = given.namespace ?? app.namespace;
    const whose = `the policy of app '${app.appId}'`;
    if (namespace === undefined) {
      find(ACCESS_POLICY_WITHOUT_NAMESPACE, `${whose} has no namespace`);
    }
    if (seen.has(`${namespace}/${app.appId}`)) {
      find(INVALID_ACCESS_CONTROL, `there is a second policy of app '${app.appId}'${namespace === undefined ? '' : ` in namespace '${namespace}'`}`, 'make one policy of them');
    }
    seen.add(`${namespace}/${app.appId}`);
    checkOperations(some, (what, todo) => find(INVALID_ACCESS_CONTROL, `${whose} has ${what}`, todo));
  });
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

function checkApis({ allowedApis, deniedApis }: DaprConfigurationProps, daprVersion: string, find: Find): void {
  const check = (prop: string, rules: DaprApiRule[] | undefined): void => {
    if (rules?.length === 0) {
      find(INVALID_API_RULE, `${prop} is []`, 'name APIs, or leave it out: an empty list is none');
    }
    (rules ?? []).forEach(({ api, versions }) => {
      const known = apiVersions(api, daprVersion);
      if (versions?.length === 0) {
        find(INVALID_API_RULE, `${prop}: versions of ${api} is []`, 'leave it out for all of them');
      }
      (versions ?? []).filter(version => !known.includes(version)).forEach(version => {
        const since = entryOf(API_VERSIONS[api], version);
        find(INVALID_API_RULE, `${prop}: ${api} ${describe(version)}; Dapr ${daprVersion} has ${known.join(', ')}${since ? `, and ${version} since ${since}` : ''}`);
      });
    });
  };
  check('allowedApis', allowedApis);
  check('deniedApis', deniedApis);
  for (const { api, versions } of allowedApis ?? []) {
    const denied = (deniedApis ?? []).find(rule => rule.api === api
      && (!rule.versions || !versions || rule.versions.some(version => versions.includes(version))));
    if (denied) {
      find(INVALID_API_RULE, `${api} is allowed and denied`, 'leave one of them out');
    }
  }
}

function checkSecrets({ secretScopes = [] }: DaprConfigurationProps, find: Find): void {
  const names = secretScopes.map(({ secretStore }) => secretStore.componentName);
  secretScopes.forEach(({ secretStore, defaultAccess, allowedSecrets, deniedSecrets }, i) => {
    const store = `store '${names[i]}'`;
    const type: unknown = (secretStore as { type?: unknown }).type;
    if (names.indexOf(names[i]) < i) {
      find(INVALID_SECRET_SCOPE, `${store} is there twice`);
    }
    if (typeof type === 'string' && !type.startsWith('secretstores.')) {
      find(INVALID_SECRET_SCOPE, `${store} is of type ${type}`);
    }
    if (defaultAccess === AccessAction.ALLOW && !allowedSecrets?.length && !deniedSecrets?.length) {
      find(OPEN_SECRET_SCOPE, `${store} allows everything, and denies nothing`);
    }
    if (defaultAccess === AccessAction.ALLOW && allowedSecrets && !deniedSecrets) {
      find(INVALID_SECRET_SCOPE, `${store} allows everything, and allowedSecrets adds nothing to it`, 'leave defaultAccess out');
    }
  });
}

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

function checkTracing({ tracingSamplingRate: rate, otel, zipkinEndpoint }: DaprConfigurationProps, find: Find): void {
  if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
    find(INVALID_CONFIGURATION_SETTING, `tracingSamplingRate ${describe(rate)} is not from 0 to 1`);
  }
  if (otel && /:\/\/|\//.test(otel.endpointAddress)) {
    find(INVALID_CONFIGURATION_SETTING, `otel.endpointAddress ${describe(otel.endpointAddress)} is more than host and port`);
  }
  for (const { name, envRef } of namedValues(otel?.headers)) {
    if (envRef !== undefined) {
      find(INVALID_CONFIGURATION_SETTING, `header '${name}' of otel comes from an environment variable, which daprd does not read there`, 'use MetadataValue.fromSecret or of');
    }
  }
  if (zipkinEndpoint !== undefined && !/^https?:\/\/[^/\s]+/.test(zipkinEndpoint)) {
    find(INVALID_CONFIGURATION_SETTING, `zipkinEndpoint ${describe(zipkinEndpoint)} is no address that begins with http:// or https://`);
  }
}

function checkNumbers(props: DaprConfigurationProps, find: Find): void {
  const numbers: [string, number | undefined][] = [
    ...(['maxConcurrentWorkflowInvocations', 'maxConcurrentActivityInvocations', 'globalMaxConcurrentWorkflowInvocations',
      'globalMaxConcurrentActivityInvocations'] as const).map((name): [string, number | undefined] => [name, props[name]]),
    ...(['workflowConcurrencyLimits', 'activityConcurrencyLimits'] as const)
      .flatMap(name => Object.entries(props[name] ?? {}).map(([key, value]): [string, number] => [`${name}['${key}']`, value])),
  ];
  for (const [name, value] of numbers) {
    const wrong = value === undefined ? undefined : integer(1)(String(value));
    if (wrong) {
      find(INVALID_CONFIGURATION_SETTING, `${name}: ${wrong}`);
    }
  }
  const buckets = props.metricsLatencyDistributionBuckets ?? [];
  if (buckets.some((value, i) => !Number.isInteger(value) || value <= (buckets[i - 1] ?? 0))) {
    find(INVALID_CONFIGURATION_SETTING, `metricsLatencyDistributionBuckets ${describe(buckets)} are no rising whole numbers above zero`);
  }
  for (const rule of props.metricsRules ?? []) {
    rule.labels.flatMap(label => Object.values(label.regex)).filter(regex => !isRegularExpression(regex))
      .forEach(regex => find(INVALID_CONFIGURATION_SETTING, `metricsRules of '${rule.name}': ${describe(regex)} is no regular expression`));
  }
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
