/** The models in words and pictures; what each emits and cannot carry is read off a real synth. */
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane, IDataPlane } from '../src';
import { Registry } from '../src/private/registry';

export interface Model {
  readonly title: string;
  /** How it is chosen. */
  readonly argument: string;
  readonly dataPlane: IDataPlane;
  readonly kind?: 'Deployment' | 'Job';
  /** True for what is an option of another model. */
  readonly variant?: boolean;
  readonly where: string;
  readonly reached: string;
  readonly when: string;
  readonly price: string;
  /** Lines of a Mermaid flowchart. */
  readonly picture: string[];
  /** What else one should know. */
  readonly notes: string[];
}

const BROKER = 'broker[(state, broker, ...)]';

export const MODELS: Model[] = [
  {
    title: 'Sidecar',
    argument: '`DataPlane.sidecar()`',
    dataPlane: DataPlane.sidecar(),
    where: 'in each pod, injected; a native sidecar in Job and CronJob',
    reached: 'localhost',
    when: 'almost always',
    price: 'a daprd for each pod; it lives and dies with the app',
    picture: ['subgraph pod', 'app <-->|localhost| daprd', 'end', `daprd --> ${BROKER}`, 'daprd <-->|mTLS| others[daprds of other apps]'],
    notes: [
      'At zero replicas there is no daprd: nothing is received, and invocation fails.',
      'Dapr\'s operator makes the Service for invocation for Deployment and StatefulSet; for other kinds with a port it is emitted.',
    ],
  },
  {
    title: 'Short-lived',
    argument: '`DataPlane.sidecar()` with a Job or CronJob',
    dataPlane: DataPlane.sidecar(),
    kind: 'Job',
    where: 'in the pod of each Job or CronJob, as a native sidecar',
    reached: 'localhost',
    when: 'something runs and ends',
    price: 'the start of a daprd for each run; Dapr 1.18 and Kubernetes 1.29, or a shared daprd instead',
    picture: ['subgraph pod', 'app -->|localhost| daprd', 'end', `daprd --> ${BROKER}`],
    notes: ['daprd starts before the app and ends after it, so the Job completes. The app waits for `GET /v1.0/healthz/outbound`; SDKs do.'],
  },
  {
    title: 'Shared, one on each node',
    argument: '`DataPlane.sharedDaemonSet()`',
    dataPlane: DataPlane.sharedDaemonSet(),
    where: 'one on each node',
    reached: 'a Service that prefers the own node',
    when: 'many pods of one app on each node, or scale to zero, and latency matters',
    price: 'a daprd for each node and app-id; a node shares its downtime and its noise; it does not scale',
    picture: [
      'subgraph node1', 'app1[app] --> daprd1[daprd]', 'app2[app] --> daprd1', 'end', 'subgraph node2', 'app3[app] --> daprd2[daprd]', 'end',
      `daprd1 --> ${BROKER}`, 'daprd2 --> broker', 'daprd1 -->|channel Service| app3',
    ],
    notes: [
      'While the daprd of a node is away, calls go to another node; with `strictlyNodeLocal`, or before Kubernetes 1.34, they fail.',
      'The app must listen on all addresses, not on localhost.',
      'Actors at the app\'s port need exactly one replica of the app (DAPR8002).',
    ],
  },
  {
    title: 'Shared, a few for the cluster',
    argument: '`DataPlane.sharedDeployment()`',
    dataPlane: DataPlane.sharedDeployment(),
    where: 'a few for the cluster',
    reached: 'a Service',
    when: 'many pods or scale to zero, and a network hop is acceptable',
    price: 'all pods share its downtime and its noise; somebody sizes it, or the autoscaler does',
    picture: ['app1[app] -->|API Service| daprd', 'app2[app] -->|API Service| daprd', 'daprd -->|channel Service| app1', `daprd --> ${BROKER}`],
    notes: [
      'It goes on receiving while the app is at zero; the retry that keeps events until the app is back is emitted with each subscription.',
      'The app must listen on all addresses, not on localhost.',
      'Actors at the app\'s port need exactly one replica of the app (DAPR8002).',
    ],
  },
  {
    title: 'Shared, pinned',
    argument: '`pinned` of `DataPlane.sharedDaemonSet()` and `DataPlane.sharedDeployment()`',
    dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }),
    variant: true,
    where: 'as with the shared ones, in a container written here instead of injected',
    reached: 'a Service',
    when: 'the namespace has no injector, enforces Pod Security `restricted`, or must hold the version of daprd',
    price: 'the trust anchors of the control plane in a ConfigMap of the namespace, and a restart when they are rotated; upgrades of daprd are yours',
    picture: ['app -->|API Service| daprd', 'daprd -->|channel Service| app', 'anchors[ConfigMap dapr-trust-bundle] --> daprd', `daprd --> ${BROKER}`],
    notes: ['It is reachable before the app listens, and a rollout loses no call, without the cluster policy.'],
  },
  {
    title: 'Remote Dapr',
    argument: '`DataPlane.remote()`',
    dataPlane: DataPlane.remote({ httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443' }),
    where: 'somebody else\'s, behind https and a token',
    reached: 'its endpoints',
    when: 'Dapr runs elsewhere: another cluster, another team, a service',
    price: 'a way over the network for each call; what it loads is not in your hands',
    picture: ['app -->|https, token| dapr[Dapr API]', 'dapr -.->|appEndpoint| app', `dapr --> ${BROKER}`],
    notes: ['A resource that only such apps use is left out of the YAML: nobody in the cluster would load it, and without Dapr\'s CRDs it would be refused. With `appEndpoint` everything can be delivered that Dapr can deliver.'],
  },
  {
    title: 'Catalyst',
    argument: '`DataPlane.catalyst()`',
    dataPlane: DataPlane.catalyst({ httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443' }),
    where: 'Diagrid\'s, one identity an app',
    reached: 'the endpoints of the project',
    when: 'no Dapr is to be run at all',
    price: 'a service to pay, and a way over the internet for each call',
    picture: ['app -->|https, token of the app| catalyst[Catalyst]', 'catalyst -.->|appEndpoint| app', `catalyst --> ${BROKER}`],
    notes: ['The token is the identity. Going back is the same stack with another argument.'],
  },
];

/** One app with a port in that model, as a synth has it. */
function built({ dataPlane, kind = 'Deployment' }: Model): { emitted: string[]; limits: string[] } {
  const chart = new Chart(new App(), 'c');
  DaprPlatform.set(chart, { apiTokenSecret: 'token' });
  const template = {
    metadata: { labels: { app: 'a' } },
    spec: { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }], ...(kind === 'Job' ? { restartPolicy: 'Never' } : {}) },
  };
  const workload = new ApiObject(chart, 'w', {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, spec: { ...(kind === 'Job' ? {} : { selector: { matchLabels: { app: 'a' } } }), template },
  });
  const app = new DaprApp(chart, 'app', { workload, appPort: kind === 'Job' ? undefined : 80, dataPlane });
  const emitted = Testing.synth(chart).filter(o => o.kind !== kind || o.metadata.name === 'app-daprd')
    .map(o => o.kind === 'Service' ? `Service \`${o.metadata.name.replace('app-', '<app-id>-')}\`` : o.kind).sort();
  const unable = Registry.of(app).wirings.get(app)?.unable ?? {};
  const byReason = new Map<string, string[]>();
  Object.entries(unable).forEach(([use, reason]) => byReason.set(reason, [...byReason.get(reason) ?? [], use]));
  return { emitted, limits: [...byReason].map(([reason, uses]) => `Refused (DAPR8001): ${uses.join(', ')}; ${reason}.`) };
}

/** The objects that it makes. */
export function emittedBy(model: Model): string {
  return built(model).emitted.join(', ') || 'nothing: annotations and environment';
}

/** The page of one model. */
export function page(model: Model): string {
  const { limits } = built(model);
  return `## ${model.title}

\`\`\`mermaid
flowchart LR
${model.picture.map(line => `  ${line}`).join('\n')}
\`\`\`

- **How to choose it**: ${model.argument}.
- **When**: ${model.when}.
- **Where daprd is**: ${model.where}; the app reaches it by ${model.reached}.
- **What it costs**: ${model.price}.
- **What is emitted**: ${emittedBy(model)}.
${[...model.notes, ...limits].map(line => `- ${line}`).join('\n')}
`;
}
