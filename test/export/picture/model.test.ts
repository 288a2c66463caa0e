/** The topology as JSON, of which pictures and costs are made. */
import { App, Chart } from 'cdk8s';
import { DaprComponent, DaprPlatform, DaprTopology, TopologyExporter } from 'cdk8s-dapr';
import { Json } from '../../../src/util/json';
import { app, everything, json, PLATFORM } from '../../support/pictures';

describe('the topology as JSON', () => {
  const all = json(everything());
  const named = (list: Json[], id: string): Json => list.find(each => each.id === id)!;

  test('says where the daprd of each app is', () => {
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

  test('is in the order of the ids, whatever was defined first', () => {
    for (const list of [all.apps, all.dataPlanes, all.components, all.topics]) {
      const ids = list.map(({ id }: Json) => id);
      expect(ids).toEqual([...ids].sort());
    }
  });

  test('says what an app is', () => {
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

  test('says who uses a component and who may', () => {
    expect(named(all.components, 'shop/order-state')).toMatchObject({
      type: 'state.redis', scopes: ['checkout', 'stock', 'storefront'], apps: ['chart/checkout', 'chart/stock', 'chart/web'],
    });
    expect(named(all.components, 'shop/features')).toMatchObject({ availableToNamespace: true, apps: [] });
    expect(named(all.components, 'shop/locks').apps).toEqual(['outside/legacy-erp']);
    expect(named(all.components, 'shop/nightly').calls).toEqual(['chart/reports']);
    expect(named(all.components, 'shop/audit-log')).toEqual({ id: 'shop/audit-log', name: 'audit-log', namespace: 'shop', apps: ['chart/checkout'] });
  });

  test('says where events come from and where they go', () => {
    expect(all.topics).toEqual([
      { id: 'shop/events/orders', component: 'shop/events', name: 'orders', publishers: ['chart/checkout'], subscribers: ['chart/payments'] },
      { id: 'shop/events/poison', component: 'shop/events', name: 'poison', publishers: [], subscribers: [], deadLettersOf: ['chart/payments'] },
    ]);
  });

  test('says who invokes whom, inside and outside', () => {
    expect(all.invocations).toEqual(['chart/payments', 'chart/stock', 'outside/legacy-erp'].map(to => ({ from: 'chart/checkout', to })));
    expect(all.outsideApps).toEqual([{ id: 'outside/legacy-erp', appId: 'legacy-erp' }]);
  });

  test('keeps apps of one app-id in two namespaces apart', () => {
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
