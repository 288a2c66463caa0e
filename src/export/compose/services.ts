import { podSettings } from './pod';
import { composeEnvironment, literal, literals } from './variables';
import { DEFAULT_PORTS, PLACEMENT_PORT, PROFILING_PORT, SCHEDULER_PORT } from '../../dapr/ports';
import { shutdownSeconds } from '../../daprd/defaults';
import { Json } from '../../util/json';
import { quantityValue } from '../../util/values';
import { Variables } from '../files/variables';
import { StandaloneApp, StandaloneDaprd } from '../standalone/apps';
import { DaprdPlace, daprdArguments } from '../standalone/daprd-command';
import { limitsOf } from '../standalone/pod';
import { TopologyApp } from '../topology/model';

/** Ports of a daprd: Dapr's defaults, because each container has its own IP address. */
export const PORTS = {
  httpPort: DEFAULT_PORTS.http,
  grpcPort: DEFAULT_PORTS.grpc,
  internalGrpcPort: DEFAULT_PORTS.internalGrpc,
  metricsPort: DEFAULT_PORTS.metrics,
  profilePort: PROFILING_PORT,
};
export const daprdService = (appId: string): string => `${appId}-dapr`;
/** Environment variables with the address of the daprd of an app. */
export const daprdAddress = ({ dataPlane }: TopologyApp): { [name: string]: string } => ({
  DAPR_HTTP_ENDPOINT: `http://${daprdService(dataPlane!.appId)}:${PORTS.httpPort}`,
  DAPR_GRPC_ENDPOINT: `http://${daprdService(dataPlane!.appId)}:${PORTS.grpcPort}`,
});

/** Seconds that the container engine waits in addition to daprd's own shutdown time. */
const SPARE = 5;
const OWN_CONTAINER = { read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], restart: 'unless-stopped' };

/** Settings of a daprd service in addition to the topology. */
export interface ComposeDaprd {
  readonly image: string;
  readonly place: DaprdPlace;
  /** Whether it reads the file that replaces the Kubernetes Secrets. */
  readonly secrets: boolean;
  /** Services that must start first, with their conditions. */
  readonly after: { [service: string]: { condition: string } };
}

/** The service of a daprd. */
export function composeDaprd(daprd: StandaloneDaprd, { image, place, secrets, after }: ComposeDaprd, variables: Variables): Json {
  const option = (name: string): string | undefined => daprd.annotations[`dapr.io/${name}`];
  const volumes = [
    // `z` makes it readable on SELinux hosts; other hosts ignore it.
    ...(place.resources ? ['./resources:/dapr/resources:ro,z'] : []),
    ...(place.configurations.length ? ['./config:/dapr/config:ro,z'] : []),
  ];
  return {
    image: literal(image),
    entrypoint: ['/daprd'],
    command: daprdArguments(daprd, place).map(literal),
    ...filled('environment', composeEnvironment(daprd.at, daprd.env, variables)),
    ...filled('volumes', volumes),
    ...(secrets ? { secrets: [SECRETS] } : {}),
    ...filled('depends_on', after),
    // `--wait` polls for a minute and exits without an error, so only the timeout makes the check fail.
    healthcheck: { test: ['CMD', '/daprd', '--wait', `--dapr-http-port=${place.httpPort}`], interval: '5s', timeout: '3s', retries: 20, start_period: '5s' },
    stop_grace_period: `${Math.ceil(shutdownSeconds(daprd.annotations)) + SPARE}s`,
    ...limits(option('sidecar-memory-limit'), option('sidecar-cpu-limit')),
    ...OWN_CONTAINER,
  };
}

/** Name of the secrets file in `/run/secrets` of a container. */
export const SECRETS = 'local-secrets';

/** The service of an app. */
export function composeApp(app: StandaloneApp, daprd: StandaloneDaprd, publishedPort: number | undefined, variables: Variables): Json {
  const { container, env, topology } = app;
  const { memory, cpu } = limitsOf(topology);
  const { stop_grace_period, deploy, restart, ...pod } = podSettings(app);
  return {
    ...literals(withoutEmpty({ image: String(container.image), entrypoint: app.command, command: app.args })),
    environment: composeEnvironment(topology.construct, env, variables),
    ...literals(withoutEmpty(pod)),
    ...(publishedPort === undefined ? {} : { ports: [`${publishedPort}:${topology.appPort}`] }),
    depends_on: { [daprdService(daprd.appId)]: { condition: 'service_healthy' } },
    stop_grace_period,
    ...limits(memory, cpu),
    ...withoutEmpty({ deploy }),
    restart,
  };
}

/** The placement service, which tracks the location of actors. */
export function composePlacement(image: string): Json {
  return { image, entrypoint: ['/placement'], command: [`--port=${PLACEMENT_PORT}`], ...OWN_CONTAINER };
}

/** The scheduler, which stores jobs and reminders on a volume. It broadcasts its own address to daprds, so it is set here. */
export function composeScheduler(image: string, service: string, volume: string): Json {
  return {
    image,
    entrypoint: ['/scheduler'],
    command: [`--port=${SCHEDULER_PORT}`, '--etcd-data-dir=/var/lock/dapr/scheduler', `--override-broadcast-host-port=${service}:${SCHEDULER_PORT}`],
    volumes: [`${volume}:/var/lock`],
    ...OWN_CONTAINER,
  };
}

function limits(memory: string | undefined, cpu: string | undefined): Json {
  return {
    ...(memory === undefined ? {} : { mem_limit: bytes(Math.floor(quantityValue(String(memory)))) }),
    ...(cpu === undefined ? {} : { cpus: String(quantityValue(String(cpu))) }),
  };
}

/** A size in the largest unit of compose in which it is a whole number; compose counts in powers of 1024. */
function bytes(size: number): string {
  const unit = ['g', 'm', 'k'].findIndex((_unit, i) => size > 0 && size % 1024 ** (3 - i) === 0);
  return unit < 0 ? `${size}b` : `${size / 1024 ** (3 - unit)}${'gmk'[unit]}`;
}

/** A field, omitted if empty. */
const filled = (name: string, value: object): Json => withoutEmpty({ [name]: value });

/** Fields without those that are empty. */
function withoutEmpty(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && (typeof value !== 'object' || Object.keys(value).length)));
}
