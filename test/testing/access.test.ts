/** What an app may do: what its daprd decides by the objects of the stack. */
import { Chart } from 'cdk8s';
import {
  AccessAction, AccessOperation, AccessPolicy, AppProtocol, DaprApp, DaprAppProps, DaprComponent, DaprConfiguration,
  DataPlane, HttpVerb, IDaprConfiguration, MetadataValue, pubsub, RedisAuthentication, testing, TopicScopes, TopicScopesProps,
} from 'cdk8s-dapr';
import { app, newChart, SHARED } from '../../scenarios/charts';
import { isCallAllowed } from '../../src/resources/configuration/call-decision';
import { operationFor } from '../../src/resources/configuration/operations';

const { ALLOW, DENY } = AccessAction;
const stackApp = (chart: Chart, appId = 'orders') => testing.DaprStack.of(chart).app(appId);
const newShop = (settings = {}) => newChart({ ...SHARED, ...settings }, { namespace: 'shop' });
function called(props: (chart: Chart) => Partial<DaprAppProps>, settings = {}, configuration?: (chart: Chart) => IDaprConfiguration) {
  const chart = newShop(settings);
  const orders = app(chart, { appPort: 8080, ...props(chart) }, 'orders');
  if (configuration) {
    orders.addConfiguration(configuration(chart));
  }
  return stackApp(chart);
}
const gateway = (chart: Chart, operations?: AccessOperation[]) => ({ invokedBy: [{ app: DaprApp.fromAppId(chart, 'gateway', 'gateway'), ...(operations ? { operations } : {}) }] });
/** An app with a hand-written policy for app `gateway`. */
const written = (accessControlDefaultAction: AccessAction, policy: Partial<AccessPolicy> = {}) => called(() => ({}), {}, chart => new DaprConfiguration(chart, 'c', {
  accessControlDefaultAction, accessControlPolicies: [{ app: DaprApp.fromAppId(chart, 'g', 'gateway'), namespace: 'shop', defaultAction: ALLOW, ...policy }],
}));

