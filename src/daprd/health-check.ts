/** The health check by which daprd finds out whether an app can receive calls. */
import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkedAs } from './annotation-checks';
import { Annotations } from './annotations';
import { AppHealthCheck, AppProtocol, IDaprApp } from '../contract';
import { Problem } from '../diagnostics/finding';
import { reportAll } from '../diagnostics/report';
import { error, warning } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { isGrpc } from '../facts/uses';
import { Json } from '../util/json';
import { describe, isTruthy, mustBe } from '../util/values';

const INVALID_HEALTH_CHECK = error('DAPR3010', {
  title: 'invalid app health check',
  why: 'daprd exits, or probes the wrong URL',
  todo: 'correct path, interval, timeout or threshold',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});
const HEALTH_PATH_WITH_GRPC = warning('DAPR3011', {
  title: 'health check path of a gRPC app',
  why: 'daprd ignores it and calls the standard gRPC health service',
  todo: 'remove the path',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});

const DEFAULTS = { interval: Duration.seconds(5), timeout: Duration.millis(500), threshold: 3, path: '/healthz' };

/** A health check, of an app or of annotations. Durations are in milliseconds; NaN for one that another check reports. */
interface CheckedHealth {
  readonly path?: unknown;
  readonly protocol?: string;
  readonly interval: number;
  readonly timeout: number;
  readonly threshold: number;
}
/** Names of these values in messages. */
type HealthNames = { readonly [field in keyof Required<CheckedHealth>]: string };

const MAX_THRESHOLD = 2 ** 31 - 1;

function healthProblems(health: CheckedHealth, shown: (field: keyof CheckedHealth) => string): Problem[] {
  const { path, protocol, interval, timeout, threshold } = health;
  return [
    ...(path !== undefined && (typeof path !== 'string' || !path.startsWith('/'))
      ? [{ rule: INVALID_HEALTH_CHECK, what: mustBe(shown('path'), 'a path that begins with a slash', path) }] : []),
    ...(path !== undefined && isGrpc(protocol as AppProtocol)
      ? [{ rule: HEALTH_PATH_WITH_GRPC, what: `${shown('path')} must not be set where ${shown('protocol')} is '${protocol}'; got ${describe(path)}` }] : []),
    ...(interval < 1000 || interval % 1000
      ? [{ rule: INVALID_HEALTH_CHECK, what: `${shown('interval')} must be a whole number of seconds, 1 or more; got ${interval} ms` }] : []),
    ...(timeout > interval || timeout < 1 ? [{
      rule: INVALID_HEALTH_CHECK,
      what: `${shown('timeout')} must be from 1 ms to the interval of ${interval} ms; got ${timeout} ms`,
      todo: 'make the timeout at most as long as the interval',
    }] : []),
    ...(!Number.isInteger(threshold) || threshold < 1 || threshold > MAX_THRESHOLD
      ? [{ rule: INVALID_HEALTH_CHECK, what: mustBe(shown('threshold'), `a whole number from 1 to ${MAX_THRESHOLD}`, threshold) }] : []),
  ];
}

const PROPS: HealthNames = {
  path: 'appHealthCheck.path',
  protocol: 'appProtocol',
  interval: 'appHealthCheck.interval',
  timeout: 'appHealthCheck.timeout',
  threshold: 'appHealthCheck.threshold',
};

/** jsii passes null for a value that is not set. */
const withDefaults = ({ path, interval, timeout, threshold }: AppHealthCheck) => ({
  path: path ?? undefined, interval: interval ?? DEFAULTS.interval, timeout: timeout ?? DEFAULTS.timeout, threshold: threshold ?? DEFAULTS.threshold,
});

/** Checks the health check of an app. */
export function checkHealth(at: IConstruct, health: AppHealthCheck, protocol: AppProtocol): void {
  const { path, interval, timeout, threshold } = withDefaults(health);
  const checked = { path, protocol, interval: interval.toMilliseconds(), timeout: timeout.toMilliseconds(), threshold };
  reportAll(at, healthProblems(checked, field => PROPS[field]));
}

/** The time after which daprd notices that an app is away, in milliseconds. */
export function noticedAfter(health: AppHealthCheck): number {
  const { interval, timeout, threshold } = withDefaults(health);
  return interval.toMilliseconds() * threshold + timeout.toMilliseconds();
}

const ANNOTATIONS: HealthNames = {
  path: 'dapr.io/app-health-check-path',
  protocol: 'dapr.io/app-protocol',
  interval: 'dapr.io/app-health-probe-interval',
  timeout: 'dapr.io/app-health-probe-timeout',
  threshold: 'dapr.io/app-health-threshold',
};

/** Checks the health check that annotations switch on. The format of each value is checked with the other annotations. */
export function healthAnnotationProblems(annotations: Annotations, shownAs: (key: string) => string): Problem[] {
  if (!isTruthy(annotations['dapr.io/enable-app-health-check'] ?? '')) {
    return [];
  }
  const number = (key: string, byDefault: number): number => {
    const value = annotations[key] ?? String(byDefault);
    return checkedAs(key)?.check(value) ? NaN : Number(value);
  };
  const health = {
    path: annotations[ANNOTATIONS.path] || undefined,
    protocol: annotations[ANNOTATIONS.protocol],
    interval: number(ANNOTATIONS.interval, DEFAULTS.interval.toSeconds()) * 1000,
    timeout: number(ANNOTATIONS.timeout, DEFAULTS.timeout.toMilliseconds()),
    threshold: DEFAULTS.threshold,
  };
  return healthProblems(health, field => shownAs(ANNOTATIONS[field]));
}

/** A health check with defaults applied. */
export interface ResolvedHealthCheck {
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutMilliseconds: number;
  readonly threshold: number;
}

/** The health check of an app, while rendering: the path may come from a readiness probe. Undefined if the app has none. */
export function healthCheckOf(app: IDaprApp): ResolvedHealthCheck | undefined {
  const { appHealthCheck: health, appPort } = app;
  if (!health) {
    return undefined;
  }
  const { interval, timeout, threshold, path } = withDefaults(health);
  return {
    path: path ?? readinessPath(wiringOf(app)?.pod.podSpec() ?? {}, appPort) ?? DEFAULTS.path,
    intervalSeconds: interval.toMilliseconds() / 1000,
    timeoutMilliseconds: timeout.toMilliseconds(),
    threshold,
  };
}

/** The health check of an app as annotations, while rendering. */
export function healthCheckAnnotations(app: IDaprApp): Annotations | undefined {
  const health = healthCheckOf(app);
  return health && {
    'dapr.io/enable-app-health-check': 'true',
    'dapr.io/app-health-check-path': health.path,
    'dapr.io/app-health-probe-interval': String(health.intervalSeconds),
    'dapr.io/app-health-probe-timeout': String(health.timeoutMilliseconds),
    'dapr.io/app-health-threshold': String(health.threshold),
  };
}

function readinessPath(podSpec: Json, port: number | undefined): string | undefined {
  const containers: Json[] = podSpec.containers ?? [];
  const receiver = containers.find(c => c.ports?.some((p: Json) => p.containerPort === port))
    ?? (containers.length === 1 ? containers[0] : undefined);
  return receiver?.readinessProbe?.httpGet?.path;
}
