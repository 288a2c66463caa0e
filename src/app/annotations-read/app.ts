/** What annotations say about the app itself: the reverse of `appAnnotations` and `healthCheckAnnotations`. */
import { Duration } from 'cdk8s';
import { AppHealthCheck, AppProtocol } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { isTruthy } from '../../util/values';

/** Props of an app. */
export interface AppFromAnnotations {
  readonly appId?: string;
  readonly appPort?: number;
  readonly appProtocol?: AppProtocol;
  readonly appHealthCheck?: AppHealthCheck;
  readonly appMaxConcurrency?: number;
  readonly appTokenSecret?: string;
  /** Host of the app, for `AppChannel.address`; the port is `appPort`. */
  readonly appChannelHost?: string;
}

type Reading = (raw: string) => AppFromAnnotations;

/** Annotations that are one prop each. */
export const APP_READINGS: { readonly [annotation: string]: Reading | undefined } = {
  'dapr.io/app-id': appId => ({ appId }),
  'dapr.io/app-port': raw => ({ appPort: Number(raw) }),
  'dapr.io/app-protocol': raw => ({ appProtocol: raw as AppProtocol }),
  'dapr.io/app-channel-address': appChannelHost => ({ appChannelHost }),
  'dapr.io/app-max-concurrency': raw => ({ appMaxConcurrency: Number(raw) }),
  'dapr.io/app-token-secret': appTokenSecret => ({ appTokenSecret }),
};

const SWITCH = 'dapr.io/enable-app-health-check';
const PATH = 'dapr.io/app-health-check-path';
const INTERVAL = 'dapr.io/app-health-probe-interval';
const TIMEOUT = 'dapr.io/app-health-probe-timeout';
const THRESHOLD = 'dapr.io/app-health-threshold';
export const HEALTH_ANNOTATIONS: readonly string[] = [SWITCH, PATH, INTERVAL, TIMEOUT, THRESHOLD];

/** The path that the injector sets; without it, `appHealthCheck` would take that of a readiness probe. */
const DEFAULT_PATH = '/healthz';

/**
 * The health check of valid annotations; undefined if it is off, where daprd reads none of the other annotations
 * (dapr/dapr `pkg/injector/patcher/sidecar_container.go`).
 */
export function readHealthCheck(annotations: Annotations): AppHealthCheck | undefined {
  if (!isTruthy(annotations[SWITCH] ?? '')) {
    return undefined;
  }
  const isGrpc = ['grpc', 'grpcs'].includes(annotations['dapr.io/app-protocol']);
  const read = <T>(key: string, value: (raw: string) => T): T | undefined => annotations[key] ? value(annotations[key]) : undefined;
  const health = {
    // A gRPC app is probed by the gRPC health service.
    path: isGrpc ? undefined : annotations[PATH] || DEFAULT_PATH,
    interval: read(INTERVAL, raw => Duration.seconds(Number(raw))),
    timeout: read(TIMEOUT, raw => Duration.millis(Number(raw))),
    threshold: read(THRESHOLD, Number),
  };
  return Object.fromEntries(Object.entries(health).filter(([, value]) => value !== undefined));
}
