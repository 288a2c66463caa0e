import { StandaloneDaprd } from './apps';
import { daprdFlags } from '../../daprd/flags';

/** Where a daprd outside Kubernetes finds things, and where it is found. */
export interface DaprdPlace {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly internalGrpcPort: number;
  readonly metricsPort: number;
  readonly profilePort: number;
  /** Port of the app, where it has one. */
  readonly appPort?: number;
  /** IP addresses of its API. */
  readonly listen: string;
  /** IP address of everything else that it serves. */
  readonly listenInternal: string;
  /** Host of the app. */
  readonly appHost: string;
  /** Folder that it loads; nothing where there is nothing to load. */
  readonly resources?: string;
  /** Files with its Configuration; a later one overrides. */
  readonly configurations: string[];
  /** Address of the placement service, where it needs one. */
  readonly placement?: string;
  /** Address of the scheduler, where it needs one. */
  readonly scheduler?: string;
}

/** Flags that the place decides, or that mean something in a cluster only. */
const NOT_FROM_ANNOTATIONS = ['config', 'disable-builtin-k8s-secret-store', 'metrics-port', 'dapr-grpc-port', 'dapr-internal-grpc-port',
  'dapr-listen-addresses', 'app-channel-address', 'app-port', 'placement-host-address', 'scheduler-host-address', 'unix-domain-socket',
  'sentry-request-jwt-audiences'];

/** Flags of daprd that say the same wherever it runs. */
export function placelessFlags(daprd: StandaloneDaprd): { [flag: string]: string } {
  return Object.fromEntries(Object.entries(daprdFlags(daprd.annotations)).filter(([flag]) => !NOT_FROM_ANNOTATIONS.includes(flag)));
}

/** The arguments of a daprd outside Kubernetes, sorted, each `--flag=value`. */
export function daprdArguments(daprd: StandaloneDaprd, place: DaprdPlace): string[] {
  const flags: { [flag: string]: string | number | undefined } = {
    ...placelessFlags(daprd),
    'app-id': daprd.appId,
    'app-port': place.appPort,
    'app-channel-address': place.appPort === undefined || place.appHost === '127.0.0.1' ? undefined : place.appHost,
    'dapr-http-port': place.httpPort,
    'dapr-grpc-port': place.grpcPort,
    'dapr-internal-grpc-port': place.internalGrpcPort,
    'dapr-internal-grpc-listen-address': place.listenInternal,
    'dapr-listen-addresses': place.listen,
    'metrics-port': place.metricsPort,
    'metrics-listen-address': place.listenInternal,
    'placement-host-address': place.placement,
    'scheduler-host-address': place.scheduler,
    'resources-path': place.resources,
  };
  if (flags['enable-profiling'] === 'true') {
    flags['profile-port'] = place.profilePort;
  }
  return [
    ...Object.entries(flags).filter(([, value]) => value !== undefined).map(([flag, value]) => `--${flag}=${value}`).sort(),
    ...place.configurations.map(path => `--config=${path}`),
  ];
}
