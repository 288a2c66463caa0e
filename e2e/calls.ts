/** Service invocation at a fixed rate: from an app with a retry, `patient`, and from one without, `caller`. */
import { Chart, Duration } from 'cdk8s';
import { DaprApp, DaprResiliency, DataPlane, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { testApp, TestAppProps } from './apps';
import { TestNamespace } from './cluster';

/** The result of calls. */
export interface Calls {
  readonly sent: number;
  readonly failed: number;
  readonly failures: object;
  readonly ms: { readonly p99: number; readonly max: number };
}

export type Caller = 'caller' | 'patient';

/** The two apps. */
export function callers(chart: Chart, targets: DaprApp[], props: TestAppProps = {}): void {
  const [, patient] = ['caller', 'patient'].map(appId => new DaprApp(chart, `${appId}-dapr`, {
    appId, workload: testApp(chart, appId, props), dataPlane: DataPlane.sidecar(), invokes: targets,
  }));
  new DaprResiliency(chart, 'calls', {
    apps: [patient], timeouts: [ResiliencyTimeout.ofAppCalls(Duration.seconds(1))], retries: [ResiliencyRetry.acrossRollouts()],
  });
}

/** Calls an app, each time on a new connection, from a test app with the worker. */
export async function invoke(namespace: TestNamespace, caller: string, target: string, rate: number, seconds: number): Promise<Calls> {
  // Longer than its retries take.
  const timeout = caller === 'patient' ? ['--timeout', '20000'] : [];
  const load = ['load', '--rps', String(rate), '--seconds', String(seconds), '--new', '--invoke', target, ...timeout];
  return JSON.parse(await namespace.exec(caller, 'node', '/app/app.js', ...load));
}

/** The failed calls in words. */
export const failed = ({ failed: count, sent, failures, ms }: Calls): string =>
  `${count} of ${sent} calls failed${count ? ` ${JSON.stringify(failures)}` : ''} (p99 ${ms.p99} ms, max ${ms.max} ms)`;
