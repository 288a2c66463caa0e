/** Retries of input binding events while the app is unavailable. */
import { Chart, Duration } from 'cdk8s';
import { AppProtocol, DaprComponent, DaprResiliency, DataPlane, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { MadeComponent } from '../../../scenarios/every-component';
import { RETRY } from '../../support/event-retry';
import { called, inputBindings, shared } from '../../support/input-bindings';
import { schemaErrors } from '../../support/strict-schemas';

const SECONDS = Duration.seconds(5);
const retryOf = (chart: Chart) => find(chart, 'Resiliency', 'checkout-queue-events');

describe('behind a shared daprd', () => {
  test.each<[string, MadeComponent | undefined]>([['bindings.acme', undefined], ...inputBindings(true)])('events of %s are retried until the app is available', (_, made) => {
    const chart = called(shared(), undefined, made);
    expect(retryOf(chart)).toEqual({
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: { name: 'checkout-queue-events' },
      scopes: ['checkout'],
      spec: { policies: { retries: { untilTheAppIsBack: RETRY } }, targets: { components: { queue: { inbound: { retry: 'untilTheAppIsBack' } } } } },
    });
    expect(schemaErrors(retryOf(chart))).toEqual([]);
  });

  test('the same applies on each node, and to a binding that is added or referenced by name only', () => {
    expect(retryOf(called({ dataPlane: DataPlane.sharedDaemonSet() }))).toBeDefined();
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, ...shared() }).addInputBinding(DaprComponent.fromComponentName(chart, 'existing', 'queue'));
    expect(retryOf(chart)).toBeDefined();
  });

  test('for a gRPC app the retry names gRPC codes', () => {
    expect(retryOf(called({ ...shared(), appProtocol: AppProtocol.GRPC })).spec.policies.retries.untilTheAppIsBack.matching).toEqual({ gRPCStatusCodes: '1,4,8,14' });
  });

  test.each(inputBindings(false))('events of %s are not retried: the binding does not wait, and all events would arrive at once', (_, made) => {
    expect(find(called(shared(), undefined, made), 'Resiliency')).toBeUndefined();
  });

  test('an output binding has no retry', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, uses: [new DaprComponent(chart, 'queue', { type: 'bindings.acme' })], ...shared() });
    expect(find(chart, 'Resiliency')).toBeUndefined();
  });

  test('a target of the user gets the retry too; a limited retry or a circuit breaker is a warning', () => {
    const own = (inbound: object) => called(shared(), (chart, checkout, component) => {
      new DaprResiliency(chart, 'mine', { apps: [checkout], componentTargets: [{ component, inbound }] });
    });
    const chart = own({ timeout: ResiliencyTimeout.of('short', SECONDS) });
    expect(find(chart, 'Resiliency', 'mine').spec.targets).toEqual({ components: { queue: { inbound: { timeout: 'short', retry: 'untilTheAppIsBack' } } } });
    expect(refusal(chart)).toBe('');
    expect(warningCodes(own({ retry: ResiliencyRetry.of('few', { maxRetries: 3 }) }))).toContain('DAPR3125');
    expect(warningCodes(own({ circuitBreaker: ResiliencyCircuitBreaker.of('careful') }))).toContain('DAPR3125');
  });
});

test('behind a sidecar there is no retry: daprd ends with the app', () => {
  expect(find(called(), 'Resiliency')).toBeUndefined();
});
