/** Descriptions and pictures of the deployment models. `model-pages.ts` adds numbers, emitted objects and limits from a synth. */
import { Model as Checked } from '../scenarios/models';

/** Apps of a cluster, replicas of each app, and nodes, each of which may run a pod of each app. */
export interface Size {
  readonly apps: number;
  readonly replicas: number;
  readonly nodes: number;
}

export interface Model {
  /** Name of the page. */
  readonly page: string;
  readonly title: string;
  /** The API that selects the model. */
  readonly argument: string;
  /** Name in the example `one-app-every-model`. */
  readonly example?: string;
  /** Names in the capability table, which tests verify. */
  readonly checked: Checked[];
  /** Whether the table of the README contains it: the data planes of the factory. */
  readonly inReadme?: boolean;
  readonly where: string;
  readonly reached: string;
  readonly when: string;
  readonly price: string;
  /** Number of daprds of one app. */
  readonly daprds: string;
  /** Number of daprds of all apps. */
  readonly count?: (size: Size) => number;
  /** Lines of a Mermaid flowchart. */
  readonly picture: string[];
  /** Further notes. */
  readonly notes: string[];
}

const BROKER = 'broker[(state, broker, ...)]';
const OWN_PODS = 'The daprd has its own pods: [pods of a shared daprd](../shared-daprd-pods.md) shows what becomes of the service account, the volumes and the other fields of the app\'s pod.';
const ALL_ADDRESSES = 'The app must listen on all addresses, not on localhost.';
const ONE_ACTOR_HOST = 'Actors on the app port require exactly one replica of the app (DAPR8002): daprd calls a Service, which selects any pod. They require one daprd, too (DAPR8040): daprd accepts actor state only where the actor is active.';
/** How a daprd outside the pods differs from a sidecar for the app. */
const SEEN_BY_THE_APP = [
  'The app gets the address of the API in `DAPR_HTTP_ENDPOINT` and `DAPR_GRPC_ENDPOINT`, which SDKs read, and not in `DAPR_HTTP_PORT` and `DAPR_GRPC_PORT`, which the injector sets for localhost.',
  'A gRPC app is not balanced beyond the number of daprds, because each daprd keeps one connection to one pod (DAPR8042); HTTP calls are spread as far as they overlap: calls one after another reuse a connection.',
  'Workflows that the app runs enable the feature WorkflowsClusteredDeployment, with which any daprd may complete the work of another; prefer Dapr 1.19 for it.',
  'Headers `Forwarded` and `X-Forwarded-*` of invocations name the pod of daprd, and `:authority` of gRPC calls names the channel.',
  'With `appHealthCheck`, each daprd probes the app and decides on its own: while one considers the app unhealthy, others may still deliver.',
  'Metrics are on the metrics port of the pods of daprd, and not of the pods of the app.',
  'A daprd does not reload resources (HotReload is off): it rolls out when a resource of this App changes, and loads others when it starts.',
];
const LEFT_OUT = 'A resource that only such apps use is not in the YAML: no daprd in the cluster would load it, and without Dapr\'s CRDs the API server would reject it.';

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
    when: 'the default choice',
    price: 'a daprd for each pod, with the lifecycle of the pod',
    daprds: 'one for each replica',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['subgraph pod', 'app <-->|localhost| daprd', 'end', `daprd --> ${BROKER}`, 'daprd <-->|mTLS| others[daprds of other apps]'],
    notes: [
      'If an app stops before its daprd, it loses events that daprd still delivers, where the broker treats a failed delivery as done, as Redis does: keep serving for some seconds after SIGTERM, or add an inbound retry for the broker (`DaprResiliency`).',
      'At zero replicas there is no daprd: the app receives nothing, and service invocation fails. KEDA can scale it up only by unread messages of a broker (DAPR8019).',
      'Dapr\'s operator creates the invocation Service for Deployments and StatefulSets; for other kinds with an app port the library emits it.',
      'A pod that the injector missed runs without daprd: its webhook allows it unless `webhookFailurePolicy` of the control plane is `FAIL`.',
    ],
  },
  {
    page: 'short-lived',
    title: 'Short-lived',
    argument: '`DataPlane.sidecar()` with a Job or CronJob as the workload',
    checked: ['sidecar in a Job', 'sidecar in a CronJob'],
    where: 'in the pod of each Job or CronJob, as a native sidecar',
    reached: 'localhost',
    when: 'a workload runs to completion',
    price: 'a daprd starts with each run; requires Dapr 1.18 and Kubernetes 1.29, or a shared daprd instead',
    daprds: 'one for each pod that runs',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['subgraph pod', 'app -->|localhost| daprd', 'end', `daprd --> ${BROKER}`],
    notes: [
      'daprd starts before the app and stops after it, so the Job completes. The app must wait for `GET /v1.0/healthz/outbound`, as SDKs do.',
      'An older declared Dapr or Kubernetes version is refused, and the message lists the alternatives (DAPR7007).',
      'A Job may join the shared daprd of an app instead: no daprd starts or stops with it. [examples/jobs](../../examples/jobs) shows both.',
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
    reached: 'a Service that prefers the same node',
    when: 'each node runs many pods of one app, or the app scales to zero, and latency matters',
    price: 'a daprd for each node and app ID; the pods of a node share its downtime and load; it does not scale',
    daprds: 'one for each node',
    count: ({ apps, nodes }) => apps * nodes,
    picture: [
      'subgraph node1', 'app1[app] --> daprd1[daprd]', 'app2[app] --> daprd1', 'end', 'subgraph node2', 'app3[app] --> daprd2[daprd]', 'end',
      `daprd1 --> ${BROKER}`, 'daprd2 --> broker', 'daprd1 -->|channel Service| app3',
    ],
    notes: [
      'While the daprd of a node is unavailable, calls go to another node; with `strictlyNodeLocal`, or before Kubernetes 1.34, they fail.',
      ALL_ADDRESSES, ONE_ACTOR_HOST, ...SEEN_BY_THE_APP,
      'An input binding that does not distribute its events (`bindings.cron`) fires once per daprd, so once per node.',
      OWN_PODS,
    ],
  },
  {
    page: 'shared-per-cluster',
    title: 'Shared, a few in the cluster',
    argument: '`DataPlane.sharedDeployment()`, or `SharedDaprDeployment` for several workloads',
    example: 'shared-per-cluster',
    checked: ['shared Deployment'],
    inReadme: true,
    where: 'a few in the cluster',
    reached: 'a Service',
    when: 'the app has many pods or scales to zero, and a network hop is acceptable',
    price: 'all pods share its downtime and load; you or the autoscaler must size it',
    daprds: '`replicas` of the daprd, by default 2',
    count: ({ apps }) => apps * 2,
    picture: ['app1[app] -->|API Service| daprd', 'app2[app] -->|API Service| daprd', 'daprd -->|channel Service| app1', `daprd --> ${BROKER}`],
    notes: [
      'It continues to receive while the app is at zero; each subscription and input binding (except cron and webhooks) is emitted with a retry that keeps events until the app is back.',
      'With KEDA, the trigger must also count events that daprd has read, or nothing scales the app up: [examples/scale-to-zero](../../examples/scale-to-zero).',
      ALL_ADDRESSES, ONE_ACTOR_HOST, ...SEEN_BY_THE_APP, OWN_PODS,
    ],
  },
  {
    page: 'pinned',
    title: 'Shared, pinned',
    argument: '`pinned` of `DataPlane.sharedDaemonSet()` and `DataPlane.sharedDeployment()`',
    example: 'pinned',
    checked: ['pinned Deployment', 'pinned DaemonSet'],
    where: 'as the shared ones, in a container that the library emits instead of the injector',
    reached: 'a Service',
    when: 'the namespace has no injector, enforces Pod Security `restricted`, or requires a fixed version of daprd',
    price: 'requires the trust anchors of the control plane in a ConfigMap of the namespace, and a restart when they are rotated; you upgrade daprd',
    daprds: '`replicas` of the daprd, by default 2; or one for each node',
    count: ({ apps }) => apps * 2,
    picture: [
      'app -->|API Service| daprd', 'daprd -->|channel Service| app', 'anchors[ConfigMap dapr-trust-bundle] --> daprd', `daprd --> ${BROKER}`,
    ],
    notes: ['Even without the cluster policy, it is reachable before the app listens, and a rollout loses no call.', ALL_ADDRESSES, ONE_ACTOR_HOST, ...SEEN_BY_THE_APP],
  },
  {
    page: 'knative-sidecar',
    title: 'Knative function with a sidecar',
    argument: '`DataPlane.sidecar()` with a Knative Service as the workload',
    example: 'knative-sidecar',
    checked: ['Knative with a sidecar'],
    where: 'in each pod of each revision, injected',
    reached: 'localhost',
    when: 'a function only calls Dapr, or always runs',
    price: 'daprd starts and stops with the pods: everything that Dapr delivers requires a `min-scale` of at least 1',
    daprds: 'one for each pod of the function',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['caller -->|Knative| app', 'subgraph pod', 'app <-->|localhost| daprd', 'end', `daprd --> ${BROKER}`],
    notes: [
      'A function that only calls Dapr may scale to zero.',
      'Calls from daprd bypass Knative\'s proxy: the autoscaler does not count them, and service invocation ignores a traffic split (DAPR8014).',
      'daprd serves metrics on port 9095, because Knative reserves 9090; an app port that Knative reserves is refused (DAPR8010).',
    ],
  },
  {
    page: 'knative-shared',
    title: 'Knative function with a shared daprd',
    argument: '`DataPlane.sharedDeployment()` or `DataPlane.sharedDaemonSet()` with a Knative Service as the workload',
    example: 'knative-shared',
    checked: ['Knative with a shared Deployment', 'Knative with a shared DaemonSet'],
    where: 'outside the function: it keeps running while the function is at zero',
    reached: 'a Service',
    when: 'a function receives events or calls, and scales to zero when idle',
    price: 'a daprd that always runs; the first delivery waits for the function to start',
    daprds: '`replicas` of the daprd, by default 2; or one for each node',
    count: ({ apps }) => apps * 2,
    picture: [
      `${BROKER} --> daprd`, 'daprd -->|Knative address| activator[Knative activator]', 'activator -->|wakes| app', 'app -->|API Service| daprd',
    ],
    notes: [
      'daprd retries events while the function starts. It does not ask the function for subscriptions at start, so declare them here and not in the program.',
      'This YAML is validated, but has not run on a cluster with Knative yet: [examples/functions-knative](../../examples/functions-knative) lists what to check first.',
      'A gRPC function must name its port `h2c`; its address requires a namespace (DAPR8015).',
    ],
  },
  {
    page: 'open-function',
    title: 'OpenFunction',
    argument: 'the construct `OpenFunction`, instead of `DaprApp`',
    checked: [],
    where: 'in a proxy of the function (`standalone`, the default), or in each pod (`sidecar`): `daprServiceMode`',
    reached: 'OpenFunction\'s framework',
    when: 'functions already use OpenFunction\'s frameworks',
    price: 'a controller with no visible changes since 2023; an image built on its framework; OpenFunction determines pods, daprd and app ID',
    daprds: 'those that OpenFunction starts',
    picture: [`${BROKER} --> daprd[daprd of the proxy]`, 'daprd -->|gRPC| function', 'function --> daprd'],
    notes: [
      'Its app ID is `<name>-<namespace>`; other apps of the stack invoke it by that ID, and share its components.',
      'Refused: its Function as the workload of a `DaprApp` (DAPR8016), a component of a type that it does not support (DAPR8017), a broker without a topic and everything else that its controller rejects (DAPR8018).',
      'It has not been tested on a cluster: [examples/functions-knative](../../examples/functions-knative).',
    ],
  },
  {
    page: 'remote',
    title: 'Remote Dapr',
    argument: '`DataPlane.remote()`',
    example: 'remote',
    checked: ['remote'],
    inReadme: true,
    where: 'run by another party, behind HTTPS and a token',
    reached: 'its endpoints',
    when: 'another cluster, another team or a service runs Dapr',
    price: 'network latency for each call; you do not control its resources',
    daprds: 'none',
    count: () => 0,
    picture: ['app -->|https, token| dapr[Dapr API]', 'dapr -.->|appEndpoint| app', `dapr --> ${BROKER}`],
    notes: [
      `${LEFT_OUT} With \`appEndpoint\`, Dapr can deliver everything to the app.`,
      'Endpoints must be `https://host:port`, the only form that all SDKs support (DAPR7040). Two app IDs with the same address and token are refused (DAPR7044).',
    ],
  },
  {
    page: 'catalyst',
    title: 'Catalyst',
    argument: '`DataPlane.catalyst()`, and `CatalystExporter` for its resources',
    example: 'catalyst',
    checked: ['Catalyst', 'export to Catalyst'],
    inReadme: true,
    where: 'run by Diagrid, with one identity per app',
    reached: 'the endpoints of the project',
    when: 'you do not want to run Dapr',
    price: 'a paid service, and internet latency for each call',
    daprds: 'none',
    count: () => 0,
    picture: [
      'app -->|https, token of the app| catalyst[Catalyst]', 'catalyst -.->|appEndpoint| app', `catalyst --> ${BROKER}`, 'files[exported files] -.->|diagrid apply| catalyst',
    ],
    notes: [
      'The token is the identity. To move back, change the data plane of the same stack.',
      '`diagrid apply` never deletes resources: manually delete those that the stack no longer contains.',
      'Components must have addresses that Catalyst can reach: cluster addresses and localhost are refused. The export has not been tested in a cloud.',
    ],
  },
  {
    page: 'machine',
    title: 'Machine without containers',
    argument: '`MachineExporter` of `DaprTopology.of(...)`',
    example: 'machine',
    checked: ['export to a machine'],
    where: 'a process next to each app: a systemd unit, or started by `dapr run -f`',
    reached: 'loopback, on ports derived from the app ID',
    when: 'the app runs on a virtual machine or an edge device, possibly offline',
    price: 'you install and upgrade daprd, the programs and Redis; no mTLS between daprds, which listen on loopback only',
    daprds: 'one: an app has one instance',
    count: ({ apps }) => apps,
    picture: ['subgraph machine', 'app <-->|127.0.0.1| daprd', 'daprd <-->|names.db| others[daprds of other apps]', 'end', `daprd --> ${BROKER}`],
    notes: [
      'Placement and scheduler are exported as units where actors, workflows or jobs need them.',
      'The export contains no secrets: `.example` files list the required ones. Components read secrets from a file that only the daprds can read.',
      'Hooks, the stop signal, capabilities and emptyDirs of the pod become settings of the unit. What systemd does not have, such as a liveness probe, is a warning (DAPR8180): [fields of a pod](../exported-pods.md).',
      '`program` of `DaprApp` declares the process, which a pod does not describe. [examples/edge-vm](../../examples/edge-vm) shows how to copy the files.',
    ],
  },
  {
    page: 'compose',
    title: 'Containers without Kubernetes',
    argument: '`ComposeExporter` of `DaprTopology.of(...)`',
    example: 'compose',
    checked: ['export to compose'],
    where: 'a container next to each app, service `<app-id>-dapr`',
    reached: 'the name of that service',
    when: 'the app runs with Docker or Podman on one host: development, or a small site',
    price: 'one host; no mTLS between daprds: the project network is the trust boundary',
    daprds: 'one: an app has one instance',
    count: ({ apps }) => apps,
    picture: ['subgraph project', 'app -->|orders-dapr:3500| daprd', 'daprd -->|orders:8080| app', 'daprd <--> others[daprds of other apps]', 'end', `daprd --> ${BROKER}`],
    notes: [
      'With `devServices: true` it includes Redis and Zipkin, as `dapr init` does. Components that connect to this Redis are exported without password and TLS, which it does not have.',
      'The API is reachable within the project, so a daprd without a token is refused (DAPR8103).',
      'Each setting of the pod is translated, or a warning (DAPR8180): [fields of a pod](../exported-pods.md). A Service of type LoadBalancer or an Ingress without `publishedPorts` is a warning (DAPR8181).',
      'A cluster address that `addresses` does not map is refused: [examples/compose](../../examples/compose).',
    ],
  },
  {
    page: 'azure-container-apps',
    title: 'Azure Container Apps',
    argument: '`ContainerAppsExporter` of `DaprTopology.of(...)`',
    example: 'azure-container-apps',
    checked: ['export to Container Apps'],
    where: 'run by Azure, next to each replica',
    reached: 'localhost',
    when: 'Azure runs the containers and Dapr',
    price: 'Azure determines the Dapr version and its features',
    daprds: 'one for each replica',
    count: ({ apps, replicas }) => apps * replicas,
    picture: ['subgraph replica', 'app <-->|localhost| daprd[daprd of Azure]', 'end', `daprd --> ${BROKER}`],
    notes: [
      'Subscriptions cannot be declared: the program must answer `GET /dapr/subscribe`, or use its SDK.',
      'Also refused: Jobs, shared daprds, resiliency and HTTP endpoints.',
      'What Azure has and Kubernetes describes differently is a prop: `ingress`, `registries`, `identities`, `workloadProfiles`, `names` and `scale`. Without them a Service of type LoadBalancer or an Ingress (DAPR8181), pull secrets and a ServiceAccount (DAPR8180) and an autoscaler (DAPR8182) are warnings.',
      'Probes and emptyDirs of the pod are exported; user, groups and read-only file system are those of the image, which is a warning (DAPR8180): [fields of a pod](../exported-pods.md).',
      'CPU and memory are the smallest pair of the Consumption profile that holds the CPU request and the memory limit.',
      'At zero replicas only the rules of `scale` start the app; an app that hosts actors and may scale to zero is refused. The export has not been tested in a cloud: [examples/azure-container-apps](../../examples/azure-container-apps).',
    ],
  },
];
