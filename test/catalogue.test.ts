/** Every row of the catalogue of bad input is decided: refused, warned of, impossible by type, or done right by the library. */
import { Chart } from 'cdk8s';
import { DaprApi, DaprComponent, DaprConfiguration, DaprSubscription, DaprSubscriptionProps, DataPlane, MetadataValue, ResiliencyAppTarget, SecretScope } from 'cdk8s-dapr';
import * as input from './bad-input-rows';
import * as resources from './bad-resources-rows';
import { ERRORS, RIGHT, WARNINGS } from './catalogue-rows';
import { app, codes, find, newChart, refusal, SHARED, warningCodes } from './fixture';

const ROWS = 168;

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

/** What cannot be written: it would not compile. */
const BY_TYPE: { [row: string]: string } = {
  69: 'a MetadataValue is one of text, secret and environment',
  99: 'the app of an access policy is a construct',
  105: 'the store of a secret scope is a construct',
  113: 'the broker of a subscription is a construct',
  119: 'a subscription has one app',
  124: 'a target of a resiliency holds its policies',
  125: 'a target of a resiliency is a construct',
};

test('rows impossible by type do not compile', () => {
  // @ts-expect-error -- 113: a name is no component
  const subscription: Partial<DaprSubscriptionProps> = { pubsub: 'events' };
  // @ts-expect-error -- 105: a name is no store
  const scope: SecretScope = { secretStore: 'vault' };
  // @ts-expect-error -- 124: a name is no policy
  const target: ResiliencyAppTarget = { retry: 'patient' };
  expect([subscription, scope, target]).toHaveLength(3);
});

/** What the library does so that the row cannot happen, and where that is asserted. */
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

/** Rows with tests of their own in `bad-input.test.ts`. */
const ASSERTED = [14, 39, 69, 79, 144, 151, 168];

/** Policies of the network are derived from what apps declare, so that no peer is a selector written by hand. */
const DERIVED = [162];

test('every row is decided', () => {
  const cases = [input, resources, { ERRORS, WARNINGS }].flatMap(all => [...all.ERRORS, ...all.WARNINGS]);
  const numbers = cases.flatMap(([row]) => (/^\d+( and \d+)*/.exec(row)?.[0] ?? '').split(' and ').filter(Boolean).map(Number));
  const decided = new Set([...numbers, ...Object.keys({ ...BY_TYPE, ...DONE }).map(Number), ...ASSERTED, ...DERIVED]);
  expect(Array.from({ length: ROWS }, (_, i) => i + 1).filter(row => !decided.has(row))).toEqual([]);
});
