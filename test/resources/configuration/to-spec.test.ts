/** The rendered spec of a Configuration. */
import { Chart } from 'cdk8s';
import { AccessAction, DaprApi, DaprComponent, DaprConfiguration, DaprWarnings, DataPlane } from 'cdk8s-dapr';
import { app, codes, find, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { apiVersions } from '../../../src/resources/configuration/access-spec';

const specOf = (props: any, settings: any = {}) => {
  const chart = newChart(settings);
  new DaprConfiguration(chart, 'c', props);
  return find(chart, 'Configuration').spec;
};

describe('the spec of a Configuration', () => {
  test('metrics are rendered as metrics, which overrides metric', () => {
    expect(specOf({ metricsRecordErrorCodes: true })).toEqual({ metrics: { enabled: true, recordErrorCodes: true } });
  });

  test('an API is allowed or denied for both protocols and all versions of the declared Dapr version', () => {
    expect(specOf({ allowedApis: [{ api: DaprApi.JOBS }] }, { daprVersion: '1.17' }).api.allowed).toEqual([
      { name: 'jobs', version: 'v1alpha1', protocol: 'grpc' }, { name: 'jobs', version: 'v1alpha1', protocol: 'http' },
    ]);
    expect(specOf({ deniedApis: [{ api: DaprApi.JOBS }] }, { daprVersion: '1.18' }).api.denied.map((rule: any) => `${rule.version} ${rule.protocol}`))
      .toEqual(['v1 grpc', 'v1 http', 'v1alpha1 grpc', 'v1alpha1 http']);
  });

  test('an API that the declared Dapr does not have yet is refused, because the empty list would allow every call', () => {
    const refused = (props: object, daprVersion?: string): string[] => {
      const chart = newChart({ daprVersion });
      new DaprConfiguration(chart, 'c', props);
      return messagesOf(chart, 'DAPR3107');
    };
    const rules = [{ api: DaprApi.BINARY_STORE }];
    expect(refused({ allowedApis: rules }, '1.18')).toEqual(["chart/c: allowedApis[0].api must be an API of Dapr 1.18; got 'binarystore', which Dapr supports since 1.19"]);
    expect(refused({ deniedApis: rules }, '1.18')).toHaveLength(1);
    expect(refused({ allowedApis: rules }, '1.19')).toEqual([]);
    expect(specOf({ allowedApis: rules }, { daprVersion: '1.19' }).api.allowed).toEqual([
      { name: 'binarystore', version: 'v1alpha1', protocol: 'grpc' }, { name: 'binarystore', version: 'v1alpha1', protocol: 'http' },
    ]);
  });

  test.each(Object.values(DaprApi))('a list with only %s closes both protocols for every declared Dapr version', api => {
    for (const daprVersion of ['1.16', '1.17', '1.18', '1.19'].filter(version => apiVersions(api.apiName, version).length)) {
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

  test('an operation begins with a slash, as Dapr requires', () => {
    const [policy] = policyOf(chart => ({ app: app(chart), operations: [{ name: 'a', action: AccessAction.ALLOW }] })).policies;
    expect(policy.operations[0].name).toBe('/a');
  });

  test('an operation without verbs has all of them by name: daprd ignores one without verbs for HTTP calls', () => {
    const [policy] = policyOf(chart => ({ app: app(chart), operations: [{ name: '/a', action: AccessAction.DENY }] })).policies;
    expect(policy.operations).toEqual([{ name: '/a', action: 'deny', httpVerb: ['*'] }]);
  });

  test('operations that a policy does not list are denied', () => {
    const [policy] = policyOf(chart => ({ app: app(chart), operations: [{ name: '/a', action: AccessAction.ALLOW }] })).policies;
    expect(policy).toMatchObject({ defaultAction: 'deny', operations: [{ name: '/a', action: 'allow' }] });
  });

  test('the trust domain of a caller is that of its Configuration, even if it is defined later', () => {
    const [policy] = policyOf(chart => {
      const checkout = app(chart);
      new DaprConfiguration(chart, 'of-the-caller', { accessControlTrustDomain: 'front', apps: [checkout] });
      return { app: checkout };
    }).policies;
    expect(policy.trustDomain).toBe('front');
  });

  test('the trust domain of a caller behind a shared daprd is that of the Configuration of its data plane', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const configuration = new DaprConfiguration(chart, 'front', { accessControlTrustDomain: 'front' });
    const caller = app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration }) });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: caller }] });
    expect(find(chart, 'Configuration', 'c').spec.accessControl.policies[0].trustDomain).toBe('front');
  });

  test('row 96: an API is allowed for both protocols', () => {
    expect(specOf({ allowedApis: [{ api: DaprApi.STATE, versions: ['v1'] }] }).api.allowed.map((rule: any) => rule.protocol)).toEqual(['grpc', 'http']);
  });

  test('a secret scope denies all secrets that it does not list', () => {
    const chart = newChart();
    new DaprConfiguration(chart, 'c', { secretScopes: [{ secretStore: DaprComponent.fromComponentName(chart, 'k', 'kubernetes'), allowedSecrets: ['a'] }] });
    expect(find(chart, 'Configuration').spec.secrets.scopes).toEqual([{ storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: ['a'] }]);
  });

  test('allowed secrets override the default access, without a warning', () => {
    const chart = newChart();
    const secretStore = DaprComponent.fromComponentName(chart, 'k', 'kubernetes');
    new DaprConfiguration(chart, 'c', { secretScopes: [{ secretStore, defaultAccess: AccessAction.ALLOW, allowedSecrets: ['a'] }] });
    expect(codes(() => chart)).toEqual([]);
    expect(DaprWarnings.of(chart).list().map(({ code }) => code)).not.toContain('DAPR5008');
  });

  test('a pipeline handler has the type of its component, which is scoped to every app with the Configuration', () => {
    const chart = newChart();
    const limit = new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' });
    new DaprConfiguration(chart, 'c', { httpPipeline: [{ component: limit }], apps: [app(chart)] });
    expect(find(chart, 'Configuration').spec.httpPipeline.handlers).toEqual([{ name: 'limit', type: 'middleware.http.ratelimit' }]);
    expect(find(chart, 'Component', 'limit').scopes).toEqual(['checkout']);
  });

  test('traces are sampled if an exporter is set, and an OTLP exporter is secure by default', () => {
    expect(specOf({ otel: { endpointAddress: 'otel:4317', protocol: 'grpc' } }).tracing)
      .toEqual({ samplingRate: '1', otel: { endpointAddress: 'otel:4317', protocol: 'grpc', isSecure: true } });
  });
});
