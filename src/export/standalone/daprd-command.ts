import { StandaloneDaprd } from './apps';
import { daprdFlags } from '../../daprd/flags';

/** Addresses and paths of a daprd outside Kubernetes. */
export interface DaprdPlace {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly internalGrpcPort: number;
  readonly metricsPort: number;
  readonly profilePort: number;
  /** Port of the app, if it has one. */
  readonly appPort?: number;
  /** IP addresses that the API listens on. */
  readonly listen: string;
  /** IP address that internal gRPC and metrics listen on. */
  readonly listenInternal: string;
  /** Host of the app. */
  readonly appHost: string;
  /** Folder of resources; undefined if there are none. */
  readonly resources?: string;
  /** Configuration files; a later one overrides an earlier one. */
  readonly configurations: string[];
  /** Address of the placement service, if daprd needs it. */
  readonly placement?: string;
  /** Flags of its log. */
  readonly logging?: { readonly [flag: string]: string };
  /** Address of the scheduler, if daprd needs it. */
  readonly scheduler?: string;
}

/** Flags that depend on the target, or have a meaning only in a cluster. */
const NOT_FROM_ANNOTATIONS = ['config', 'disable-builtin-k8s-secret-store', 'metrics-port', 'dapr-grpc-port', 'dapr-internal-grpc-port',
  'dapr-listen-addresses', 'app-channel-address', 'app-port', 'placement-host-address', 'scheduler-host-address', 'unix-domain-socket',
  'sentry-request-jwt-audiences'];

/** Flags of daprd that are the same on every target. */
export function commonFlags(daprd: StandaloneDaprd): { [flag: string]: string } {
  return Object.fromEntries(Object.entries(daprdFlags(daprd.annotations)).filter(([flag]) => !NOT_FROM_ANNOTATIONS.includes(flag)));
}

/** The arguments of a daprd outside Kubernetes, sorted, each `--flag=value`. */
export function daprdArguments(daprd: StandaloneDaprd, place: DaprdPlace): string[] {
  const flags: { [flag: string]: string | number | undefined } = {
    ...commonFlags(daprd),
    ...place.logging,
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
