/** Policies with which calls outlast a rollout of the called app. */
import { Duration } from 'cdk8s';
import { DaprResiliency, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { app, find, newChart, refusal } from '../../../scenarios/charts';

test('calls to every app outlast a rollout, and Dapr\'s built-in retry is kept, which a target would disable', () => {
  const chart = newChart();
  const caller = app(chart);
  new DaprResiliency(chart, 'calls', {
    apps: [caller], timeouts: [ResiliencyTimeout.ofAppCalls(Duration.seconds(2))], retries: [ResiliencyRetry.acrossRollouts()],
  });
  expect(refusal(chart)).toBe('');
  const { spec, scopes } = find(chart, 'Resiliency');
  expect(scopes).toEqual(['checkout']);
  expect(spec).toEqual({
    policies: {
      timeouts: { DefaultAppTimeoutPolicy: '2s' },
      retries: {
        DefaultAppRetryPolicy: { policy: 'constant', duration: '500ms', maxRetries: 30, matching: { httpStatusCodes: '502-504', gRPCStatusCodes: '4,14' } },
      },
    },
    targets: {},
  });
});
