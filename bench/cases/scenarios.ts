/** Stacks in which many apps share something, wired by this library: each was once quadratic in the number of apps. */
import { ApiObject, App, Chart } from 'cdk8s';
import { DaprApp, DaprAppProps, DaprComponent, DaprPlatform, DaprResiliency, DataPlane, MetadataValue, ResiliencyRetry } from 'cdk8s-dapr';
import { Deployment, EnvValue } from 'cdk8s-plus-28';
import { IMAGE, NAMESPACE, PORT, TOKEN_SECRET } from './manifests';

export type Scenario = (root: App, apps: number) => void;

/** Numbers of the same length, so that objects of small and large Apps have the same size. */
const padded = (i: number): string => String(10_000 + i);
const range = (apps: number): number[] => Array.from({ length: apps }, (_, i) => i);

function platform(root: App, settings = {}): void {
  DaprPlatform.set(root, { daprVersion: '1.18', kubernetesVersion: '1.36', apiTokenSecret: TOKEN_SECRET, ...settings });
}

function app(chart: Chart, i: number, props: Omit<DaprAppProps, 'workload'>): DaprApp {
  const workload = new Deployment(chart, `web${padded(i)}`, {
    replicas: 2,
    containers: [{ image: IMAGE, portNumber: PORT, envVariables: { LOG_LEVEL: EnvValue.fromValue('info') } }],
  });
  return new DaprApp(chart, `app${padded(i)}`, { workload, appPort: PORT, ...props });
}

const redis = { redisHost: MetadataValue.of('redis:6379') };
const oneChart = (root: App): Chart => new Chart(root, 'c0', { namespace: NAMESPACE });

export const SCENARIOS: { readonly [name: string]: Scenario } = {
  'one broker, shared daprds': (root, apps) => {
    platform(root);
    const chart = oneChart(root);
    const broker = new DaprComponent(chart, 'broker', { type: 'pubsub.redis', version: 'v1', metadata: redis });
    range(apps).forEach(i => app(chart, i, { dataPlane: DataPlane.sharedDeployment(), uses: [broker] }));
  },
  'one broker, a topic per app': (root, apps) => {
    platform(root);
    const chart = oneChart(root);
    const broker = new DaprComponent(chart, 'broker', { type: 'pubsub.redis', version: 'v1', metadata: redis });
    range(apps).forEach(i => app(chart, i, {
      dataPlane: DataPlane.sharedDeployment(),
      publishes: [{ pubsub: broker, topic: `topic${padded(i)}` }],
      subscribes: [{ pubsub: broker, topic: `topic${padded((i + 1) % apps)}`, route: '/events' }],
    }));
  },
  'a component by name per app': (root, apps) => {
    platform(root);
    const chart = oneChart(root);
    for (const i of range(apps)) {
      const own = new DaprComponent(chart, `store${padded(i)}`, { type: 'state.redis', version: 'v1', metadata: redis });
      app(chart, i, { uses: [own, DaprComponent.fromComponentName(chart, `named${padded(i)}`, `cache-${padded(i)}`)] });
    }
  },
  'a missing Secret per app': (root, apps) => {
    platform(root);
    const chart = oneChart(root);
    for (const i of range(apps)) {
      new ApiObject(chart, `secret${padded(i)}`, {
        apiVersion: 'v1', kind: 'Secret', metadata: { name: `secret-${padded(i)}` }, stringData: { password: 'x' },
      });
      const own = new DaprComponent(chart, `store${padded(i)}`, {
        type: 'state.redis', version: 'v1', metadata: { ...redis, redisPassword: MetadataValue.fromSecret(`vault-of-${padded(i)}`, 'password') },
      });
      app(chart, i, { uses: [own] });
    }
  },
  'a budget and an autoscaler per app': (root, apps) => {
    platform(root);
    const chart = oneChart(root);
    for (const i of range(apps)) {
      const id = `app${padded(i)}`;
      const selector = { matchLabels: { 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': id } };
      new ApiObject(chart, `budget${padded(i)}`, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: id }, spec: { maxUnavailable: 1, selector } });
      new ApiObject(chart, `scaler${padded(i)}`, {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: id },
        spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: id } },
      });
      app(chart, i, { dataPlane: DataPlane.sharedDeployment() });
    }
  },
  'a Resiliency by scopes per app': (root, apps) => {
    platform(root);
    const chart = oneChart(root);
    const broker = new DaprComponent(chart, 'broker', { type: 'pubsub.redis', version: 'v1', metadata: redis });
    for (const i of range(apps)) {
      const retry = ResiliencyRetry.of('slow', { maxRetries: 3 });
      new DaprResiliency(chart, `patience${padded(i)}`, { scopes: [`app${padded(i)}`], componentTargets: [{ component: broker, outbound: { retry } }] });
      app(chart, i, { dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: broker, topic: 'orders', route: '/events' }] });
    }
  },
  'charts of five shared daprds': (root, apps) => {
    platform(root);
    for (const c of range(apps / 5)) {
      const chart = new Chart(root, `c${padded(c)}`, { namespace: NAMESPACE });
      range(5).forEach(i => app(chart, c * 5 + i, { dataPlane: DataPlane.sharedDeployment() }));
    }
  },
  'ten calls per app': (root, apps) => calls(root, apps, 10),
  'all apps call each other': (root, apps) => calls(root, apps, apps - 1),
};

function calls(root: App, apps: number, each: number): void {
  platform(root);
  const chart = oneChart(root);
  const all = range(apps).map(i => app(chart, i, {}));
  all.forEach((caller, i) => range(each).forEach(n => caller.addInvocation(all[(i + n + 1) % apps])));
}
