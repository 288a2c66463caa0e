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

// A long-running app: it receives the events of the Jobs, and Dapr's scheduler calls it.
const dapr = new SharedDaprDeployment(chart, 'orders');
const orders = new DaprApp(chart, 'orders-dapr', {
  workload: new Deployment(chart, 'orders-web', { containers: [container('orders', 8080)] }),
  appPort: 8080,
  uses: [store],
  subscribes: [{ pubsub: events, topic: 'report-ready', route: '/reports' }],
  handlesJobs: ['expire-carts'],
  dataPlane: dapr,
});

// Runs every night. Its daprd is a native sidecar: it starts before the app and stops after it.
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

// Runs once, as the app itself. It joins the existing daprd, so no daprd starts or stops with it.
new DaprApp(chart, 'migration', {
  workload: new Job(chart, 'migrate', { containers: [container('migrate')] }),
  uses: [store],
  dataPlane: dapr,
});

app.synth();

ExportedFiles.write(app, 'picture', new TopologyExporter({ title: 'Orders, and the Jobs around them' }).export(DaprTopology.of(chart)));
