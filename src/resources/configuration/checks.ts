/** What is wrong with a Configuration by itself. */
import { IConstruct } from 'constructs';
import { AccessAction, DaprApiRule } from './access';
import { API_VERSIONS, apiVersions, PUBLIC_TRUST_DOMAIN, checkOperations } from './access-spec';
import { DaprConfigurationProps } from './props';
import { typeOf } from './to-spec';
import { IDaprPeer } from '../../contract';
import { FEATURES_SINCE, hasSince } from '../../dapr/version';
import { Code } from '../../diagnostics/codes';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { wiringOf } from '../../facts/apps';
import { configurationsOf, isKnownByName, trustDomainOf } from '../../facts/configurations';
import { nearest } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { entryOf } from '../../util/json';
import { describe, integer } from '../../util/values';
import { checkNamedValues, namedValues } from '../component/named-values';

/** The one Configuration that Sentry and the operator read. */
const OF_THE_CONTROL_PLANE = 'daprsystem';
type Find = (code: Code, what: string, todo?: string) => void;

/** Reports it. */
export function checkConfiguration(at: IConstruct, name: string, props: DaprConfigurationProps): void {
  const find: Find = (code, what, todo) => Diagnostics.of(at).report(at, code, what, todo);
  const platform = DaprPlatform.of(at);
  checkAccess(props, platform.mtls, find);
  checkApis(props, platform.daprVersion, find);
  checkSecrets(props, find);
  checkPipelines(props, find);
  checkTracing(props, find);
  checkNamedValues(at, 'header of otel', props.otel?.headers);
  checkNumbers(props, find);
  if (props.controlPlaneMtls && name !== OF_THE_CONTROL_PLANE) {
    find('DAPR3108', `controlPlaneMtls in the Configuration '${name}'`);
  }
  checkFeatures(props, platform.daprVersion, find);
}

function checkFeatures({ features = {} }: DaprConfigurationProps, daprVersion: string, find: Find): void {
  for (const feature of Object.keys(features)) {
    const since = entryOf(FEATURES_SINCE, feature);
    if (!since) {
      const like = nearest(feature, Object.keys(FEATURES_SINCE));
      find('DAPR3110', `feature '${feature}'${like ? `; did you mean '${like}'?` : ''}`);
    } else if (!hasSince(daprVersion, since)) {
      find('DAPR1106', `feature '${feature}' needs Dapr ${since.join(', ')}, and ${daprVersion} is declared`);
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
      find('DAPR3103', `${whose} has no namespace`);
    }
    if (seen.has(`${namespace}/${app.appId}`)) {
      find('DAPR3104', `there is a second policy of app '${app.appId}'${namespace === undefined ? '' : ` in namespace '${namespace}'`}`, 'make one policy of them');
    }
    seen.add(`${namespace}/${app.appId}`);
    checkOperations(some, (what, todo) => find('DAPR3104', `${whose} has ${what}`, todo));
  });
  if (policies?.length === 0 && action === undefined) {
    find('DAPR3104', 'accessControlPolicies is []', 'give policies, or accessControlDefaultAction: AccessAction.DENY to let nobody call');
  }
  if (policies?.length && action === AccessAction.ALLOW) {
    find('DAPR3105', 'accessControlDefaultAction is allow beside policies');
  }
  if ((policies || action === AccessAction.DENY) && !mtls) {
    find('DAPR3106', 'access control, and mtls of the platform is false');
  }
}

function checkApis({ allowedApis, deniedApis }: DaprConfigurationProps, daprVersion: string, find: Find): void {
  const check = (prop: string, rules: DaprApiRule[] | undefined): void => {
    if (rules?.length === 0) {
      find('DAPR3107', `${prop} is []`, 'name APIs, or leave it out: an empty list is none');
    }
    (rules ?? []).forEach(({ api, versions }) => {
      const known = apiVersions(api, daprVersion);
      if (versions?.length === 0) {
        find('DAPR3107', `${prop}: versions of ${api} is []`, 'leave it out for all of them');
      }
      (versions ?? []).filter(version => !known.includes(version)).forEach(version => {
        const since = entryOf(API_VERSIONS[api], version);
        find('DAPR3107', `${prop}: ${api} ${describe(version)}; Dapr ${daprVersion} has ${known.join(', ')}${since ? `, and ${version} since ${since}` : ''}`);
      });
    });
  };
  check('allowedApis', allowedApis);
  check('deniedApis', deniedApis);
  for (const { api, versions } of allowedApis ?? []) {
    const denied = (deniedApis ?? []).find(rule => rule.api === api
      && (!rule.versions || !versions || rule.versions.some(version => versions.includes(version))));
    if (denied) {
      find('DAPR3107', `${api} is allowed and denied`, 'leave one of them out');
    }
  }
}

