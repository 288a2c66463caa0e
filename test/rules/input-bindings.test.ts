/** What input bindings bring while the app is away, and what a retry makes of the app's answers. */
import { Chart, Duration } from 'cdk8s';
import {
  AppProtocol, DaprApp, DaprComponent, DaprResiliency, DataPlane, MetadataValue, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../scenarios/charts';
import { EVERY_COMPONENT, MadeComponent, make } from '../../scenarios/every-component';
import { schemaErrors } from '../support/strict-schemas';

const RETRY = { policy: 'constant', duration: '1s', maxRetries: -1, matching: { httpStatusCodes: '429,502-504' } };
const SECONDS = Duration.seconds(5);
const shared = () => ({ dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) });

/** Where what is brought is not held: a clock, and senders that send again. */
const DO_NOT_WAIT = ['bindings.cron', 'bindings.azure.eventgrid', 'bindings.alicloud.dingtalk.webhook'];
const INPUTS = EVERY_COMPONENT.filter(({ component }) => component.directions.includes('input'));
const named = (waits: boolean): [string, MadeComponent][] =>
  INPUTS.filter(({ component }) => DO_NOT_WAIT.includes(component.type) !== waits).map(made => [made.component.type, made]);

type More = (chart: Chart, checkout: DaprApp, binding: DaprComponent) => void;
const called = (props: object = {}, more: More = () => undefined, made?: MadeComponent) => {
  const chart = newChart(SHARED);
  const binding = made ? make(chart, 'queue', made, MetadataValue.fromSecret('s', 'k')) : new DaprComponent(chart, 'queue', { type: 'bindings.acme' });
  more(chart, app(chart, { appPort: 8080, inputBindings: [binding], ...props }), binding);
  return chart;
};
const retryOf = (chart: Chart) => find(chart, 'Resiliency', 'checkout-queue-events');

describe('behind a shared daprd', () => {
  test.each<[string, MadeComponent | undefined]>([['bindings.acme', undefined], ...named(true)])('what %s brings is kept until the app is back', (_, made) => {
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

  test('so it is on each node, and for a binding that is added, or of which only the name is known', () => {
    expect(retryOf(called({ dataPlane: DataPlane.sharedDaemonSet() }))).toBeDefined();
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, ...shared() }).addInputBindings(DaprComponent.fromComponentName(chart, 'existing', 'queue'));
    expect(retryOf(chart)).toBeDefined();
  });

  test('for a gRPC app the retry names gRPC codes', () => {
    expect(retryOf(called({ ...shared(), appProtocol: AppProtocol.GRPC })).spec.policies.retries.untilTheAppIsBack.matching).toEqual({ gRPCStatusCodes: '1,4,8,14' });
  });

  test.each(named(false))('what %s brings is not: it does not wait, and all of it would come at once', (_, made) => {
    expect(find(called(shared(), undefined, made), 'Resiliency')).toBeUndefined();
  });

  test('an output binding has none', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, uses: [new DaprComponent(chart, 'queue', { type: 'bindings.acme' })], ...shared() });
    expect(find(chart, 'Resiliency')).toBeUndefined();
  });

  test('where the user has a target for it, that target keeps it too; a retry that ends, or a breaker, is a warning', () => {
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

const warnings = (chart: Chart) => warningCodes(chart).filter(code => code === 'DAPR9140');

describe('a retry makes a failure of every answer over HTTP but 200', () => {
  const mine = (props: object, inbound: object, more: object = {}) => called(props, (chart, checkout, component) => {
    new DaprResiliency(chart, 'mine', { apps: [checkout], ...more, componentTargets: [{ component, inbound }] });
  });
  const few = { retry: ResiliencyRetry.of('few', { maxRetries: 3 }) };

  test('which is a warning, whoever defined it (DAPR9140)', () => {
    expect(warnings(called(shared()))).toEqual(['DAPR9140']);
    expect(warnings(mine({}, few))).toEqual(['DAPR9140']);
    expect(warnings(mine({}, few, { apps: undefined, availableToNamespace: true }))).toEqual(['DAPR9140']);
  });

  test('and none without a retry, for a gRPC app, or for another app', () => {
    expect(warnings(called())).toEqual([]);
    expect(warnings(called(shared(), undefined, named(false)[0][1]))).toEqual([]);
    expect(warnings(mine({}, { timeout: ResiliencyTimeout.of('short', SECONDS) }))).toEqual([]);
    expect(warnings(called({ ...shared(), appProtocol: AppProtocol.GRPC }))).toEqual([]);
    expect(warnings(called({}, (chart, _checkout, component) => {
      new DaprResiliency(chart, 'mine', { apps: [app(chart, { uses: [component] }, 'other')], componentTargets: [{ component, inbound: few }] });
    }))).toEqual([]);
  });
});