describe('calls of an app', () => {
  test('are allowed to every app without declarations', () => {
    expect(called(() => ({})).mayBeCalledBy('reports')).toBe(true);
  });

  test.each([['a sidecar', {}], ['a shared daprd', { dataPlane: DataPlane.sharedDeployment() }], ['a pinned daprd', { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }) }]])(
    'are allowed to the declared callers only, with %s', (_, props) => {
      const orders = called(chart => ({ ...gateway(chart), ...props }));
      expect([orders.mayBeCalledBy('gateway'), orders.mayBeCalledBy('reports')]).toEqual([true, false]);
    });

  test('are allowed to a caller of that namespace only', () => {
    const orders = called(gateway);
    expect(['shop', 'other'].map(namespace => orders.mayBeCalledBy('gateway', { namespace }))).toEqual([true, false]);
  });

  test('are allowed by operation and verb', () => {
    const orders = called(chart => gateway(chart, [{ name: '/orders', action: ALLOW, httpVerbs: [HttpVerb.POST] }, { name: '/health/*', action: ALLOW }]));
    expect([
      orders.mayBeCalledBy('gateway'),
      orders.mayBeCalledBy('gateway', { operation: '/orders' }),
      orders.mayBeCalledBy('gateway', { operation: 'ORDERS', verb: 'POST' }),
      orders.mayBeCalledBy('gateway', { operation: '/orders', verb: 'GET' }),
      orders.mayBeCalledBy('gateway', { operation: '/admin' }),
      orders.mayBeCalledBy('gateway', { operation: '/health/live', verb: 'GET' }),
      orders.mayBeCalledBy('gateway', { operation: '/health', verb: 'GET' }),
      orders.mayBeCalledBy('gateway', { verb: 'POST' }),
    ]).toEqual([true, true, true, false, false, true, true, true]);
  });

  test('of which all operations are denied are not allowed', () => {
    expect(called(chart => gateway(chart, [{ name: '/orders', action: DENY }])).mayBeCalledBy('gateway')).toBe(false);
  });

  test('over gRPC are allowed by operation, in its case', () => {
    const orders = called(chart => ({ appProtocol: AppProtocol.GRPC, ...gateway(chart, [{ name: '/Shop/Order', action: ALLOW }]) }));
    expect(['/Shop/Order', '/shop/order'].map(operation => orders.mayBeCalledBy('gateway', { operation }))).toEqual([true, false]);
  });

  test('follow a hand-written policy', () => {
    expect([written(DENY).mayBeCalledBy('gateway'), written(DENY).mayBeCalledBy('reports'), written(ALLOW).mayBeCalledBy('reports')]).toEqual([true, false, true]);
  });

  test('are denied to a caller with another trust domain than the policy says', () => {
    expect(written(DENY, { trustDomain: 'acme' }).mayBeCalledBy('gateway')).toBe(false);
  });

  test('are impossible without a port', () => {
    const chart = newShop();
    app(chart, {}, 'orders');
    expect(stackApp(chart).mayBeCalledBy('gateway')).toBe(false);
  });

  test('are unknown with a Configuration outside the stack', () => {
    const orders = called(() => ({}), {}, chart => DaprConfiguration.fromConfigurationName(chart, 'c', 'platform'));
    expect(() => orders.mayBeCalledBy('gateway')).toThrow("calls of app 'orders' are decided by Configuration 'platform', which is not in the stack.");
  });

  test('are unknown with a remote Dapr', () => {
    const dataPlane = DataPlane.remote({ httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', apiTokenSecret: 't', appEndpoint: 'https://orders.example' });
    const orders = called(() => ({ dataPlane }));
    expect(() => orders.mayBeCalledBy('gateway')).toThrow("calls of app 'orders' are decided by a remote Dapr.");
    expect(() => orders.mayUse('store')).toThrow("component 'store' is loaded by a remote Dapr");
  });
});

// daprd's tree of path segments: an operation also decides about the paths below it.
test.each<[string, string[], string[]]>([
  ['/a', ['/a', 'a', '/a/b'], ['/b', '/ab']],
  ['/a/b', ['/a/b'], ['/a', '/b']],
  ['/a/*', ['/a', '/a/b', '/a/'], ['/a/b/c', '/b']],
  ['/a/**', ['/a/b', '/a/b/c'], ['/b/a']],
  ['/a*', ['/a', '/ab', '/ab/c'], ['/b']],
  ['/a.b', ['/a.b'], ['/axb']],
])('the operation %s decides about %j and not about %j', (name, right, wrong) => {
  const found = (path: string) => operationFor([{ name }], path, true) !== undefined;
  expect([right.filter(path => !found(path)), wrong.filter(found)]).toEqual([[], []]);
});

test('HTTP paths do not distinguish upper and lower case, and gRPC methods do', () => {
  expect([true, false].map(isHttp => operationFor([{ name: '/A' }], '/a', isHttp))).toEqual([{ name: '/A' }, undefined]);
});

test('the first of equal operations decides', () => {
  expect(operationFor([{ name: '/a', action: 'allow' }, { name: 'a', action: 'deny' }], '/a', true)).toEqual({ name: '/a', action: 'allow' });
});

