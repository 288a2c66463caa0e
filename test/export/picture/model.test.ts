/** The topology as JSON, the source of pictures and costs. */
import { App, Chart } from 'cdk8s';
import { DaprComponent, DaprPlatform, DaprTopology, TopologyExporter } from 'cdk8s-dapr';
import { Json } from '../../../src/util/json';
import { app, everything, json, PLATFORM } from '../../support/pictures';

describe('the topology as JSON', () => {
  const all = json(everything());
  const named = (list: Json[], id: string): Json => list.find(each => each.id === id)!;

  test('contains the data plane of each app', () => {
    expect(Object.fromEntries(all.dataPlanes.map(({ id, model }: Json) => [id, model]))).toEqual({
      'chart/checkout': 'sidecar',
      'chart/ledger': 'remote',
      'chart/payments': 'sidecar',
      'chart/reports': 'sidecar',
      'chart/stock/DataPlane': 'sharedPerNode',
      'chart/storefront': 'sharedPerCluster',
    });
    expect(named(all.dataPlanes, 'chart/storefront')).toMatchObject({ apps: ['chart/web', 'chart/web-worker'], replicas: { min: 2, max: 6 } });
    expect(named(all.dataPlanes, 'chart/ledger').endpoint).toBe('https://http.dapr.example:443');
    expect(named(all.apps, 'chart/web-worker')).toMatchObject({ appId: 'storefront', dataPlane: 'chart/storefront' });
  });

  test('is sorted by ID, regardless of the order of definition', () => {
    for (const list of [all.apps, all.dataPlanes, all.components, all.topics]) {
      const ids = list.map(({ id }: Json) => id);
      expect(ids).toEqual([...ids].sort());
    }
  });

  test('contains workload, port and uses of an app', () => {
    expect(named(all.apps, 'chart/payments')).toMatchObject({
      appId: 'payments',
      namespace: 'shop',
      workload: { kind: 'Deployment', replicas: { min: 2, max: 2 } },
      appPort: 8080,
      appProtocol: 'http',
      does: [{ kind: 'actors' }, { kind: 'job', subject: 'tidy-up' }],
    });
    expect(named(all.apps, 'chart/checkout')).not.toHaveProperty('appPort');
  });

  test('contains the users and the scopes of a component', () => {
    expect(named(all.components, 'shop/order-state')).toMatchObject({
      type: 'state.redis', scopes: ['checkout', 'stock', 'storefront'], apps: ['chart/checkout', 'chart/stock', 'chart/web'],
    });
    expect(named(all.components, 'shop/features')).toMatchObject({ availableToNamespace: true, apps: [] });
    expect(named(all.components, 'shop/locks').apps).toEqual(['outside/legacy-erp']);
    expect(named(all.components, 'shop/nightly').calls).toEqual(['chart/reports']);
    expect(named(all.components, 'shop/audit-log')).toEqual({ id: 'shop/audit-log', name: 'audit-log', namespace: 'shop', apps: ['chart/checkout'] });
  });

  test('contains publishers and subscribers of topics', () => {
    expect(all.topics).toEqual([
      { id: 'shop/events/orders', component: 'shop/events', name: 'orders', publishers: ['chart/checkout'], subscribers: ['chart/payments'] },
      { id: 'shop/events/poison', component: 'shop/events', name: 'poison', publishers: [], subscribers: [], deadLettersOf: ['chart/payments'] },
    ]);
  });

  test('contains invocations of apps inside and outside the topology', () => {
    expect(all.invocations).toEqual(['chart/payments', 'chart/stock', 'outside/legacy-erp'].map(to => ({ from: 'chart/checkout', to })));
    expect(all.outsideApps).toEqual([{ id: 'outside/legacy-erp', appId: 'legacy-erp' }]);
  });

  test('distinguishes apps with the same app ID in two namespaces', () => {
    const root = new App();
    for (const namespace of ['blue', 'green']) {
      const chart = new Chart(root, namespace, { namespace });
      DaprPlatform.set(chart, PLATFORM);
      const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
      const target = app(chart, 'orders', { appPort: 8080, uses: [store] });
      app(chart, 'web', { invokes: [target] });
    }
    const { components, invocations } = JSON.parse(new TopologyExporter().export(DaprTopology.of(root))[0].content);
    expect(components.map(({ id, apps }: Json) => [id, apps])).toEqual([['blue/store', ['blue/orders']], ['green/store', ['green/orders']]]);
    expect(invocations).toEqual(['blue', 'green'].map(each => ({ from: `${each}/web`, to: `${each}/orders` })));
  });
});
