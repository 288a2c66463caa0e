/** App IDs, their Services, and the internal gRPC port. */
import { ApiObject } from 'cdk8s';
import { DataPlane, SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, newChart, messagesOf, SHARED } from '../../scenarios/charts';
import { chartOf } from '../support/namespaces';
import { object } from '../support/objects';

describe('an app ID', () => {
  test('belongs to one app of a namespace, or to the apps of one shared daprd', () => {
    const chart = newChart(SHARED);
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    ['a', 'b', 'c'].forEach(id => app(blue, { appId: 'same' }, id));
    app(green, { appId: 'same' }, 'a');
    const front = new SharedDaprDeployment(green, 'front');
    ['x', 'y'].forEach(id => app(green, { dataPlane: front }, id));
    expect(messagesOf(chart, 'DAPR1004')).toEqual(["blue/b: app ID 'same' is also used by 'blue/a'", "blue/c: app ID 'same' is also used by 'blue/a'"]);
  });

  test('belongs to one shared daprd of a namespace', () => {
    const chart = newChart(SHARED);
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    new SharedDaprDeployment(blue, 'a', { appId: 'same' });
    new SharedDaprDaemonSet(blue, 'b', { appId: 'same' });
    new SharedDaprDeployment(blue, 'c', { appId: 'same' });
    new SharedDaprDeployment(green, 'a', { appId: 'same' });
    expect(messagesOf(chart, 'DAPR1004')).toEqual(['b', 'c'].map(id => `blue/${id}: app ID 'same' is also used by the shared daprd 'blue/a'`));
  });

  test('must not have both a sidecar and a shared daprd', () => {
    const chart = newChart(SHARED);
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    new SharedDaprDeployment(blue, 'same');
    app(blue, { appId: 'same' }, 'web');
    app(green, { appId: 'same' }, 'web');
    expect(messagesOf(chart, 'DAPR1005')).toEqual(["blue/web: app ID 'same' has a sidecar here and is also the app ID of the shared daprd 'blue/same'"]);
    expect(messagesOf(chart, 'DAPR1004')).toEqual([]);
  });

  test('reserves the name of a Service for Dapr in its namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(blue, { workload: deployment(blue, 'w', {}, {}, 'DaemonSet'), appPort: 8080 });
    ['checkout-dapr', 'checkout'].forEach(name => object(blue, 'Service', name));
    object(green, 'Service', 'checkout-dapr');
    new ApiObject(blue, 'knative', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'checkout-dapr' } });
    expect(messagesOf(chart, 'DAPR1006')).toEqual(["blue/checkout: Service 'blue/Service-checkout-dapr' has the name 'checkout-dapr', which is reserved for Dapr"]);
  });
});

test('the internal gRPC port must be the same for all apps', () => {
  const of = (...ports: (number | undefined)[]) => {
    const chart = newChart();
    ports.forEach((internalGrpcPort, i) => app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort }) }, `app${i}`));
    return messagesOf(chart, 'DAPR2007');
  };
  expect(of(50003, 50003, 50004)).toEqual(["chart/app2: internalGrpcPort is 50004 here and 50003 at 'chart/app0'"]);
  expect(of(50003, 50003)).toEqual([]);
  expect(of()).toEqual([]);
});
