import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform } from 'cdk8s-dapr';
import { Deployment } from 'cdk8s-plus-28';
import { Gateway } from './gateway';

const app = new App();
const chart = new Chart(app, 'report', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18' });
new DaprApp(chart, 'report', {
  workload: new Deployment(chart, 'workload', { replicas: 1, containers: [{ image: 'test.local/report:1', securityContext: { user: 10001, group: 10001 } }] }),
  uses: [DaprComponent.fromComponentName(chart, 'orders', 'orders')],
  dataPlane: new Gateway('dapr-gateway.platform.svc'),
});
app.synth();
