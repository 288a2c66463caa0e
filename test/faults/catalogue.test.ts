/** Every row of the catalogue of bad input is decided: refused, warned of, impossible by type, or done right by the library. */
import { Chart } from 'cdk8s';
import { AccessPolicy, DaprApi, DaprComponent, DaprConfiguration, DaprSubscription, DaprSubscriptionProps, DataPlane, MetadataValue, ResiliencyAppTarget, SecretScope } from 'cdk8s-dapr';
import { app, codes, find, newChart, refusal, SHARED, warningCodes } from '../../scenarios/charts';
import { BY_LIBRARY, BY_TYPE, FAULTS, ROWS, rowsOf } from '../../scenarios/faults/catalogue';
import { ERRORS, RIGHT, WARNINGS } from '../../scenarios/faults/rows';

test.each(ERRORS)('row %s is refused with %s', (_row, code, build, settings = {}) => {
  expect(codes(() => { const chart = newChart(settings); build(chart); return chart; })).toContain(code);
});

test.each(WARNINGS)('row %s is a warning %s and no error', (_row, code, build, settings = {}) => {
  const chart = newChart(settings);
  build(chart);
  expect(refusal(chart)).toBe('');
  expect(warningCodes(chart.node.root as Chart)).toContain(code);
});

test.each(RIGHT)('row %s is right: no %s', (_row, code, build, settings = {}) => {
  const chart = newChart(settings);
  build(chart);
  expect(refusal(chart)).not.toContain(code);
  expect(warningCodes(chart.node.root as Chart)).not.toContain(code);
});

test('rows impossible by type do not compile', () => {
  const impossible = {
    // @ts-expect-error -- only its factories make one
    69: () => new MetadataValue({ value: 'a', secretKeyRef: { name: 's', key: 'k' } }),
    // @ts-expect-error -- a name is no app
    99: (): Partial<AccessPolicy> => ({ app: 'billing' }),
    // @ts-expect-error -- a name is no store
    105: (): SecretScope => ({ secretStore: 'vault' }),
    // @ts-expect-error -- a name is no component
    113: (): Partial<DaprSubscriptionProps> => ({ pubsub: 'events' }),
    // @ts-expect-error -- whose subscription it is, is its app
    119: (): Partial<DaprSubscriptionProps> => ({ scopes: [] }),
    // @ts-expect-error -- a name is no policy
    124: (): ResiliencyAppTarget => ({ retry: 'patient' }),
    // @ts-expect-error -- a name is no app
    125: (): ResiliencyAppTarget => ({ app: 'billing' }),
  };
  expect(Object.keys(impossible)).toEqual(Object.keys(BY_TYPE));
});

/** What the library does so that the row cannot happen; other rows of that kind are in `bad-input.test.ts` and `network-policies.test.ts`. */
const DONE: { [row: string]: (chart: Chart) => void } = {
  94: chart => {
    app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(chart, 'c', { metricsEnabled: false }) }) });
    const { annotations } = find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata;
    expect(annotations).toMatchObject({ 'dapr.io/config': 'checkout-daprd', 'cdk8s-dapr/resources': expect.stringMatching(/^[0-9a-f]{16}$/) });
  },
  96: chart => {
    new DaprConfiguration(chart, 'c', { allowedApis: [{ api: DaprApi.STATE, versions: ['v1'] }], configurationName: 'c' });
    expect(find(chart, 'Configuration').spec.api.allowed.map((rule: any) => rule.protocol)).toEqual(['grpc', 'http']);
  },
  120: chart => {
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('r') } });
    new DaprSubscription(chart, 's', { app: app(chart, { appPort: 8080 }), pubsub, topic: 't', route: '/t' });
    expect(find(chart, 'Subscription').apiVersion).toBe('dapr.io/v2alpha1');
  },
};

test.each(Object.entries(DONE))('row %s is done right by the library', (_row, check) => {
  check(newChart(SHARED));
});

test('every row is decided', () => {
  const decided = new Set([...FAULTS.flatMap(({ fault }) => rowsOf(fault)), ...Object.keys({ ...BY_TYPE, ...BY_LIBRARY }).map(Number)]);
  expect(Array.from({ length: ROWS }, (_, i) => i + 1).filter(row => !decided.has(row))).toEqual([]);
});
