import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppHealthCheck } from './health-check';
import { AppHealthCheckConfig, AppProtocol } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { isGrpc } from '../facts/uses';
import { describe } from '../util/values';

/** Reports what is wrong with a health check. */
export function checkHealth(at: IConstruct, health: AppHealthCheck, protocol: AppProtocol): void {
  const report = Diagnostics.of(at).report.bind(Diagnostics.of(at), at);
  const { path, interval = Duration.seconds(5), timeout = Duration.millis(500), threshold = 3 } = health;
  if (path !== undefined && (typeof path !== 'string' || !path.startsWith('/'))) {
    report('DAPR3010', `path ${describe(path)} does not begin with a slash`);
  }
  if (path !== undefined && isGrpc(protocol)) {
    report('DAPR3011', `path ${describe(path)}, and the protocol is ${protocol}`);
  }
  const [intervalMs, timeoutMs] = [interval.toMilliseconds(), timeout.toMilliseconds()];
  if (intervalMs < 1000 || intervalMs % 1000) {
    report('DAPR3010', `interval ${intervalMs} ms is not a number of whole seconds`);
  }
  if (timeoutMs > intervalMs || timeoutMs < 1) {
    report('DAPR3010', `timeout ${timeoutMs} ms with an interval of ${intervalMs} ms`, 'make the timeout shorter than the interval');
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > 2 ** 31 - 1) {
    report('DAPR3010', `threshold ${describe(threshold)} is not a whole number from 1 to ${2 ** 31 - 1}`);
  }
}

/** The health check with all values known; `podSpec` is that of the rendered workload. */
export function resolveHealth(health: AppHealthCheck, podSpec: { [field: string]: any }, port: number | undefined): AppHealthCheckConfig {
  return {
    path: health.path ?? readinessPath(podSpec, port) ?? '/healthz',
    intervalSeconds: (health.interval ?? Duration.seconds(5)).toMilliseconds() / 1000,
    timeoutMilliseconds: (health.timeout ?? Duration.millis(500)).toMilliseconds(),
    threshold: health.threshold ?? 3,
  };
}

function readinessPath(podSpec: { [field: string]: any }, port: number | undefined): string | undefined {
  const containers: any[] = podSpec.containers ?? [];
  const receiver = containers.find(c => c.ports?.some((p: any) => p.containerPort === port)) ?? (containers.length === 1 ? containers[0] : undefined);
  return receiver?.readinessProbe?.httpGet?.path;
}
