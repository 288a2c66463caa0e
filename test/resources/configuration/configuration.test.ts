/** Configurations: what they say, who reads them, and what becomes of several. */
import { Chart } from 'cdk8s';
import {
  AccessAction, DaprApi, DaprApp, DaprComponent, DaprConfiguration, DataPlane, SharedDaprDeployment,
} from 'cdk8s-dapr';
import { app, find, newChart, pod, refusal, SHARED } from '../../../scenarios/charts';
import { ConfigurationPart, mergeConfigurations } from '../../../src/configuration-merge/merge';
import { emptyValues } from '../../support/references';
import { schemaErrors } from '../../support/strict-schemas';

const specOf = (props: any, settings: any = {}) => {
  const chart = newChart(settings);
  new DaprConfiguration(chart, 'c', props);
  return find(chart, 'Configuration').spec;
};
const configOf = (chart: Chart, name?: string) => pod(chart, 'Deployment', name).metadata.annotations['dapr.io/config'];
const all = (chart: Chart) => chart.toJson().filter(o => o.kind === 'Configuration').map(o => o.metadata.name);

describe('what it says', () => {
  test('metrics are written as metrics, which overrules metric', () => {
    expect(specOf({ metricsRecordErrorCodes: true })).toEqual({ metrics: { enabled: true, recordErrorCodes: true } });
  });

  test('an API is allowed or denied in both protocols and all versions that the declared Dapr has', () => {
    expect(specOf({ allowedApis: [{ api: DaprApi.JOBS }] }, { daprVersion: '1.17' }).api.allowed).toEqual([
      { name: 'jobs', version: 'v1alpha1', protocol: 'grpc' }, { name: 'jobs', version: 'v1alpha1', protocol: 'http' },
    ]);
    expect(specOf({ deniedApis: [{ api: DaprApi.JOBS }] }, { daprVersion: '1.18' }).api.denied.map((rule: any) => `${rule.version} ${rule.protocol}`))
      .toEqual(['v1 grpc', 'v1 http', 'v1alpha1 grpc', 'v1alpha1 http']);
  });

  test.each(Object.values(DaprApi))('a list with %s alone closes both protocols, whatever Dapr is declared', api => {
    for (const daprVersion of ['1.16', '1.17', '1.18']) {
      const { allowed } = specOf({ allowedApis: [{ api }] }, { daprVersion }).api;
      expect(new Set(allowed.map((rule: any) => rule.protocol))).toEqual(new Set(['grpc', 'http']));
    }
  });

  const policyOf = (make: (chart: Chart) => any, more: any = {}) => {
    const chart = newChart({}, { namespace: 'shop' });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [make(chart)], ...more });
    return find(chart, 'Configuration', 'c').spec.accessControl;
  };

  test('an access policy has the namespace of its app, the trust domain that Dapr gives it, and unknown apps are denied', () => {
    expect(policyOf(chart => ({ app: app(chart) }))).toEqual({
      defaultAction: 'deny', policies: [{ appId: 'checkout', namespace: 'shop', trustDomain: 'public', defaultAction: 'allow' }],
    });
  });

  test('beside operations all others are denied', () => {
    const [policy] = policyOf(chart => ({ app: app(chart), operations: [{ name: '/a', action: AccessAction.ALLOW }] })).policies;
    expect(policy).toMatchObject({ defaultAction: 'deny', operations: [{ name: '/a', action: 'allow' }] });
  });

  test('the trust domain of a caller is that of the configuration which it reads, even if it is defined later', () => {
    const [policy] = policyOf(chart => {
      const checkout = app(chart);
      new DaprConfiguration(chart, 'of-the-caller', { accessControlTrustDomain: 'front', apps: [checkout] });
      return { app: checkout };
    }).policies;
    expect(policy.trustDomain).toBe('front');
  });

  test('the trust domain of a caller behind a shared daprd is that of the configuration of its data plane', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const configuration = new DaprConfiguration(chart, 'front', { accessControlTrustDomain: 'front' });
    const caller = app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration }) });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: caller }] });
    expect(find(chart, 'Configuration', 'c').spec.accessControl.policies[0].trustDomain).toBe('front');
  });

  test('row 96: an allowed API is allowed or not for both protocols', () => {
    expect(specOf({ allowedApis: [{ api: DaprApi.STATE, versions: ['v1'] }] }).api.allowed.map((rule: any) => rule.protocol)).toEqual(['grpc', 'http']);
  });

  test('a secret store is closed but for the secrets named', () => {
    const chart = newChart();
    new DaprConfiguration(chart, 'c', { secretScopes: [{ secretStore: DaprComponent.fromComponentName(chart, 'k', 'kubernetes'), allowedSecrets: ['a'] }] });
    expect(find(chart, 'Configuration').spec.secrets.scopes).toEqual([{ storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: ['a'] }]);
  });

  test('a pipeline has the type of its component, which every app with the configuration gets to use', () => {
    const chart = newChart();
    const limit = new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' });
    new DaprConfiguration(chart, 'c', { httpPipeline: [{ component: limit }], apps: [app(chart)] });
    expect(find(chart, 'Configuration').spec.httpPipeline.handlers).toEqual([{ name: 'limit', type: 'middleware.http.ratelimit' }]);
    expect(find(chart, 'Component', 'limit').scopes).toEqual(['checkout']);
  });

  test('traces that go somewhere are sampled, and an OTLP address is secure unless it says otherwise', () => {
    expect(specOf({ otel: { endpointAddress: 'otel:4317', protocol: 'grpc' } }).tracing)
      .toEqual({ samplingRate: '1', otel: { endpointAddress: 'otel:4317', protocol: 'grpc', isSecure: true } });
  });
});

