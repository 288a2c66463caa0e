/** The models in words and pictures. Numbers, what is emitted and what is refused are no words: `model-pages.ts` reads them off a synth. */
import { Model as Checked } from '../scenarios/models';

/** Apps of a cluster, replicas of each, and nodes, on each of which there is a pod of each app or may be one. */
export interface Size {
  readonly apps: number;
  readonly replicas: number;
  readonly nodes: number;
}

export interface Model {
  /** Name of its page. */
  readonly page: string;
  readonly title: string;
  /** How it is chosen. */
  readonly argument: string;
  /** Its name in the example `one-app-every-model`. */
  readonly example?: string;
  /** Its names in the table of capabilities that the tests hold. */
  readonly checked: Checked[];
  /** True where the table of the README has it: the data planes of the factory. */
  readonly inReadme?: boolean;
  readonly where: string;
  readonly reached: string;
  readonly when: string;
  readonly price: string;
  /** How many daprds there are for one app. */
  readonly daprds: string;
  /** How many for all apps. */
  readonly count?: (size: Size) => number;
  /** Lines of a Mermaid flowchart. */
  readonly picture: string[];
  /** What else one should know. */
  readonly notes: string[];
}

const BROKER = 'broker[(state, broker, ...)]';
const ALL_ADDRESSES = 'The app must listen on all addresses, not on localhost.';
const ONE_ACTOR_HOST = 'Actors at the app\'s port need exactly one replica of the app (DAPR8002): daprd calls a Service, which chooses any pod.';
const LEFT_OUT = 'A resource that only such apps use is left out of the YAML: nobody in the cluster would load it, and without Dapr\'s CRDs it would be refused.';

