/** A Knative Service as the workload of an app, with daprd at any location. */
import { ApiObject, Include, Yaml } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, refusal, warningCodes } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { AWAKE, daprd, knative, refusalOf, shop } from '../../support/knative';

test('a Knative Service is distinguished from a Kubernetes Service', () => {
  const chart = shop();
  expect(app(chart, { workload: knative(chart) }).workloadKind).toBe('KnativeService');
  const core = new ApiObject(chart, 'core', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } });
  app(chart, { workload: core }, 'other');
  expect(refusal(chart)).toContain('DAPR1017');
});

test('a Knative Service from a file is a workload', () => {
  const chart = shop();
  const url = Yaml.tmp([{
    apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'orders', namespace: 'shop' }, spec: { template: { spec: { containers: [{ image: 'a' }] } } },
  }]);
  app(chart, { workload: new Include(chart, 'file', { url }), appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  expect(refusalOf(chart)).toBe('');
  expect(daprd(chart)['dapr.io/app-channel-address']).toBe('orders.shop.svc');
});

test('the switch from shared to sidecar is one argument, and a function that may scale to zero is reported', () => {
  const of = (dataPlane = DataPlane.sharedDeployment(), annotations = {}) => {
    const chart = shop();
    app(chart, { workload: knative(chart, annotations), appPort: 8080, dataPlane, subscribes: [{ pubsub: inMemoryBroker(chart), topic: 't', route: '/t' }] });
    return refusalOf(chart);
  };
  expect(of()).toBe('');
  expect(of(DataPlane.sidecar(), AWAKE)).toBe('');
  expect(of(DataPlane.sidecar())).toMatch(/DAPR8011: the app subscribes to 't' of 'events'; min-scale is not set.*[Ss]et autoscaling\.knative\.dev\/min-scale.*shared daprd/);
});

test('without a declared port the container listens on 8080', () => {
  const chart = shop();
  app(chart, { workload: knative(chart, AWAKE, { container: { ports: undefined } }), appPort: 8080 });
  expect(warningCodes(chart)).toEqual([]);
  const other = shop();
  app(other, { workload: knative(other, AWAKE, { container: { ports: undefined } }), appPort: 8081 });
  expect(warningCodes(other)).toEqual(['DAPR2004']);
});

test.each(['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'])('variable %s is reserved by Knative', name => {
  const chart = shop();
  app(chart, { workload: knative(chart, {}, { container: { env: [{ name, value: '1' }] } }) });
  expect(refusalOf(chart)).toContain(`DAPR8013: a container sets ${name}`);
});

test('a container without a name is reported as such', () => {
  const chart = shop();
  app(chart, { workload: knative(chart, {}, { container: { env: [{ name: 'DAPR_HTTP_PORT', value: '1' }] } }) });
  expect(refusalOf(chart)).toContain('container without a name sets DAPR_HTTP_PORT');
});