describe('a policy', () => {
  const GATEWAY = { appId: 'gateway', namespace: 'shop', trustDomain: 'public' };
  const decide = (access: object, caller: typeof GATEWAY | undefined = GATEWAY) => isCallAllowed(access, caller, {}, true);

  test('without any field allows every call', () => {
    expect([decide({}), decide({ policies: [] })]).toEqual([true, true]);
  });

  test('without a default action allows the apps that it does not name', () => {
    const other = { ...GATEWAY, appId: 'other', defaultAction: 'deny' };
    expect([decide({ policies: [other] }), decide({ trustDomain: 'public' }), decide({ defaultAction: 'deny', policies: [other] })]).toEqual([true, true, false]);
  });

  test('does not know a caller without a certificate', () => {
    const access = { defaultAction: 'deny', policies: [{ ...GATEWAY, defaultAction: 'allow' }] };
    expect([decide(access), isCallAllowed(access, undefined, {}, true)]).toEqual([true, false]);
  });

  test('is the last one of an app', () => {
    expect(decide({ defaultAction: 'deny', policies: [{ ...GATEWAY, defaultAction: 'allow' }, { ...GATEWAY, defaultAction: 'deny' }] })).toBe(false);
  });
});

describe('components and topics', () => {
  const broker = (topicScopes: TopicScopesProps = {}) => (chart: Chart) =>
    new pubsub.RedisPubSub(chart, 'events', { metadata: { redisHost: 'redis:6379' }, topicScopes: TopicScopes.of(topicScopes), authentication: RedisAuthentication.none() });

  test('a component is loaded by the apps in its scopes', () => {
    const chart = newShop();
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    new DaprComponent(chart, 'open', { type: 'lock.redis', availableToNamespace: true, metadata: { redisHost: MetadataValue.of('redis:6379') } });
    app(chart, { uses: [store] }, 'orders');
    app(chart, {}, 'gateway');
    expect(['orders', 'gateway'].map(id => ['store', 'open'].map(name => stackApp(chart, id).mayUse(name)))).toEqual([[true, true], [false, true]]);
  });

  test('a component outside the stack is unknown', () => {
    const orders = called(chart => ({ uses: [DaprComponent.fromComponentName(chart, 's', 'store')] }));
    expect(orders.uses('store')).toBe(true);
    expect(() => orders.mayUse('store')).toThrow("component 'store' is not in the stack, or not in the namespace of app 'orders'.");
  });

  test('the derived topic scopes allow what is declared', () => {
    const chart = newShop();
    const events = broker()(chart);
    app(chart, { appPort: 8080, publishes: [{ pubsub: events, topic: 'orders' }], subscribes: [{ pubsub: events, topic: 'payments', route: '/p' }] }, 'orders');
    app(chart, {}, 'gateway');
    const orders = stackApp(chart);
    expect(['orders', 'payments'].map(topic => [orders.mayPublish('events', topic), orders.maySubscribe('events', topic)])).toEqual([[true, false], [false, true]]);
    expect(stackApp(chart, 'gateway').mayPublish('events', 'orders')).toBe(false);
  });

  test.each<[string, TopicScopesProps, boolean, boolean]>([
    ['nothing', {}, true, true],
    ['allowed topics', { allowedTopics: ['b'] }, false, true],
    ['protected topics', { protectedTopics: ['a'] }, false, true],
    ['its own topics', { publishingScopes: { orders: ['a'] } }, true, false],
    ['an empty list', { publishingScopes: { orders: [] } }, false, false],
    ['the topics of another app', { publishingScopes: { other: ['a'] } }, true, true],
    ['a protected topic of its own', { protectedTopics: ['a'], publishingScopes: { orders: ['a'] } }, true, false],
  ])('with %s in the topic scopes, an app may publish to some topics only', (_, scopes, a, b) => {
    const orders = called(chart => ({ uses: [broker(scopes)(chart)] }), { derivedAccess: { topicScopes: false } });
    expect(['a', 'b'].map(topic => orders.mayPublish('events', topic))).toEqual([a, b]);
  });

  test('topic scopes in a Secret are unknown', () => {
    const orders = called(chart => ({
      uses: [new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('r:6379'), publishingScopes: MetadataValue.fromSecret('s', 'k') } })],
    }));
    expect(() => orders.mayPublish('events', 'a')).toThrow("publishingScopes of component 'events' is in a Secret.");
  });
});