describe('who reads it', () => {
  test('an app to which it is attached is annotated, and it is emitted once for all of them', () => {
    const chart = newChart();
    const apps = [app(chart, {}, 'a'), app(chart, {}, 'b')];
    const configuration = new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [apps[0]] });
    configuration.addApp(apps[1]);
    expect(all(chart)).toEqual(['c']);
    expect(chart.toJson().filter(o => o.kind === 'Deployment').map(o => o.spec.template.metadata.annotations['dapr.io/config'])).toEqual(['c', 'c']);
  });

  test('to attach it is the same as to give it to the data plane', () => {
    const [a, b] = [true, false].map(attached => {
      const chart = newChart();
      const configuration = new DaprConfiguration(chart, 'c', { metricsEnabled: false });
      const checkout = app(chart, { dataPlane: attached ? undefined : DataPlane.sidecar({ configuration }) });
      if (attached) {
        configuration.addApp(checkout);
      }
      return chart.toJson();
    });
    expect(a).toEqual(b);
  });

  test('an annotation that the user gives wins', () => {
    const chart = newChart();
    new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [app(chart, { podAnnotations: { 'dapr.io/config': 'theirs' } })] });
    expect(configOf(chart)).toBe('theirs');
  });

  test('a shared daprd merges what its apps are meant to read into its own, whenever that comes', () => {
    const chart = newChart(SHARED);
    const plane = new SharedDaprDeployment(chart, 'front');
    const front = app(chart, { dataPlane: plane, appPort: 8080 }, 'web');
    const before = find(chart, 'Deployment', 'front-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    const limit = new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' });
    new DaprConfiguration(chart, 'c', { httpPipeline: [{ component: limit }], features: { ActorStateTTL: true }, apps: [front] });
    expect(find(chart, 'Configuration', 'front-daprd').spec).toEqual({
      features: [{ name: 'ActorStateTTL', enabled: true }, { name: 'HotReload', enabled: false }],
      httpPipeline: { handlers: [{ name: 'limit', type: 'middleware.http.ratelimit' }] },
    });
    const { annotations } = find(chart, 'Deployment', 'front-daprd').spec.template.metadata;
    expect(annotations['dapr.io/config']).toBe('front-daprd');
    expect(annotations['cdk8s-dapr/resources']).not.toBe(before);
    expect(find(chart, 'Component', 'limit').scopes).toEqual(['front']);
  });
});

