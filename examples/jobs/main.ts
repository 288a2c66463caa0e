import { App, Chart, Cron, Duration } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DaprTopology, ExportedFiles, MetadataValue, SharedDaprDeployment, TopologyExporter, WorkflowRole } from 'cdk8s-dapr';
import { ConcurrencyPolicy, ContainerProps, CronJob, Deployment, Job, Probe, RestartPolicy } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18', kubernetesVersion: '1.34', apiTokenSecret: 'dapr-api-token' });

const store = new DaprComponent(chart, 'orders-store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
const events = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
const container = (name: string, portNumber?: number): ContainerProps => ({
  image: `registry.example/${name}:1`,
  portNumber,
  securityContext: { user: 10001, group: 10001 },
  readiness: portNumber ? Probe.fromTcpSocket({ port: portNumber }) : undefined,
});

// An app that goes on: it receives what the Jobs send, and is called once a night by Dapr's own scheduler.
const dapr = new SharedDaprDeployment(chart, 'orders');
const orders = new DaprApp(chart, 'orders-dapr', {
  workload: new Deployment(chart, 'orders-web', { containers: [container('orders', 8080)] }),
  appPort: 8080,
  uses: [store],
  subscribes: [{ pubsub: events, topic: 'report-ready', route: '/reports' }],
  handlesJobs: ['expire-carts'],
  dataPlane: dapr,
});

// Each night: its daprd is a native sidecar, so it is there before the app and ends with it.
new DaprApp(chart, 'nightly-report', {
  workload: new CronJob(chart, 'report', {
    schedule: Cron.daily(),
    concurrencyPolicy: ConcurrencyPolicy.FORBID,
    activeDeadline: Duration.minutes(30),
    restartPolicy: RestartPolicy.ON_FAILURE,
    containers: [container('report')],
  }),
  invokes: [orders],
  publishes: [{ pubsub: events, topic: 'report-ready' }],
  workflows: [WorkflowRole.CLIENT],
});

// Once, and as the app itself: it joins the daprd that is there anyway, so nothing has to start and nothing has to stop.
new DaprApp(chart, 'migration', {
  workload: new Job(chart, 'migrate', { containers: [container('migrate')] }),
  uses: [store],
  dataPlane: dapr,
});

app.synth();

ExportedFiles.write(app, 'picture', new TopologyExporter({ title: 'Orders, and the Jobs around them' }).export(DaprTopology.of(chart)));
