/** What a test of a blueprint reads of a stack: apps, objects and findings. */
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DaprFindings, DaprPlatform, DaprWarnings, DataPlane, MetadataValue, SharedDaprDeployment, testing } from 'cdk8s-dapr';
import { IConstruct } from 'constructs';
import { app, deployment, newChart, SHARED } from '../../scenarios/charts';

const { DaprStack } = testing;
const SHOP = { namespace: 'shop' };

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return DaprFindings.ofError(error).list().map(({ code, message, todo }) => `${code}: ${message} ${todo}`).join('\n');
  }
  return '';
};

describe('an app', () => {
  test('is found by its app ID', () => {
    const chart = newChart({}, SHOP);
    app(chart, { appId: 'orders' }, 'a');
    const found = DaprStack.of(chart).app('orders');
    expect([found.appId, found.namespace]).toEqual(['orders', 'shop']);
  });

  test('that is not there is an error with the nearest app ID', () => {
    const chart = newChart({}, SHOP);
    ['orders', 'gateway'].forEach(id => app(chart, {}, id));
    expect(codeOf(() => DaprStack.of(chart).app('oders'))).toBe("DAPR8171: app 'oders' is not in the stack, which has 'gateway' or 'orders'. Did you mean 'orders'?");
    expect(codeOf(() => DaprStack.of(chart).app('orders', 'other'))).toContain("app 'orders' of namespace 'other' is not in the stack");
    expect(codeOf(() => DaprStack.of(newChart()).app('orders'))).toBe("DAPR8171: app 'orders' is not in the stack. Correct the name, or pass the scope that contains it to DaprStack.of.");
  });

  test('whose app ID exists in two namespaces is found by namespace, or by a smaller scope', () => {
    const root = new App();
    const [a, b] = ['a', 'b'].map(namespace => new Chart(root, namespace, { namespace }));
    [a, b].forEach(chart => app(chart, {}, 'orders'));
    expect(codeOf(() => DaprStack.of(root).app('orders'))).toContain("DAPR8171: app 'orders' exists in 2 namespaces or clusters. Pass the namespace");
    expect(DaprStack.of(root).app('orders', 'b').namespace).toBe('b');
    expect(DaprStack.of(a).app('orders').namespace).toBe('a');
  });

  test('with several workloads behind one daprd is one app', () => {
    const chart = newChart(SHARED, SHOP);
    const dataPlane = new SharedDaprDeployment(chart, 'daprd', { appId: 'orders' });
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    app(chart, { dataPlane, publishes: [{ pubsub: events, topic: 'a' }] }, 'web');
    app(chart, { dataPlane, publishes: [{ pubsub: events, topic: 'b' }] }, 'worker');
    const stack = DaprStack.of(chart);
    expect(stack.apps.map(({ appId }) => appId)).toEqual(['orders']);
    expect(stack.app('orders').workloads.map(({ metadata }) => metadata.name)).toEqual(Testing.synth(chart).filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name).filter(name => name !== 'orders-daprd'));
    expect(['a', 'b', 'c'].map(topic => stack.app('orders').publishes('events', topic))).toEqual([true, true, false]);
  });
});

describe('findings', () => {
  test('errors are data', () => {
    const chart = newChart({}, SHOP);
    app(chart, { appPort: 3500 });
    const stack = DaprStack.of(chart);
    expect(stack.errors.map(({ code, level }) => [code, level])).toEqual([['DAPR2001', 'error']]);
    expect(stack.app('checkout').appId).toBe('checkout');
    expect(codeOf(() => stack.objects)).toContain('DAPR2001');
  });

  test('errors of rules of your own are data, without a code', () => {
    const chart = newChart({}, SHOP);
    app(chart, { appPort: 3500 }).node.addValidation({ validate: () => ['ACME001: port 3500 is reserved'] });
    expect(DaprStack.of(chart).errors.map(({ code, path, message }) => [code, path, message.split(/ [a-z]/)[0]])).toEqual([
      ['DAPR2001', 'chart/checkout', expect.any(String)], ['', 'chart/checkout', expect.stringContaining('ACME001:')],
    ]);
  });

  test('warnings are those that are not acknowledged', () => {
    const chart = newChart({}, SHOP);
    app(chart, { appPort: 8081 });
    const codes = () => [DaprStack.of(chart).warnings, DaprStack.of(chart).acknowledgedWarnings].map(all => all.map(({ code }) => code));
    expect([DaprStack.of(chart).errors, ...codes()]).toEqual([[], ['DAPR2004'], []]);
    DaprWarnings.of(chart).acknowledge('DAPR2004', 'the base image declares it');
    expect(codes()).toEqual([[], ['DAPR2004']]);
    expect(DaprStack.of(chart).acknowledgedWarnings[0].acknowledged).toBe('the base image declares it');
  });

  test('acknowledgements without a warning at or below their scope are listed', () => {
    const root = new App();
    const [a, b] = ['a', 'a2'].map(id => new Chart(root, id));
    const unused = (scope: IConstruct) => DaprStack.of(scope).unusedAcknowledgements;
    app(a, { appPort: 8081 });
    DaprWarnings.of(root).acknowledge('DAPR2004', 'everywhere');
    DaprWarnings.of(a).acknowledge('DAPR2004', 'here');
    expect(unused(root)).toEqual([]);
    DaprWarnings.of(b).acknowledge('DAPR2004', 'not here');
    DaprWarnings.of(root).acknowledge('DAPR6002', 'mended');
    const [notHere, mended] = [{ code: 'DAPR2004', path: 'a2', reason: 'not here' }, { code: 'DAPR6002', path: 'App', reason: 'mended' }];
    expect([root, a, b].map(unused)).toEqual([[notHere, mended], [], [notHere]]);
    expect(DaprWarnings.of(root).unusedAcknowledgements()).toEqual([notHere, mended]);
  });

  test('are those at or below the scope', () => {
    const root = new App();
    const [a, b] = ['a', 'b'].map(id => new Chart(root, id));
    app(a, { appPort: 8081 });
    expect([a, b].map(chart => DaprStack.of(chart).warnings.length)).toEqual([1, 0]);
  });
});

