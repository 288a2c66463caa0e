import { App, Chart, Duration } from 'cdk8s';
import {
  DaprApp, DaprComponent, DaprConfiguration, DaprFeature, DaprPlatform, DaprWorkflowAccessPolicy, DataPlane, MetadataValue,
  WorkflowEventType, WorkflowOperation, WorkflowRole,
} from 'cdk8s-dapr';
import { Deployment } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.19', apiTokenSecret: 'dapr-api-token' });

const store = new DaprComponent(chart, 'workflow-store', {
  type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), actorStateStore: MetadataValue.of('true') },
});

/** An app that runs workflows, with the metrics and the fast path of Dapr 1.19. */
function worker(name: string): DaprApp {
  return new DaprApp(chart, name, {
    workload: new Deployment(chart, `${name}-web`, { containers: [{ image: `registry.example/${name}:1`, securityContext: { user: 10001, group: 10001 } }] }),
    appId: name,
    uses: [store],
    workflows: [WorkflowRole.WORKER],
    dataPlane: DataPlane.sidecar({
      configuration: new DaprConfiguration(chart, `${name}-settings`, {
        features: [DaprFeature.WORKFLOWS_FAST_PATH],
        metricsWorkflowLatencyDistributionBuckets: [1, 10, 60, 600],
        metricsWorkflowLatencyDistributionUnits: Duration.seconds(1),
      }),
    }),
  });
}
const orders = worker('orders');
const shipping = worker('shipping');

// Orders may start the workflow 'ship' only after its activity 'pay' completed.
new DaprWorkflowAccessPolicy(chart, 'shipping-access', {
  apps: [shipping],
  rules: [{
    callers: [orders],
    workflows: [
      { name: 'ship', operations: [WorkflowOperation.SCHEDULE], requires: [{ eventType: WorkflowEventType.ACTIVITY_COMPLETED, name: 'pay', app: orders }] },
      { name: 'ship', operations: [WorkflowOperation.GET] },
    ],
  }],
});

app.synth();
