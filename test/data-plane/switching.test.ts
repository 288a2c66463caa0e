/** An app that moves from one data plane to another. */
import { DaprPlatformSettings, DataPlane, IDataPlane, MetadataValue, DaprComponent, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, codes, deployment, find, messagesOf, newChart, refusal, SHARED } from '../../scenarios/charts';
import { REMOTE } from '../support/export-targets';

const LIVE: DaprPlatformSettings = { ...SHARED, operatorServices: false, hotReload: false };
const MODELS: { [name: string]: () => IDataPlane } = {
  'sidecar': () => DataPlane.sidecar(),
  'shared DaemonSet': () => DataPlane.sharedDaemonSet(),
  'shared Deployment': () => DataPlane.sharedDeployment(),
  'pinned Deployment': () => DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }),
};
const NAMES = Object.keys(MODELS);
const PAIRS = NAMES.flatMap(from => NAMES.filter(to => to !== from).map(to => [from, to]));

/** The objects of an app with a state store, by kind and name. */
function objects(dataPlane: IDataPlane): Map<string, any> {
  const chart = newChart(LIVE, { namespace: 'shop' });
  const broker = new DaprComponent(chart, 'broker', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
  const checkout = app(chart, { workload: deployment(chart, 'w', { serviceAccountName: 'checkout' }), appPort: 8080, dataPlane, subscribes: [{ pubsub: broker, topic: 'orders', route: '/orders' }], readsSecrets: ['password'] });
  app(chart, { dataPlane: DataPlane.sidecar(), invokes: [checkout] }, 'caller');
  expect(refusal(chart)).toBe('');
  const all = chart.toJson().map((o: any): [string, any] => [`${o.kind} ${o.metadata.name}`, o]);
  expect(new Set(all.map(([key]) => key)).size).toBe(all.length);
  return new Map(all);
}

/** A sidecar loads the retry for events of the shared daprd too. */
function withoutFingerprint(template: any): any {
  const { 'cdk8s-dapr/resources': _fingerprint, ...annotations } = template.metadata.annotations ?? {};
  return { ...template, metadata: { ...template.metadata, annotations } };
}

const keysOf = (all: Map<string, any>): string[] => [...all.keys()];
const templateOf = (all: Map<string, any>): any => [...all].find(([key]) => key.startsWith('Deployment chart-w'))![1].spec.template;

describe.each(PAIRS)('from %s to %s', (from, to) => {
  const before = objects(MODELS[from]());
  const after = objects(MODELS[to]());
  const during = objects(DataPlane.switching(MODELS[from](), MODELS[to]()));

  test('the objects of both exist during the switch, and no others', () => {
    expect(keysOf(during).sort()).toEqual([...new Set([...keysOf(before), ...keysOf(after)])].sort());
  });

  test('no step changes the Service through which others call the app, or what the Configuration of its daprds says', () => {
    for (const all of [during, after]) {
      expect(all.get('Service checkout-dapr')).toEqual(before.get('Service checkout-dapr'));
      expect(all.get('Configuration checkout-daprd').spec).toEqual(before.get('Configuration checkout-daprd').spec);
    }
    expect(before.get('Service checkout-dapr').spec.selector).toEqual({ 'dapr.io/app-id': 'checkout' });
  });

  test('each daprd has its final form during the switch', () => {
    for (const key of ['Deployment checkout-daprd', 'DaemonSet checkout-daprd']) {
      expect(during.get(key)).toEqual(after.get(key) ?? before.get(key));
    }
  });

  test('the app uses its sidecar during the switch, if one of the two is a sidecar', () => {
    expect(withoutFingerprint(templateOf(during))).toEqual(withoutFingerprint(templateOf(to === 'sidecar' ? after : before)));
    expect(templateOf(during).metadata.annotations?.['dapr.io/enabled']).toBe([from, to].includes('sidecar') ? 'true' : undefined);
  });
});

test('a shared construct can be left and joined', () => {
  const chart = newChart(LIVE, { namespace: 'shop' });
  const front = new SharedDaprDeployment(chart, 'front', { appId: 'checkout' });
  app(chart, { appPort: 8080, dataPlane: DataPlane.switching(front, DataPlane.sidecar()) });
  expect(refusal(chart)).toBe('');
  expect(find(chart, 'Deployment', 'checkout-daprd')).toBeDefined();
  expect(chart.toJson().filter(o => o.kind === 'Service').map(o => o.metadata.name).sort()).toEqual(['checkout-channel', 'checkout-dapr', 'checkout-dapr-api']);
});

test('a switch needs a platform without the operator\'s Services and without HotReload', () => {
  const dataPlane = (): IDataPlane => DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDaemonSet());
  const of = (settings: DaprPlatformSettings): string[] => {
    const chart = newChart({ ...SHARED, ...settings });
    app(chart, { dataPlane: dataPlane() });
    return messagesOf(chart, 'DAPR7051');
  };
  expect(of({})).toEqual(['chart/checkout: dataPlane is DataPlane.switching, and operatorServices and hotReload of DaprPlatform are true']);
  expect(of({ hotReload: false })).toEqual(['chart/checkout: dataPlane is DataPlane.switching, and operatorServices of DaprPlatform is true']);
  expect(of(LIVE)).toEqual([]);
});

test.each<[string, string, () => IDataPlane]>([
  ['a remote Dapr', 'to', () => DataPlane.switching(DataPlane.sidecar(), DataPlane.remote(REMOTE))],
  ['a data plane of the user', 'from', () => DataPlane.switching({ bind: () => ({}) }, DataPlane.sidecar())],
  ['another switch', 'from', () => DataPlane.switching(DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDaemonSet()), DataPlane.sidecar())],
  ['nothing', 'to', () => DataPlane.switching(DataPlane.sidecar(), undefined as any)],
])('a switch with %s is refused', (_what, prop, dataPlane) => {
  const chart = newChart(LIVE);
  expect(codes(() => { app(chart, { dataPlane: dataPlane() }); return chart; })).toEqual(['DAPR7050']);
  expect(messagesOf(chart, 'DAPR7050')).toEqual([`chart/checkout: ${prop} of DataPlane.switching must be a sidecar or a shared daprd of this library`]);
});