function checkSecrets({ secretScopes = [] }: DaprConfigurationProps, find: Find): void {
  const names = secretScopes.map(({ secretStore }) => secretStore.componentName);
  secretScopes.forEach(({ secretStore, defaultAccess, allowedSecrets, deniedSecrets }, i) => {
    const store = `store '${names[i]}'`;
    const type: unknown = (secretStore as { type?: unknown }).type;
    if (names.indexOf(names[i]) < i) {
      find('DAPR3112', `${store} is there twice`);
    }
    if (typeof type === 'string' && !type.startsWith('secretstores.')) {
      find('DAPR3112', `${store} is of type ${type}`);
    }
    if (defaultAccess === AccessAction.ALLOW && !allowedSecrets?.length && !deniedSecrets?.length) {
      find('DAPR5008', `${store} allows everything, and denies nothing`);
    }
    if (defaultAccess === AccessAction.ALLOW && allowedSecrets && !deniedSecrets) {
      find('DAPR3112', `${store} allows everything, and allowedSecrets adds nothing to it`, 'leave defaultAccess out');
    }
  });
}

function checkPipelines({ httpPipeline = [], appHttpPipeline = [] }: DaprConfigurationProps, find: Find): void {
  for (const handler of [...httpPipeline, ...appHttpPipeline]) {
    const type = typeOf(handler);
    const known: unknown = (handler.component as { type?: unknown }).type;
    if (type === undefined || !type.startsWith('middleware.http.')) {
      find('DAPR3111', `component '${handler.component.componentName}' is of ${type === undefined ? 'an unknown type' : `type ${describe(type)}`}`,
        type === undefined ? 'give type' : undefined);
    } else if (typeof known === 'string' && known !== type) {
      find('DAPR3111', `type ${describe(type)}, and component '${handler.component.componentName}' is of type ${known}`, 'leave type out');
    }
  }
}

function checkTracing({ tracingSamplingRate: rate, otel, zipkinEndpoint }: DaprConfigurationProps, find: Find): void {
  if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
    find('DAPR3109', `tracingSamplingRate ${describe(rate)} is not from 0 to 1`);
  }
  if (otel && /:\/\/|\//.test(otel.endpointAddress)) {
    find('DAPR3109', `otel.endpointAddress ${describe(otel.endpointAddress)} is more than host and port`);
  }
  for (const { name, envRef } of namedValues(otel?.headers)) {
    if (envRef !== undefined) {
      find('DAPR3109', `header '${name}' of otel comes from an environment variable, which daprd does not read there`, 'use MetadataValue.fromSecret or of');
    }
  }
  if (zipkinEndpoint !== undefined && !/^https?:\/\/[^/\s]+/.test(zipkinEndpoint)) {
    find('DAPR3109', `zipkinEndpoint ${describe(zipkinEndpoint)} is no address that begins with http:// or https://`);
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
      find('DAPR3109', `${name}: ${wrong}`);
    }
  }
  const buckets = props.metricsLatencyDistributionBuckets ?? [];
  if (buckets.some((value, i) => !Number.isInteger(value) || value <= (buckets[i - 1] ?? 0))) {
    find('DAPR3109', `metricsLatencyDistributionBuckets ${describe(buckets)} are no rising whole numbers above zero`);
  }
  for (const rule of props.metricsRules ?? []) {
    rule.labels.flatMap(label => Object.values(label.regex)).filter(regex => !isRegularExpression(regex))
      .forEach(regex => find('DAPR3109', `metricsRules of '${rule.name}': ${describe(regex)} is no regular expression`));
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
      : [{ at, code: 'DAPR5007', what: `the policy of app '${app.appId}' has the trust domain '${trustDomain}', and its certificate has '${known}'` }];
  });
}

/** Of an app of this App it is known what it reads, unless that exists by name only. */
const readsNone = (app: IDaprPeer): boolean => wiringOf(app) !== undefined && !configurationsOf(app).some(isKnownByName);