export const MODELS: Model[] = [
  {
    page: 'sidecar',
    title: 'Sidecar',
    argument: '`DataPlane.sidecar()`',
    example: 'sidecar',
    checked: ['sidecar'],
    inReadme: true,
    where: 'in each pod, injected; a native sidecar in Job and CronJob',
    reached: 'localhost',
    when: 'almost always',
    price: 'a daprd for each pod; it lives and dies with the app',
    daprds: 'one for each replica',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['subgraph pod', 'app <-->|localhost| daprd', 'end', `daprd --> ${BROKER}`, 'daprd <-->|mTLS| others[daprds of other apps]'],
    notes: [
      'An app that ends before its daprd loses what that still delivers, where the broker takes a failed delivery for done, as Redis does: let it serve for some seconds after SIGTERM, or give the broker an inbound retry (`DaprResiliency`).',
      'At zero replicas there is no daprd: nothing is received, and invocation fails. KEDA can wake it by what a broker holds and nobody has read, and by nothing else (DAPR8019).',
      'Dapr\'s operator makes the Service for invocation for Deployment and StatefulSet; for other kinds with a port it is emitted.',
      'A pod that the injector missed runs without a daprd: its webhook lets it through unless the control plane says `webhookFailurePolicy: FAIL`.',
    ],
  },
  {
    page: 'short-lived',
    title: 'Short-lived',
    argument: '`DataPlane.sidecar()` with a Job or CronJob as the workload',
    checked: ['sidecar in a Job', 'sidecar in a CronJob'],
    where: 'in the pod of each Job or CronJob, as a native sidecar',
    reached: 'localhost',
    when: 'something runs and ends',
    price: 'the start of a daprd for each run; Dapr 1.18 and Kubernetes 1.29, or a shared daprd instead',
    daprds: 'one for each pod that runs',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['subgraph pod', 'app -->|localhost| daprd', 'end', `daprd --> ${BROKER}`],
    notes: [
      'daprd starts before the app and ends after it, so the Job completes. The app waits for `GET /v1.0/healthz/outbound`; SDKs do.',
      'On an older Dapr or Kubernetes it is refused with the ways out (DAPR7007).',
      'A Job may join the shared daprd of an app instead: nothing starts with it, nothing has to be stopped. Both are in [examples/jobs](../../examples/jobs).',
    ],
  },
  {
    page: 'shared-per-node',
    title: 'Shared, one on each node',
    argument: '`DataPlane.sharedDaemonSet()`, or `SharedDaprDaemonSet` for several workloads',
    example: 'shared-per-node',
    checked: ['shared DaemonSet'],
    inReadme: true,
    where: 'one on each node',
    reached: 'a Service that prefers the own node',
    when: 'many pods of one app on each node, or scale to zero, and latency matters',
    price: 'a daprd for each node and app-id; a node shares its downtime and its noise; it does not scale',
    daprds: 'one for each node',
    count: ({ apps, nodes }) => apps * nodes,
    picture: [
      'subgraph node1', 'app1[app] --> daprd1[daprd]', 'app2[app] --> daprd1', 'end', 'subgraph node2', 'app3[app] --> daprd2[daprd]', 'end',
      `daprd1 --> ${BROKER}`, 'daprd2 --> broker', 'daprd1 -->|channel Service| app3',
    ],
    notes: [
      'While the daprd of a node is away, calls go to another node; with `strictlyNodeLocal`, or before Kubernetes 1.34, they fail.',
      ALL_ADDRESSES, ONE_ACTOR_HOST,
      'An input binding that does not share its work (`bindings.cron`) fires once for each daprd, so once for each node.',
    ],
  },
  {
    page: 'shared-per-cluster',
    title: 'Shared, a few for the cluster',
    argument: '`DataPlane.sharedDeployment()`, or `SharedDaprDeployment` for several workloads',
    example: 'shared-per-cluster',
    checked: ['shared Deployment'],
    inReadme: true,
    where: 'a few for the cluster',
    reached: 'a Service',
    when: 'many pods or scale to zero, and a network hop is acceptable',
    price: 'all pods share its downtime and its noise; somebody sizes it, or the autoscaler does',
    daprds: '`replicas` of the daprd, by default 2',
    count: ({ apps }) => apps * 2,
    picture: ['app1[app] -->|API Service| daprd', 'app2[app] -->|API Service| daprd', 'daprd -->|channel Service| app1', `daprd --> ${BROKER}`],
    notes: [
      'It goes on receiving while the app is at zero; the retry that keeps events until the app is back is emitted with each subscription and input binding (a clock and webhooks excepted).',
      'With KEDA, the trigger has to count what daprd holds too, or nothing wakes the app: [examples/scale-to-zero](../../examples/scale-to-zero).',
      ALL_ADDRESSES, ONE_ACTOR_HOST,
    ],
  },
  {
    page: 'pinned',
    title: 'Shared, pinned',
    argument: '`pinned` of `DataPlane.sharedDaemonSet()` and `DataPlane.sharedDeployment()`',
    example: 'pinned',
    checked: ['pinned Deployment', 'pinned DaemonSet'],
    where: 'as with the shared ones, in a container written here instead of injected',
    reached: 'a Service',
    when: 'the namespace has no injector, enforces Pod Security `restricted`, or must hold the version of daprd',
    price: 'the trust anchors of the control plane in a ConfigMap of the namespace, and a restart when they are rotated; upgrades of daprd are yours',
    daprds: '`replicas` of the daprd, by default 2; or one for each node',
    count: ({ apps }) => apps * 2,
    picture: [
      'app -->|API Service| daprd', 'daprd -->|channel Service| app', 'anchors[ConfigMap dapr-trust-bundle] --> daprd', `daprd --> ${BROKER}`,
    ],
    notes: ['It is reachable before the app listens, and a rollout loses no call, without the cluster policy.', ALL_ADDRESSES, ONE_ACTOR_HOST],
  },
  {
    page: 'knative-sidecar',
    title: 'Knative function with a sidecar',
    argument: '`DataPlane.sidecar()` with a Knative Service as the workload',
    example: 'knative-sidecar',
    checked: ['Knative with a sidecar'],
    where: 'in each pod of each revision, injected',
    reached: 'localhost',
    when: 'a function only calls Dapr, or is always up',
    price: 'it comes and goes with the pods: whatever Dapr delivers needs `min-scale` of at least 1',
    daprds: 'one for each pod of the function',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['caller -->|Knative| app', 'subgraph pod', 'app <-->|localhost| daprd', 'end', `daprd --> ${BROKER}`],
    notes: [
      'A function that only calls may be at zero.',
      'What Dapr delivers passes Knative\'s own proxy by: the autoscaler does not count it, and a call by app-id ignores a traffic split (DAPR8014).',
      'The metrics of daprd move to port 9095, for 9090 is Knative\'s; a reserved port is refused (DAPR8010).',
    ],
  },
  {
    page: 'knative-shared',
    title: 'Knative function with a shared daprd',
    argument: '`DataPlane.sharedDeployment()` or `DataPlane.sharedDaemonSet()` with a Knative Service as the workload',
    example: 'knative-shared',
    checked: ['Knative with a shared Deployment', 'Knative with a shared DaemonSet'],
    where: 'outside the function: it stays while that is at zero',
    reached: 'a Service',
    when: 'a function receives and is at zero in between',
    price: 'a daprd that never sleeps; the first delivery waits for the start of the function',
    daprds: '`replicas` of the daprd, by default 2; or one for each node',
    count: ({ apps }) => apps * 2,
    picture: [
      `${BROKER} --> daprd`, 'daprd -->|Knative address| activator[Knative activator]', 'activator -->|wakes| app', 'app -->|API Service| daprd',
    ],
    notes: [
      'Events are tried again while the function starts. A starting daprd does not ask it for subscriptions, so they are declared here and not in the program.',
      'This YAML is checked, but has not run on a cluster with Knative yet: [examples/functions-knative](../../examples/functions-knative) says what to look at first.',
      'A gRPC function names its port `h2c`; its address needs a namespace (DAPR8015).',
    ],
  },
  {
    page: 'open-function',
    title: 'OpenFunction',
    argument: 'the construct `OpenFunction`, instead of `DaprApp`',
    checked: [],
    where: 'in a proxy of the function (`standalone`, the default), or in each pod (`sidecar`): `daprServiceMode`',
    reached: 'OpenFunction\'s framework',
    when: 'functions are built on OpenFunction\'s frameworks already',
    price: 'a controller of which no change since 2023 was seen; an image built on its framework; its choice of pods, daprd and app-id',
    daprds: 'what OpenFunction starts',
    picture: [`${BROKER} --> daprd[daprd of the proxy]`, 'daprd -->|gRPC| function', 'function --> daprd'],
    notes: [
      'Its app-id is `<name>-<namespace>`; other apps of the stack invoke it by that, and share its components.',
      'Refused: its Function as the workload of a `DaprApp` (DAPR8016), a component of a type that it cannot use there (DAPR8017), a broker without a topic and what else its controller rejects (DAPR8018).',
      'It has not run on a cluster here: [examples/functions-knative](../../examples/functions-knative).',
    ],
  },
  {
    page: 'remote',
    title: 'Remote Dapr',
    argument: '`DataPlane.remote()`',
    example: 'remote',
    checked: ['remote'],
    inReadme: true,
    where: 'somebody else\'s, behind https and a token',
    reached: 'its endpoints',
    when: 'Dapr runs elsewhere: another cluster, another team, a service',
    price: 'a way over the network for each call; what it loads is not in your hands',
    daprds: 'none',
    count: () => 0,
    picture: ['app -->|https, token| dapr[Dapr API]', 'dapr -.->|appEndpoint| app', `dapr --> ${BROKER}`],
    notes: [
      `${LEFT_OUT} With \`appEndpoint\` everything can be delivered that Dapr can deliver.`,
      'Endpoints are `https://host:port` and nothing more, for the SDKs agree on nothing else (DAPR7040). Two app-ids with one address and one token are refused (DAPR7044).',
    ],
  },
  {
    page: 'catalyst',
    title: 'Catalyst',
    argument: '`DataPlane.catalyst()`, and `CatalystExporter` for what it loads',
    example: 'catalyst',
    checked: ['Catalyst', 'export to Catalyst'],
    inReadme: true,
    where: 'Diagrid\'s, one identity an app',
    reached: 'the endpoints of the project',
    when: 'no Dapr is to be run at all',
    price: 'a service to pay, and a way over the internet for each call',
    daprds: 'none',
    count: () => 0,
    picture: [
      'app -->|https, token of the app| catalyst[Catalyst]', 'catalyst -.->|appEndpoint| app', `catalyst --> ${BROKER}`, 'files[exported files] -.->|diagrid apply| catalyst',
    ],
    notes: [
      'The token is the identity. Going back is the same stack with another argument.',
      'Nothing that `diagrid apply` has brought is ever removed by it: what the stack no longer has is to be deleted by hand.',
      'Components must have addresses that Catalyst reaches: those of the cluster, and localhost, are refused. No cloud has run what is exported here.',
    ],
  },
  {
    page: 'machine',
    title: 'Machine without containers',
    argument: '`MachineExporter` of `DaprTopology.of(...)`',
    example: 'machine',
    checked: ['export to a machine'],
    where: 'a process beside each app: a systemd unit, or what `dapr run -f` starts',
    reached: 'loopback, at ports that its app-id decides',
    when: 'a virtual machine or a device at the edge, maybe without a network',
    price: 'you install and upgrade daprd, the programs and Redis; no mTLS between daprds, which listen on loopback only',
    daprds: 'one: an app runs once',
    count: ({ apps }) => apps,
    picture: ['subgraph machine', 'app <-->|127.0.0.1| daprd', 'daprd <-->|names.db| others[daprds of other apps]', 'end', `daprd --> ${BROKER}`],
    notes: [
      'Placement and scheduler come as units where actors, workflows or jobs need them.',
      'No secret is written: `.example` files say which are wanted. Secrets of components come from a file that only the daprds read.',
      'What the app is on a machine and a pod does not say is `program` of `DaprApp`. The files are copied as [examples/edge-vm](../../examples/edge-vm) shows.',
    ],
  },
  {
    page: 'compose',
    title: 'Containers without Kubernetes',
    argument: '`ComposeExporter` of `DaprTopology.of(...)`',
    example: 'compose',
    checked: ['export to compose'],
    where: 'a container beside each app, service `<app-id>-dapr`',
    reached: 'the name of that service',
    when: 'Docker or Podman on one host: development, or a small site',
    price: 'one host; no mTLS between daprds: the network of the project is the border',
    daprds: 'one: an app runs once',
    count: ({ apps }) => apps,
    picture: ['subgraph project', 'app -->|orders-dapr:3500| daprd', 'daprd -->|orders:8080| app', 'daprd <--> others[daprds of other apps]', 'end', `daprd --> ${BROKER}`],
    notes: [
      'With `devServices: true` it has Redis and Zipkin, as `dapr init` would give a developer.',
      'The API is reachable within the project, so a daprd without a token is refused (DAPR8103).',
      'An address of the cluster is translated by `addresses` or refused: [examples/compose](../../examples/compose).',
    ],
  },
  {
    page: 'azure-container-apps',
    title: 'Azure Container Apps',
    argument: '`ContainerAppsExporter` of `DaprTopology.of(...)`',
    example: 'azure-container-apps',
    checked: ['export to Container Apps'],
    where: 'Azure\'s own, beside each replica',
    reached: 'localhost',
    when: 'Azure is to run containers and Dapr',
    price: 'the version of Dapr is Azure\'s, and so is what it can do',
    daprds: 'one for each replica',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['subgraph replica', 'app <-->|localhost| daprd[daprd of Azure]', 'end', `daprd --> ${BROKER}`],
    notes: [
      'A subscription cannot be declared: the program answers `GET /dapr/subscribe`, or uses its SDK.',
      'Refused also: Jobs, shared daprds, resiliency and HTTP endpoints.',
      'At zero replicas only the rules of `scale` wake the app; an app that hosts actors and may be at zero is refused. No cloud has run what is exported here: [examples/azure-container-apps](../../examples/azure-container-apps).',
    ],
  },
];
