/** The rendered spec of a Resiliency. */
import { Chart, Duration } from 'cdk8s';
import { DaprApp, DaprComponent, DaprHttpEndpoint, DaprResiliency, IDaprPeer, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { app, find, newChart, refusal } from '../../../scenarios/charts';
import { RetryPolicy } from '../../../src/resources/resiliency/policy-props';
import { chartOf } from '../../support/namespaces';

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

  test('names an app of another namespace as callers do', () => {
    const targetsIn = (own: string | undefined, peers: object[]): object => {
      const chart = newChart({}, own === undefined ? {} : { namespace: own });
      const targets = peers.map((attributes: any, i) => ({ app: DaprApp.fromAppAttributes(chart, `p${i}`, { appId: 'echo', ...attributes }), timeout }));
      new DaprResiliency(chart, 'r', { apps: [app(chart)], appTargets: targets });
      expect(refusal(chart)).toBe('');
      return Object.keys(find(chart, 'Resiliency').spec.targets.apps);
    };
    expect(targetsIn('shop', [{ namespace: 'apps' }])).toEqual(['echo.apps']);
    expect(targetsIn('shop', [{ namespace: 'shop' }])).toEqual(['echo']);
    expect(targetsIn('shop', [{}])).toEqual(['echo']);
    expect(targetsIn(undefined, [{ namespace: 'apps' }])).toEqual(['echo.apps']);
    expect(targetsIn('shop', [{ namespace: 'shop' }, { namespace: 'apps' }, { namespace: 'test' }])).toEqual(['echo', 'echo.apps', 'echo.test']);
  });

  test('names an app of this App in another namespace as callers do', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const other = app(chartOf(chart, 'apps'), {}, 'echo');
    new DaprResiliency(chart, 'r', { apps: [app(chart)], namespace: 'shop', appTargets: [{ app: other, timeout }] });
    expect(Object.keys(find(chart, 'Resiliency').spec.targets.apps)).toEqual(['echo.apps']);
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
