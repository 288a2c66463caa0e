/** The address at which a daprd outside the pods calls an app. */
import { ApiObject, Lazy } from 'cdk8s';
import { AppChannel, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import { app, find, newChart, pod, SHARED } from '../../scenarios/charts';

describe('the app channel', () => {
  test('an app without a port gets no channel Service', () => {
    const chart = newChart(SHARED);
    app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect(chart.toJson().filter(o => o.kind === 'Service').map(o => o.metadata.name)).toEqual(['checkout-dapr-api']);
  });

  test('the channel Service uses the workload\'s own selector, including later changes', () => {
    const chart = newChart(SHARED);
    let labels = { app: 'early' };
    const workload = new ApiObject(chart, 'w', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: Lazy.any({ produce: () => ({ selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'a' }] } } }) }),
    });
    app(chart, { workload, appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    labels = { app: 'late' };
    expect(find(chart, 'Service', 'checkout-channel').spec.selector).toEqual({ app: 'late' });
  });

  test('a workload without a selector gets a label for the channel Service to select', () => {
    const chart = newChart(SHARED);
    const workload = new kplus.Job(chart, 'job', { containers: [{ image: 'a', portNumber: 8080 }] });
    app(chart, { workload, appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    const { selector } = find(chart, 'Service', 'checkout-channel').spec;
    expect(pod(chart, 'Job').metadata.labels).toMatchObject(selector);
  });

  test('the channel Service and the NetworkPolicy of workloads whose selectors differ only by expressions select the pods of one of them', () => {
    const chart = newChart({ ...SHARED, derivedAccess: { networkPolicy: true } });
    for (const track of ['stable', 'canary']) {
      const workload = new ApiObject(chart, `web-${track}`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: {
          selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'track', operator: 'In', values: [track] }] },
          template: { metadata: { labels: { app: 'web', track } }, spec: { containers: [{ name: 'main', ports: [{ containerPort: 8080 }] }] } },
        },
      });
      app(chart, { workload, appPort: 8080, dataPlane: DataPlane.sharedDeployment() }, track);
    }
    for (const track of ['stable', 'canary']) {
      const selector = { 'cdk8s-dapr/app': `${track}-channel` };
      expect(find(chart, 'Service', `${track}-channel`).spec.selector).toEqual(selector);
      expect(find(chart, 'NetworkPolicy', `${track}-daprd`).spec.ingress[0].from).toEqual([{ podSelector: { matchLabels: selector } }]);
      expect(chart.toJson().find(o => o.metadata.name.endsWith(`web-${track}`) || o.spec?.template?.metadata.labels.track === track).spec.template.metadata.labels)
        .toEqual({ app: 'web', track, ...selector });
    }
  });

  test('a workload without a selector and an app port is not selected by the channel Service of another one with its app ID', () => {
    const chart = newChart(SHARED);
    const shared = new SharedDaprDeployment(chart, 'checkout');
    const pods = ['receiver', 'sender'].map(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Pod', metadata: { name: id }, spec: { containers: [{ name: 'main', ports: [{ containerPort: 8080 }] }] } }));
    app(chart, { workload: pods[0], appPort: 8080, appId: 'checkout', dataPlane: shared }, 'a');
    app(chart, { workload: pods[1], appId: 'checkout', dataPlane: shared }, 'b');
    const { selector } = find(chart, 'Service', 'checkout-channel').spec;
    expect(find(chart, 'Pod', 'receiver').metadata.labels).toEqual(selector);
    expect(find(chart, 'Pod', 'sender').metadata.labels).toEqual({ 'cdk8s-dapr/app': 'checkout' });
    expect(selector).toEqual({ 'cdk8s-dapr/app': 'checkout-channel' });
  });

  test.each([
    ['service', AppChannel.service('existing', 81), 'existing.shop.svc'],
    ['address', AppChannel.address('orders.example', 82), 'orders.example'],
  ])('an existing %s replaces the channel Service', (_kind, appChannel, host) => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const checkout = app(chart, { appPort: 8080, appChannel, dataPlane: DataPlane.sharedDeployment() });
    expect(find(chart, 'Service', 'checkout-channel')).toBeUndefined();
    expect(find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations)
      .toMatchObject({ 'dapr.io/app-channel-address': host, 'dapr.io/app-port': String(checkout.appAddress!.port) });
  });
});
