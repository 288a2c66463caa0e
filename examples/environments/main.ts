import { App } from 'cdk8s';
import { DaprPlan, DaprTopology, DataPlane, ExportedFiles, TopologyExporter } from 'cdk8s-dapr';
import { Shop } from './shop';

// One chart for each stage, and one cluster for each chart: all have the same namespace, app IDs and names.
const app = new App();
const dev = new Shop(app, 'dev', { daprVersion: '1.18.3', replicas: 2, redis: 'redis.shop.svc:6379', dataPlane: DataPlane.sidecar() });
const staging = new Shop(app, 'staging', { daprVersion: '1.18.3', replicas: 3, redis: 'redis.staging.example:6379', dataPlane: DataPlane.sharedDeployment() });
const prod = new Shop(app, 'prod', { daprVersion: '1.18.2', replicas: 4, redis: 'redis.prod.example:6379', dataPlane: DataPlane.sharedDeployment({ replicas: 3 }) });
app.synth();

// A folder for each cluster, with its topology and its costs.
ExportedFiles.write(app, 'picture', new TopologyExporter().export(DaprTopology.of(app)));

// What a promotion from one stage to the next will do, for a review.
ExportedFiles.write(app, 'plan', [
  { path: 'dev-to-staging.md', content: DaprPlan.between(dev.toJson(), staging.toJson()).toMarkdown() },
  { path: 'staging-to-prod.md', content: DaprPlan.between(staging.toJson(), prod.toJson()).toMarkdown() },
]);
