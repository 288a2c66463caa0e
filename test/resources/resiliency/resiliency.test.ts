/** The rendered spec of a Resiliency. */
import { Chart, Duration } from 'cdk8s';
import { DaprApp, DaprComponent, DaprHttpEndpoint, DaprResiliency, IDaprPeer, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { app, find, newChart, refusal } from '../../../scenarios/charts';
import { RetryPolicy } from '../../../src/resources/resiliency/policy-props';

const timeout = ResiliencyTimeout.of('short', Duration.millis(1500));
const specOf = (make: (chart: Chart) => any) => {
  const chart = newChart();
  new DaprResiliency(chart, 'r', { apps: [app(chart)], ...make(chart) });
  return find(chart, 'Resiliency').spec;
};

describe('a resiliency', () => {
  test('declares the policies of its targets, with a unit in every duration', () => {
    const retry = ResiliencyRetry.of('patient', { policy: RetryPolicy.EXPONENTIAL, maxInterval: Duration.minutes(2), maxRetries: 0 });
    expect(specOf(chart => ({ appTargets: [{ app: DaprApp.fromAppId(chart, 'b', 'billing'), timeout, retry }] }))).toEqual({
      policies: { timeouts: { short: '1s500ms' }, retries: { patient: { policy: 'exponential', maxInterval: '2m', maxRetries: 0 } } },
      targets: { apps: { billing: { timeout: 'short', retry: 'patient' } } },
    });
  });

  test('has a scope for every actor circuit breaker, as Dapr requires', () => {
    expect(specOf(() => ({ actorTargets: [{ actorType: 'Cart', circuitBreaker: ResiliencyCircuitBreaker.of('b') }] })).targets)
      .toEqual({ actors: { Cart: { circuitBreaker: 'b', circuitBreakerScope: 'type' } } });
  });

  test('may have an HTTP endpoint as target', () => {
    expect(specOf(chart => ({ appTargets: [{ httpEndpoint: DaprHttpEndpoint.fromHttpEndpointName(chart, 'p', 'payments'), timeout }] })).targets)
      .toEqual({ apps: { payments: { timeout: 'short' } } });
  });

  test('is the same whether targets are set or added', () => {
    const [a, b] = [true, false].map(prop => {
      const chart = newChart();
      const component = new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['checkout'] });
      const other: IDaprPeer = DaprApp.fromAppId(chart, 'b', 'billing');
      const [called, actors, used] = [{ app: other, timeout }, { actorType: 'Cart', timeout }, { component, outbound: { timeout } }];
      const resiliency = new DaprResiliency(chart, 'r', { apps: [app(chart)], ...(prop ? { appTargets: [called], actorTargets: [actors], componentTargets: [used] } : {}) });
      if (!prop) {
        resiliency.addAppTarget(called);
        resiliency.addActorTarget(actors);
        resiliency.addComponentTarget(used);
      }
      expect(refusal(chart)).toBe('');
      return find(chart, 'Resiliency');
    });
    expect(a).toEqual(b);
  });
});
