/** The Service through which apps reach a shared daprd. */
import { ApiReachability, DataPlane } from 'cdk8s-dapr';
import { app, find, newChart, SHARED } from '../../../scenarios/charts';
import { KINDS } from '../../support/shared-daprds';

describe.each(KINDS)('a shared %s', (_, make) => {
  test('has a Service for apps with only the two API ports', () => {
    const chart = newChart(SHARED);
    make(chart, { grpcPort: 50011 });
    expect(find(chart, 'Service', 'front-dapr-api').spec.ports.map((p: any) => p.port)).toEqual([3500, 50011]);
  });

  test.each([
    ['its app may call before it listens', {}, {}, true, true],
    ['its app must listen first', { apiReachability: ApiReachability.AFTER_APP_LISTENS }, {}, true, undefined],
    ['the cluster policy is installed', {}, { clusterPolicyInstalled: true }, true, undefined],
    ['none of its apps has a port', {}, {}, false, undefined],
  ])('publishes addresses that are not ready only if needed: %s', (_case, props, settings, port, published) => {
    const chart = newChart({ ...SHARED, ...settings });
    app(chart, { dataPlane: make(chart, props), appPort: port ? 8080 : undefined });
    expect(find(chart, 'Service', 'front-dapr-api').spec.publishNotReadyAddresses).toBe(published);
  });

  test.each<[string, any, boolean]>([['an injected daprd', {}, true], ['a pinned daprd', { pinned: { image: 'ghcr.io/dapr/daprd:1.18.2' } }, false]])(
    'for %s: selects only pods that have a daprd, also of those that are not ready', (_case, props, injected) => {
      const chart = newChart(SHARED, { namespace: 'shop' });
      make(chart, props);
      expect(find(chart, 'Service', 'front-dapr-api').spec.selector).toEqual({
        'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': 'front-daprd', ...(injected ? { 'dapr.io/app-id': 'front' } : {}),
      });
    });

  test.each([
    ['without namespace and cluster domain', {}, {}, 'http://front-dapr-api:3500'],
    ['with the namespace', {}, { namespace: 'shop' }, 'http://front-dapr-api.shop.svc:3500'],
    ['with the cluster domain', { clusterDomain: 'acme.local' }, { namespace: 'shop' }, 'http://front-dapr-api.shop.svc.acme.local:3500'],
  ])('has endpoints as qualified as the settings allow: %s', (_case, settings, props, endpoint) => {
    const daprd = make(newChart({ ...SHARED, ...settings }, props));
    expect(daprd.httpEndpoint).toBe(endpoint);
    expect(daprd.grpcEndpoint).toBe(endpoint.replace('3500', '50001'));
    expect([daprd.identity, daprd.apiServiceName]).toEqual(['front', 'front-dapr-api']);
  });
});

test('the whole Service, and the ServiceAccount of a daprd that reads Secrets', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  app(chart, { dataPlane: DataPlane.sharedDeployment(), readsSecrets: ['db'] });
  const labels = { 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': 'checkout-daprd' };
  expect(find(chart, 'Service', 'checkout-dapr-api')).toMatchObject({
    apiVersion: 'v1',
    spec: {
      selector: labels,
      ports: [{ name: 'dapr-http', port: 3500, targetPort: 3500, protocol: 'TCP' }, { name: 'dapr-grpc', port: 50001, targetPort: 50001, protocol: 'TCP' }],
    },
  });
  expect(find(chart, 'ServiceAccount', 'checkout-daprd')).toMatchObject({ apiVersion: 'v1', metadata: { labels }, automountServiceAccountToken: false });
  expect(find(chart, 'Deployment', 'checkout-daprd').apiVersion).toBe('apps/v1');
});
