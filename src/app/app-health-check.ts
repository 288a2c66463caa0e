import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppHealthCheckConfig, AppProtocol } from '../contract';
import { Diagnostics } from '../private/diagnostics';
import { describe } from '../private/values';

/**
 * How daprd finds out whether the app is able to receive. While it is not, daprd stops delivering.
 *
 * It delays events rather than keeping them: what came before it noticed is lost without the retry that
 * subscriptions through a shared data plane have anyway.
 */
export interface AppHealthCheck {
  /**
   * HTTP path that daprd asks; it begins with a slash. A gRPC app is asked by the standard health service (DAPR3011).
   * @default - the path of the HTTP readiness probe of the container with the app port, otherwise '/healthz'
   */
  readonly path?: string;
  /**
   * Time between two questions, in whole seconds.
   * @default Duration.seconds(5)
   */
  readonly interval?: Duration;
  /**
   * How long daprd waits for an answer; not longer than `interval` (DAPR3010).
   * @default Duration.millis(500)
   */
  readonly timeout?: Duration;
  /**
   * Failures in a row after which the app counts as unhealthy.
   * @default 3
   */
  readonly threshold?: number;
}

/** Reports what is wrong with a health check. */
export function checkHealth(at: IConstruct, health: AppHealthCheck, protocol: AppProtocol): void {
  const report = Diagnostics.of(at).report.bind(Diagnostics.of(at), at);
  const { path, interval = Duration.seconds(5), timeout = Duration.millis(500), threshold = 3 } = health;
  if (path !== undefined && (typeof path !== 'string' || !path.startsWith('/'))) {
    report('DAPR3010', `path ${describe(path)} does not begin with a slash`);
  }
  if (path !== undefined && (protocol === AppProtocol.GRPC || protocol === AppProtocol.GRPCS)) {
    report('DAPR3011', `path ${describe(path)}, and the protocol is ${protocol}`);
  }
  const [intervalMs, timeoutMs] = [interval.toMilliseconds(), timeout.toMilliseconds()];
  if (intervalMs < 1000 || intervalMs % 1000) {
    report('DAPR3010', `interval ${intervalMs} ms is not a number of whole seconds`);
  }
  if (timeoutMs > intervalMs || timeoutMs < 1) {
    report('DAPR3010', `timeout ${timeoutMs} ms with an interval of ${intervalMs} ms`, 'make the timeout shorter than the interval');
  }
  if (!Number.isInteger(threshold) || threshold < 1) {
    report('DAPR3010', `threshold ${describe(threshold)} is not a whole number from 1`);
  }
}

/** The health check with all values known; `podSpec` is that of the rendered workload. */
export function resolveHealth(health: AppHealthCheck, podSpec: { [field: string]: any }, port: number | undefined): AppHealthCheckConfig {
  return {
    path: health.path ?? readinessPath(podSpec, port) ?? '/healthz',
    intervalSeconds: (health.interval ?? Duration.seconds(5)).toSeconds(),
    timeoutMilliseconds: (health.timeout ?? Duration.millis(500)).toMilliseconds(),
    threshold: health.threshold ?? 3,
  };
}

function readinessPath(podSpec: { [field: string]: any }, port: number | undefined): string | undefined {
  const containers: any[] = podSpec.containers ?? [];
  const receiver = containers.find(c => c.ports?.some((p: any) => p.containerPort === port)) ?? (containers.length === 1 ? containers[0] : undefined);
  return receiver?.readinessProbe?.httpGet?.path;
}