describe('objects', () => {
  const stackOf = (...ids: string[]) => {
    const chart = newChart(SHARED, SHOP);
    ids.forEach(id => app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() }, id));
    return { chart, stack: DaprStack.of(chart) };
  };

  test('are those that a synth writes', () => {
    const { chart, stack } = stackOf('orders', 'gateway');
    const sorted = (objects: any[]) => objects.map(each => JSON.stringify(each)).sort();
    expect(sorted(stack.objects)).toEqual(sorted(Testing.synth(chart)));
  });

  test('are found by kind and name', () => {
    const { stack } = stackOf('orders');
    expect(stack.object('Service', 'orders-dapr-api').metadata.namespace).toBe('shop');
    expect(codeOf(() => stack.object('Service', 'orders-dapr-ap'))).toContain("DAPR8171: Service 'orders-dapr-ap' is not in the stack, which has 'orders-channel' or 'orders-dapr-api'. Did you mean 'orders-dapr-api'?");
  });

  test('with one name in two namespaces are found by namespace', () => {
    const root = new App();
    ['a', 'b'].forEach(namespace => new DaprComponent(new Chart(root, namespace, { namespace }), 'store', { type: 'state.in-memory', scopes: ['x'] }));
    const stack = DaprStack.of(root);
    expect(codeOf(() => stack.object('Component', 'store'))).toContain('DAPR8171: Component \'store\' exists 2 times: Component a/store, Component b/store.');
    expect(stack.object('Component', 'store', 'b').metadata.namespace).toBe('b');
  });

  test('many names of one kind are cut in the message', () => {
    const chart = newChart({}, SHOP);
    Array.from({ length: 12 }, (_, i) => new ApiObject(chart, `c${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c-${10 + i}` } }));
    expect(codeOf(() => DaprStack.of(chart).object('ConfigMap', 'zzzzzz'))).toContain("which has 'c-10', 'c-11', 'c-12', 'c-13', 'c-14', 'c-15', 'c-16', 'c-17', 'c-18', 'c-19' and 2 more.");
  });

  test('are read once: of is called after all constructs are defined', () => {
    const { chart, stack } = stackOf('orders');
    const before = stack.objects;
    deployment(chart, 'later');
    expect(stack.objects).toEqual(before);
    expect(DaprStack.of(chart).objects).toHaveLength(before.length + 1);
  });
});

describe('a snapshot', () => {
  const build = (change: (chart: Chart) => void = () => undefined, ids: readonly string[] = ['orders']) => {
    const chart = newChart({ ...SHARED, clusterPolicyInstalled: false }, SHOP);
    const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), redisPassword: MetadataValue.of('x') } });
    ids.forEach(id => new DaprApp(chart, id, { workload: deployment(chart, `${id}-web`), appPort: 8081, uses: [store], dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) }));
    change(chart);
    return chart;
  };
  const snapshot = (chart: Chart) => DaprStack.of(chart).snapshot();

  test('has an entry for each object, by kind, namespace and name', () => {
    const chart = build();
    expect(Object.keys(snapshot(chart))).toEqual(Testing.synth(chart).map(({ kind, metadata }) => `${kind} shop/${metadata.name}`).sort());
    expect(snapshot(chart)['Component shop/store'].spec.type).toBe('state.redis');
  });

  test('does not change if a warning is acknowledged', () => {
    const acknowledged = build(chart => DaprStack.of(chart).warnings.forEach(({ code }) => DaprWarnings.of(chart).acknowledge(code, 'because')));
    expect(JSON.stringify(Testing.synth(acknowledged))).toContain('cdk8s-dapr/acknowledged-DAPR3207');
    expect(snapshot(acknowledged)).toEqual(snapshot(build()));
  });

  test('keeps all other annotations', () => {
    const annotated = (acknowledge: boolean) => build(chart => {
      new ApiObject(chart, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', annotations: { a: 'b', ...acknowledge && { 'cdk8s-dapr/acknowledged-DAPR3207': 'x' } } } });
    });
    expect(snapshot(annotated(true))['ConfigMap shop/c'].metadata.annotations).toEqual({ a: 'b' });
    expect(JSON.stringify(snapshot(annotated(true)))).toBe(JSON.stringify(snapshot(annotated(false))));
  });

  test('keeps the entries of other apps if an app is added, except the scopes that it joins', () => {
    const before = snapshot(build());
    const after = snapshot(build(undefined, ['orders', 'gateway']));
    expect(Object.keys(before).filter(title => JSON.stringify(before[title]) !== JSON.stringify(after[title]))).toEqual(['Component shop/store']);
  });

  test('has no namespace in the title of an object that has none', () => {
    const chart = newChart();
    new ApiObject(chart, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    expect(Object.keys(snapshot(chart))).toEqual(['ConfigMap c']);
  });
});

test('a scope that is not a construct is refused', () => {
  expect(codeOf(() => DaprStack.of({} as any))).toMatch(/^DAPR3017: scope must be a construct/);
});

test('an App is a scope too', () => {
  const root = new App();
  DaprPlatform.set(root, { apiTokenSecret: 't' });
  app(new Chart(root, 'a', SHOP), {}, 'orders');
  app(new Chart(root, 'b', SHOP), {}, 'gateway');
  expect(DaprStack.of(root).apps.map(({ appId }) => appId)).toEqual(['orders', 'gateway']);
});