describe('several for one app', () => {
  test('are merged into one of the app\'s own; another app keeps its own', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const [a, b] = [app(chart, {}, 'a'), app(chart, {}, 'b')];
    new DaprConfiguration(chart, 'metrics', { metricsEnabled: false, apps: [a, b] });
    new DaprConfiguration(chart, 'traces', { tracingSamplingRate: 1, apps: [a] });
    expect(find(chart, 'Configuration', 'a-daprd')).toEqual({
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: 'a-daprd', namespace: 'shop' },
      spec: { metrics: { enabled: false }, tracing: { samplingRate: '1' } },
    });
    const configs = chart.toJson().filter(o => o.kind === 'Deployment').map(o => o.spec.template.metadata.annotations['dapr.io/config']);
    expect(configs).toEqual(['a-daprd', 'metrics']);
    expect(refusal(chart)).toBe('');
  });

  test('a part without an object gives the app a Configuration of its own, with a sidecar and with a shared daprd', () => {
    for (const dataPlane of [DataPlane.sidecar(), DataPlane.sharedDeployment()]) {
      const chart = newChart(SHARED);
      const checkout = app(chart, { appPort: 8080, dataPlane });
      let action = 'allow';
      checkout.addResource(new ConfigurationPart(checkout, 'Access', () => ({ accessControl: { defaultAction: action } })));
      action = 'deny';
      expect(find(chart, 'Configuration', 'checkout-daprd').spec.accessControl).toEqual({ defaultAction: 'deny' });
      expect(all(chart)).toEqual(['checkout-daprd']);
    }
  });
});

describe('merging', () => {
  const merge = (...specs: any[]) => mergeConfigurations(specs.map((spec, i) => ({ from: `part${i}`, spec })));

  test('lists with keys are unions: policies by app and namespace, APIs by protocol, secret stores by name', () => {
    const rule = (name: string, protocol: string) => ({ name, version: 'v1', protocol });
    const { spec, conflicts } = merge(
      { accessControl: { policies: [{ appId: 'a', namespace: 'x' }] }, api: { allowed: [rule('state', 'http')] }, secrets: { scopes: [{ storeName: 's', allowedSecrets: ['a'] }] } },
      { accessControl: { policies: [{ appId: 'a', namespace: 'y' }] }, api: { allowed: [rule('state', 'grpc')] }, secrets: { scopes: [{ storeName: 's', allowedSecrets: ['b'] }] } },
    );
    expect(conflicts).toEqual([]);
    expect(spec).toEqual({
      accessControl: { policies: [{ appId: 'a', namespace: 'x' }, { appId: 'a', namespace: 'y' }] },
      api: { allowed: [rule('state', 'http'), rule('state', 'grpc')] },
      secrets: { scopes: [{ storeName: 's', allowedSecrets: ['a', 'b'] }] },
    });
  });

  test('types of components that are denied are a union', () => {
    expect(merge({ components: { deny: ['a', 'b'] } }, { components: { deny: ['b', 'c'] } }).spec.components.deny).toEqual(['a', 'b', 'c']);
  });

  test('two values of one field contradict each other, with both values and who wants them', () => {
    expect(merge({ accessControl: { policies: [{ appId: 'a', namespace: 'x', defaultAction: 'allow' }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'x', defaultAction: 'deny' }] } }).conflicts)
      .toEqual(['accessControl.policies[a x].defaultAction is "allow" by part0 and "deny" by part1']);
  });

  test('an API that one part allows and another denies is a contradiction', () => {
    const rule = { name: 'state', version: 'v1', protocol: 'http' };
    expect(merge({ api: { allowed: [rule] } }, { api: { denied: [rule] } }).conflicts).toEqual(['api state v1 of http is allowed and denied']);
  });

  test('the parts are left as they were', () => {
    const part = { features: [{ name: 'A', enabled: true }] };
    merge(part, { features: [{ name: 'B', enabled: true }] });
    expect(part.features).toHaveLength(1);
  });
});

test('what is merged is what the API server takes', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  const other = DaprApp.fromAppId(chart, 'billing', { appId: 'billing', namespace: 'finance' });
  new DaprConfiguration(chart, 'a', { accessControlPolicies: [{ app: other }], deniedApis: [{ api: DaprApi.SHUTDOWN }], apps: [checkout] });
  new DaprConfiguration(chart, 'b', { tracingSamplingRate: 0.1, metricsRecordErrorCodes: true, apps: [checkout] });
  const configurations = chart.toJson().filter(o => o.kind === 'Configuration');
  expect(configurations.flatMap(o => [...schemaErrors(o), ...emptyValues(o)])).toEqual([]);
  expect(refusal(chart)).toBe('');
});
