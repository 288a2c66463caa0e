/** The health check by which daprd finds out whether an app can receive calls. */
import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Annotations } from './annotations';
import { AppHealthCheck, AppProtocol, IDaprApp } from '../contract';
import { report } from '../diagnostics/report';
import { error, warning } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { isGrpc } from '../facts/uses';
import { Json } from '../util/json';
import { describe, mustBe } from '../util/values';

export const INVALID_HEALTH_CHECK = error('DAPR3010', {
  title: 'invalid app health check',
  why: 'daprd exits, or probes the wrong URL',
  todo: 'correct path, interval, timeout or threshold',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});
export const HEALTH_PATH_WITH_GRPC = warning('DAPR3011', {
  title: 'health check path of a gRPC app',
  why: 'daprd ignores it and calls the standard gRPC health service',
  todo: 'remove the path',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});

const DEFAULTS = { interval: Duration.seconds(5), timeout: Duration.millis(500), threshold: 3, path: '/healthz' };

/** Reports problems of a health check. */
export function checkHealth(at: IConstruct, health: AppHealthCheck, protocol: AppProtocol): void {
  const { path, interval, timeout, threshold } = { ...DEFAULTS, path: undefined, ...health };
  if (path !== undefined && (typeof path !== 'string' || !path.startsWith('/'))) {
    report(at, INVALID_HEALTH_CHECK, mustBe('appHealthCheck.path', 'a path that begins with a slash', path));
  }
  if (path !== undefined && isGrpc(protocol)) {
    report(at, HEALTH_PATH_WITH_GRPC, `appHealthCheck.path is ${describe(path)}, and appProtocol is ${protocol}`);
  }
  const [intervalMs, timeoutMs] = [interval.toMilliseconds(), timeout.toMilliseconds()];
  if (intervalMs < 1000 || intervalMs % 1000) {
    report(at, INVALID_HEALTH_CHECK, `appHealthCheck.interval must be at least 1 s, in whole seconds; got ${intervalMs} ms`);
  }
  if (timeoutMs > intervalMs || timeoutMs < 1) {
    report(at, INVALID_HEALTH_CHECK, `appHealthCheck.timeout must be from 1 ms to the interval of ${intervalMs} ms; got ${timeoutMs} ms`, 'correct appHealthCheck.timeout');
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > 2 ** 31 - 1) {
    report(at, INVALID_HEALTH_CHECK, mustBe('appHealthCheck.threshold', `a whole number from 1 to ${2 ** 31 - 1}`, threshold));
  }
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
  const { interval, timeout, threshold, path } = { ...DEFAULTS, path: undefined, ...health };
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
