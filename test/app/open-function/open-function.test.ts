/** OpenFunction Functions: their components, and where their daprd runs. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import {
  DaprComponent, DataPlane, OpenFunction, OpenFunctionDaprMode, OpenFunctionHttpEngine, OpenFunctionProps, OpenFunctionWorkload,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { usesOf } from '../../../src/facts/uses';
import { shop } from '../../support/namespaces';
import { componentOf, openFunction } from '../../support/open-functions';

const serving = (chart: Chart) => find(chart, 'Function').spec.serving;

test('a function without Dapr is only called over HTTP', () => {
  const chart = shop();
  openFunction(chart);
  expect(chart.toJson()).toEqual([{
    apiVersion: 'core.openfunction.io/v1beta2',
    kind: 'Function',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { image: 'test.local/orders-fn:1', serving: { triggers: { http: { port: 8080 } } } },
  }]);
});

test('every prop is rendered', () => {
  const chart = shop();
  const events = componentOf(chart, 'pubsub.in-memory', 'events');
  const all: Required<OpenFunctionProps> = {
    image: 'test.local/fn:2',
    functionName: 'stock',
    namespace: 'shop',
    version: 'v1.2.0',
    imageCredentials: 'pull',
    httpPort: 9000,
    httpEngine: OpenFunctionHttpEngine.KEDA,
    triggers: [{ component: events, topic: 'created' }, { component: componentOf(chart, 'bindings.cron', 'nightly') }],
    outputs: [{ component: componentOf(chart, 'bindings.http', 'mail'), operation: 'post', metadata: { path: '/send' } }, { component: events, topic: 'sent' }],
    states: [componentOf(chart, 'state.in-memory', 'store')],
    daprServiceMode: OpenFunctionDaprMode.SIDECAR,
    minReplicas: 0,
    maxReplicas: 5,
    workloadType: OpenFunctionWorkload.STATEFUL_SET,
    params: { CURRENCY: 'EUR' },
    labels: { team: 'a' },
    annotations: { note: 'b' },
  };
  openFunction(chart, all);
  expect(refusal(chart)).toBe('');
  expect(find(chart, 'Function')).toEqual({
    apiVersion: 'core.openfunction.io/v1beta2',
    kind: 'Function',
    metadata: { name: 'stock', namespace: 'shop' },
    spec: {
      image: 'test.local/fn:2',
      version: 'v1.2.0',
      imageCredentials: { name: 'pull' },
      serving: {
        annotations: { 'note': 'b', 'openfunction.io/enable-dapr': 'true', 'openfunction.io/dapr-service-mode': 'sidecar' },
        labels: { team: 'a' },
        params: { CURRENCY: 'EUR' },
        triggers: {
          http: { port: 9000, engine: 'keda' },
          dapr: [{ name: 'events', type: 'pubsub.in-memory', topic: 'created' }, { name: 'nightly', type: 'bindings.cron' }],
        },
        outputs: [
          { dapr: { name: 'mail', type: 'bindings.http', operation: 'post', metadata: { path: '/send' } } },
          { dapr: { name: 'events', type: 'pubsub.in-memory', topic: 'sent' } },
        ],
        states: { store: {} },
        scaleOptions: { minReplicas: 0, maxReplicas: 5 },
        workloadType: 'StatefulSet',
      },
    },
  });
});

test('components are defined once and scoped to the app ID that OpenFunction assigns', () => {
  const chart = shop();
  const store = componentOf(chart, 'state.in-memory', 'store');
  const orders = openFunction(chart, { states: [store] });
  app(chart, { uses: [store] });
  expect(orders.appId).toBe('orders-shop');
  expect(find(chart, 'Component', 'store').scopes).toEqual(['checkout', 'orders-shop']);
  expect(warningCodes(chart)).toEqual([]);
});

test('a component referenced by name only is used by its name', () => {
  const chart = shop();
  openFunction(chart, { triggers: [{ component: DaprComponent.fromComponentName(chart, 'there', 'events'), topic: 't' }] });
  expect(serving(chart).triggers).toEqual({ dapr: [{ name: 'events', topic: 't' }] });
});

test('a function with components has its daprd in a proxy by default', () => {
  const of = (props: Partial<OpenFunctionProps>) => {
    const chart = shop();
    openFunction(chart, { triggers: [{ component: componentOf(chart, 'pubsub.in-memory', 'events'), topic: 't' }], ...props });
    return serving(chart).annotations['openfunction.io/dapr-service-mode'];
  };
  expect(of({})).toBe('standalone');
  expect(of({ daprServiceMode: OpenFunctionDaprMode.STANDALONE })).toBe('standalone');
  expect(of({ daprServiceMode: OpenFunctionDaprMode.SIDECAR })).toBe('sidecar');
});

test('daprServiceMode enables Dapr without components', () => {
  const chart = shop();
  openFunction(chart, { daprServiceMode: OpenFunctionDaprMode.SIDECAR });
  expect(serving(chart).annotations).toEqual({ 'openfunction.io/enable-dapr': 'true', 'openfunction.io/dapr-service-mode': 'sidecar' });
});

test('a function with triggers is called over HTTP only if an HTTP prop is set', () => {
  const of = (props: Partial<OpenFunctionProps>) => {
    const chart = shop();
    openFunction(chart, { triggers: [{ component: componentOf(chart, 'pubsub.in-memory', 'events'), topic: 't' }], ...props });
    return serving(chart).triggers.http;
  };
  expect(of({})).toBeUndefined();
  expect(of({ httpPort: 9000 })).toEqual({ port: 9000 });
  expect(of({ httpEngine: OpenFunctionHttpEngine.KNATIVE })).toEqual({ port: 8080, engine: 'knative' });
});

test('other apps invoke it as a peer', () => {
  const chart = shop();
  const caller = app(chart, { invokes: [openFunction(chart, { daprServiceMode: OpenFunctionDaprMode.STANDALONE })] });
  expect(usesOf(caller)).toEqual([{ kind: 'invoke', subject: 'orders-shop' }]);
  expect(refusal(chart)).toBe('');
});

test('the app ID in the scopes of a component causes no warning', () => {
  const chart = newChart({ warningsAsErrors: true }, { namespace: 'shop' });
  openFunction(chart);
  new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['orders-shop'] });
  expect(refusal(chart)).toBe('');
});

test('fields without a prop are set with a JSON patch', () => {
  const chart = shop();
  ApiObject.of(openFunction(chart)).addJsonPatch(JsonPatch.add('/spec/serving/template', { containers: [{ name: 'function', imagePullPolicy: 'IfNotPresent' }] }));
  expect(serving(chart).template.containers[0].name).toBe('function');
});

describe.each([['sidecar', DataPlane.sidecar()], ['shared', DataPlane.sharedDeployment()]])('a DaprApp with a %s data plane', (_, dataPlane) => {
  test('refuses an OpenFunction Function, and suggests alternatives', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    app(chart, { workload: openFunction(chart), dataPlane });
    expect(refusal(chart)).toMatch(/DAPR8016 .*workload 'chart\/orders\/Resource' is an OpenFunction Function.*[Uu]se the OpenFunction construct.*Knative Service.*KEDA/);
  });

  test.each(['v1beta1', 'v1beta2'])('refuses a raw Function of %s', version => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const workload = new ApiObject(chart, 'f', { apiVersion: `core.openfunction.io/${version}`, kind: 'Function', spec: { image: 'a', serving: {} } });
    app(chart, { workload, dataPlane });
    expect(refusal(chart)).toContain('DAPR8016');
  });
});

test('a dead letter topic that triggers a function causes no warning', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
  const subscribes = [{ pubsub: events, topic: 'orders', route: '/orders', deadLetterTopic: 'failed' }];
  app(chart, { appPort: 8080, subscribes });
  expect(warningCodes(chart)).toContain('DAPR6002');
  new OpenFunction(chart, 'mails', { image: 'test.local/mails:1', version: 'v1.0.0', triggers: [{ component: events, topic: 'failed' }] });
  expect(warningCodes(chart)).not.toContain('DAPR6002');
});
