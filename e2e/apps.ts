/** Constructs of the test apps (`apps/README.md`) and their components. */
import { Duration, Size } from 'cdk8s';
import { DaprComponent, DataPlane, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { ContainerProps, Cpu, Deployment, EnvValue, ImagePullPolicy, Node, NodeLabelQuery, Probe } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** The three models, by their names in tests. */
export const MODELS: [string, () => IDataPlane][] = [
  ['sidecar', () => DataPlane.sidecar()],
  ['shared DaemonSet', () => DataPlane.sharedDaemonSet()],
  ['shared Deployment', () => DataPlane.sharedDeployment()],
];

/** Image of the daprd of pinned data planes. */
export const PINNED = { image: process.env.E2E_DAPRD_IMAGE ?? 'ghcr.io/dapr/daprd:1.18.2' };

/** The shared models without the injector. */
export const PINNED_MODELS: [string, () => IDataPlane][] = [
  ['pinned DaemonSet', () => DataPlane.sharedDaemonSet({ pinned: PINNED })],
  ['pinned Deployment', () => DataPlane.sharedDeployment({ pinned: PINNED })],
];

/** Seconds for which an app and its sidecar serve after SIGTERM: longer than other daprds remember their address (the DNS TTL of 5 s). */
export const SERVES_ON = 10;

/** One model of each kind; the sidecar serves on after SIGTERM. */
export const SERVING_ON: [string, () => IDataPlane][] = [
  ['sidecar', () => DataPlane.sidecar({ blockShutdownDuration: Duration.seconds(SERVES_ON) })],
  ...MODELS.slice(1),
  ...PINNED_MODELS.slice(1),
];

/** The name of a model as a Kubernetes name. */
export const idOf = (model: string): string => model.toLowerCase().replace(' ', '-');

/** Prefix of the images. */
export const image = (name: string): string => `${process.env.E2E_IMAGES ?? 'test.local'}/${name}:1`;

export interface TestAppProps {
  /** Name of the image. */
  readonly image?: string;
  /** Program in the image. */
  readonly program?: string;
  /** JavaScript that runs instead of a program. */
  readonly script?: string;
  /** Port on which it receives. */
  readonly port?: number;
  readonly replicas?: number;
  /** Seconds after SIGTERM until the pod is killed; by default 5. */
  readonly graceSeconds?: number;
  readonly env?: { [name: string]: string };
  /** Node to run on, by its label `kubernetes.io/hostname`. */
  readonly node?: string;
}

/** The container of all test apps, otherwise with cdk8s-plus defaults. */
export function container(props: TestAppProps): ContainerProps {
  return {
    image: image(props.image ?? 'e2e-worker'),
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    args: props.script === undefined ? [props.program ?? '/app/app.js'] : ['-e', props.script],
    portNumber: props.port,
    // For slow machines.
    startup: props.port ? Probe.fromTcpSocket({ port: props.port, periodSeconds: Duration.seconds(1), failureThreshold: 120 }) : undefined,
    envVariables: Object.fromEntries(Object.entries(props.env ?? {}).map(([name, value]) => [name, EnvValue.fromValue(value)])),
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(192) } },
    securityContext: { user: 65532, group: 65532 },
  };
}

/** A Deployment named `e2e-<id>`, its pods labelled `app: <id>`; by default the worker. */
export function testApp(scope: Construct, id: string, props: TestAppProps = {}): Deployment {
  const deployment = new Deployment(scope, id, {
    replicas: props.replicas ?? 1,
    podMetadata: { labels: { app: id } },
    containers: [container(props)],
    terminationGracePeriod: Duration.seconds(props.graceSeconds ?? 5),
  });
  if (props.node) {
    deployment.scheduling.attract(Node.labeled(NodeLabelQuery.is('kubernetes.io/hostname', props.node)));
  }
  return deployment;
}

const redisAt = (host: string) => ({ redisHost: MetadataValue.of(`${host}:6379`) });

export interface StoreProps {
  /** Address of the Redis. */
  readonly host?: string;
  readonly initTimeout?: Duration;
}

/** A state store in the namespace's Redis. */
export function stateStore(scope: Construct, id = 'statestore', { host = 'redis', initTimeout }: StoreProps = {}): DaprComponent {
  return new DaprComponent(scope, id, { type: 'state.redis', metadata: redisAt(host), initTimeout });
}

/** A message broker in the namespace's Redis. */
export function broker(scope: Construct, id = 'pubsub'): DaprComponent {
  return new DaprComponent(scope, id, { type: 'pubsub.redis', metadata: redisAt('redis') });
}
