/** An app: its app ID, and uses declared in any order. */
import { Duration } from 'cdk8s';
import { DaprComponent, DaprSubscription, DataPlane, SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, env, find, newChart, pod, errorsOf, SHARED } from '../../scenarios/charts';

describe('identity', () => {
  test('an app without an appId uses its construct ID', () => {
    const chart = newChart();
    expect(app(chart).appId).toBe('checkout');
  });

  test('facts of the wrong type are refused once, and never rendered', () => {
    const chart = newChart();
    app(chart, { appMaxConcurrency: Duration.hours(1) as any, appTokenSecret: [undefined] as any });
    expect(errorsOf(chart).split('\n').map(line => line.split('. ')[0])).toEqual([
      expect.stringMatching(/^DAPR3001: appMaxConcurrency must be a whole number from -1 to 2147483647; got '1h'/),
      'DAPR3008: appTokenSecret must be the name of a Secret; got [null]',
    ]);
  });

  test('an app uses the app ID of its shared data plane', () => {
    const chart = newChart(SHARED);
    const dataPlane = new SharedDaprDeployment(chart, 'daprd', { appId: 'storefront' });
    expect(app(chart, { dataPlane }).appId).toBe('storefront');
  });

  test('a shared data plane without an appId uses its construct ID', () => {
    expect(new SharedDaprDaemonSet(newChart(SHARED), 'storefront').identity).toBe('storefront');
  });

  test('several workloads behind one shared daprd share an app ID, and one of them receives', () => {
    const chart = newChart(SHARED);
    const dataPlane = new SharedDaprDeployment(chart, 'storefront');
    app(chart, { workload: deployment(chart, 'api'), appPort: 8080, dataPlane }, 'a');
    app(chart, { workload: deployment(chart, 'worker'), dataPlane }, 'b');
    expect(env(pod(chart, 'Deployment', undefined)).APP_ID).toBe('storefront');
    expect(find(chart, 'Deployment', 'storefront-daprd').spec.template.metadata.annotations['dapr.io/app-channel-address']).toBe('storefront-channel');
    expect(errorsOf(chart)).toBe('');
  });
});

test('uses, scopes and subscriptions may be declared after the app', () => {
  const chart = newChart(SHARED);
  const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  const before = find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  checkout.addComponent(store);
  new DaprSubscription(chart, 's', { app: checkout, pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
  expect(find(chart, 'Component', 'store').scopes).toEqual(['checkout']);
  expect(find(chart, 'Component', 'events').scopes).toEqual(['checkout']);
  expect(find(chart, 'Resiliency')).toBeDefined();
  expect(find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources']).not.toBe(before);
});
