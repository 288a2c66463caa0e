/** What is derived from what apps declare: who may do what, and the switch of each. */
import { ApiObject, Testing } from 'cdk8s';
import {
  AccessAction, AppProtocol, ComposeExporter, DaprApi, DaprApp, DaprComponent, DaprConfiguration, DaprPlatform, DaprPlatformSettings, DaprTopology,
  DataPlane, HttpVerb,
  MachineExporter, MetadataValue, pubsub, SharedDaprDeployment, TopicScopes,
} from 'cdk8s-dapr';
import { app, codes, deployment, find, newChart, pod, refusal, SHARED, warningCodes } from '../../../scenarios/charts';

const NS = { namespace: 'shop' };
const shop = (settings: DaprPlatformSettings = {}) => newChart(settings, NS);
const broker = (chart: any, props: object = {}) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory', ...props });
const metadata = (chart: any) => Object.fromEntries((find(chart, 'Component', 'events').spec.metadata ?? []).map(({ name, value }: any) => [name, value]));
const spec = (chart: any, appId: string) => find(chart, 'Configuration', `${appId}-daprd`)?.spec;

describe('topic scopes', () => {
  const two = (settings: DaprPlatformSettings = {}, props: object = {}) => {
    const chart = shop(settings);
    const events = broker(chart, props);
    app(chart, { publishes: [{ pubsub: events, topic: 'orders' }] }, 'checkout');
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 'orders', route: '/o', deadLetterTopic: 'poison' }] }, 'billing');
    return { chart, events };
  };

  test('an app may publish and receive what it declares, reach its dead-letter topic, and do nothing else', () => {
    expect(metadata(two().chart)).toEqual({
      publishingScopes: 'billing=poison;checkout=orders', subscriptionScopes: 'billing=orders;checkout=', protectedTopics: 'orders,poison',
    });
  });

  test('the dead-letter topic that is made behind a shared daprd is one of the topics', () => {
    const chart = shop(SHARED);
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: broker(chart), topic: 'orders', route: '/o' }] }, 'billing');
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'billing=orders-dead-letter', subscriptionScopes: 'billing=orders' });
  });

  test('a subscription in the code counts, and makes no object', () => {
    const chart = shop();
    app(chart, { subscribesInCode: [{ pubsub: broker(chart), topic: 'orders' }] }, 'billing');
    expect(metadata(chart)).toMatchObject({ subscriptionScopes: 'billing=orders' });
    expect(find(chart, 'Subscription')).toBeUndefined();
  });

  test('an app that declares no topic stays free, so no topic is protected from it', () => {
    const { chart, events } = two();
    app(chart, { uses: [events] }, 'audit');
    expect(metadata(chart)).toEqual({ publishingScopes: 'billing=poison;checkout=orders', subscriptionScopes: 'billing=orders;checkout=' });
  });

  test.each([['named in scopes', { scopes: ['elsewhere'] }], ['of the whole namespace', { availableToNamespace: true }]])('neither is any from an app that is %s', (_, props) => {
    expect(metadata(two({}, props).chart)).not.toHaveProperty('protectedTopics');
  });

  test('a broker without declared topics, and a component that is none, stay as they are', () => {
    const chart = shop();
    app(chart, { uses: [broker(chart)] });
    expect(metadata(chart)).toEqual({});
  });

  test('topic scopes of an app that somebody wrote stay', () => {
    const chart = shop();
    const events = new pubsub.RedisPubSub(chart, 'events', {
      metadata: { redisHost: 'redis:6379' }, topicScopes: TopicScopes.of({ publishingScopes: { checkout: ['refunds'] }, protectedTopics: ['audit'] }),
    });
    app(chart, { publishes: [{ pubsub: events, topic: 'orders' }] });
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'checkout=refunds', subscriptionScopes: 'checkout=', protectedTopics: 'audit,orders' });
  });

  test('the switch turns them off', () => {
    expect(metadata(two({ derivedAccess: { topicScopes: false } }).chart)).toEqual({});
  });

  test('a topic that the text cannot hold is a warning, and nothing is derived', () => {
    const chart = shop();
    app(chart, { publishes: [{ pubsub: broker(chart), topic: 'a,b' }] });
    expect(metadata(chart)).toEqual({});
    expect(warningCodes(chart)).toContain('DAPR3254');
  });

  test('topics of another app do not restart a shared daprd, its own do', () => {
    const print = (others: string[], own: string[]) => {
      const chart = shop(SHARED);
      const events = broker(chart);
      const topics = (names: string[]) => names.map(topic => ({ pubsub: events, topic }));
      app(chart, { publishes: topics(own), dataPlane: DataPlane.sharedDeployment() }, 'checkout');
      app(chart, { publishes: topics(others) }, 'other');
      return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    };
    expect(print(['b'], ['a'])).toBe(print(['b', 'c'], ['a']));
    expect(print(['b'], ['a'])).not.toBe(print(['b'], ['a', 'c']));
  });
});

describe('access policies', () => {
  const called = (settings: DaprPlatformSettings = {}, more: object = {}) => {
    const chart = shop(settings);
    const billing = app(chart, { appPort: 8080, ...more }, 'billing');
    return { chart, billing, checkout: app(chart, { invokes: [billing] }, 'checkout') };
  };
  const policy = { appId: 'checkout', defaultAction: 'allow', trustDomain: 'public', namespace: 'shop' };

  test('who declares to call an app may, and nobody else', () => {
    const { chart } = called();
    expect(spec(chart, 'billing')).toEqual({ accessControl: { defaultAction: 'deny', policies: [policy] } });
    expect(pod(chart, 'Deployment', find(chart, 'Deployment').metadata.name).metadata.annotations['dapr.io/config']).toBe('billing-daprd');
    expect(spec(chart, 'checkout')).toBeUndefined();
  });

  test('nobody declared means that everybody may', () => {
    const chart = shop();
    app(chart, { appPort: 8080 }, 'billing');
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('an app of another stack is named by the one that is called, with the methods that it may call', () => {
    const { chart, billing } = called();
    const operations = [{ name: '/pay', action: AccessAction.ALLOW, httpVerbs: [HttpVerb.POST] }];
    billing.addInvokedBy({ app: DaprApp.fromAppId(chart, 'peer', { appId: 'web', namespace: 'front' }), operations });
    expect(spec(chart, 'billing').accessControl.policies).toEqual([
      { appId: 'web', defaultAction: 'deny', trustDomain: 'public', namespace: 'front', operations: [{ name: '/pay', action: 'allow', httpVerb: ['POST'] }] }, policy,
    ]);
  });

  test('an app that is called by its name only counts, before and after it is defined', () => {
    const chart = shop();
    app(chart, { invokes: [DaprApp.fromAppId(chart, 'name', { appId: 'billing' })] }, 'checkout');
    app(chart, { appPort: 8080 }, 'billing');
    app(chart, { invokes: [DaprApp.fromAppId(chart, 'again', { appId: 'billing', namespace: 'shop' })] }, 'audit');
    expect(spec(chart, 'billing').accessControl.policies.map((p: any) => p.appId)).toEqual(['audit', 'checkout']);
  });

  test('a caller is known by the trust domain of its Configuration', () => {
    const { chart, checkout } = called();
    new DaprConfiguration(chart, 'own', { accessControlTrustDomain: 'pay.example', apps: [checkout] });
    expect(spec(chart, 'billing').accessControl.policies[0].trustDomain).toBe('pay.example');
  });

  test('a shared daprd has them in its Configuration, and HotReload off as ever', () => {
    const { chart } = called(SHARED, { dataPlane: DataPlane.sharedDeployment() });
    expect(spec(chart, 'billing')).toMatchObject({ features: [{ name: 'HotReload', enabled: false }], accessControl: { defaultAction: 'deny' } });
  });

  test('access control that somebody wrote is left as it is, and so is a Configuration of which only the name is known', () => {
    const { chart, billing } = called();
    new DaprConfiguration(chart, 'own', { accessControlDefaultAction: AccessAction.ALLOW, apps: [billing] });
    expect(spec(chart, 'billing')).toBeUndefined();
    const named = called();
    named.billing.addResource(DaprConfiguration.fromConfigurationName(named.chart, 'own', 'theirs'));
    expect(refusal(named.chart)).toBe('');
    expect(find(named.chart, 'Configuration')).toBeUndefined();
  });

  test.each<[string, DaprPlatformSettings]>([['the switch', { derivedAccess: { accessControl: false } }], ['a platform without mTLS', { mtls: false }]])('%s turns them off', (_, settings) => {
    expect(find(called(settings).chart, 'Configuration')).toBeUndefined();
  });

  test('a caller without a namespace is a warning, and nothing is derived', () => {
    const chart = newChart();
    const billing = app(chart, { appPort: 8080 }, 'billing');
    app(chart, { invokes: [billing] }, 'checkout');
    expect(warningCodes(chart)).toContain('DAPR3252');
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('the nearest scope sets a switch, and leaves the others', () => {
    const chart = newChart({ derivedAccess: { topicScopes: false } });
    DaprPlatform.set(new ApiObject(chart, 'below', { apiVersion: 'v1', kind: 'ConfigMap' }), { derivedAccess: { accessControl: false } });
    expect(DaprPlatform.of(chart.node.findChild('below')).derivedAccess).toMatchObject({ topicScopes: false, accessControl: false, networkPolicy: true });
    expect(codes(() => newChart({ derivedAccess: { topicScopes: 'yes' as any } }))).toEqual(['DAPR3017']);
  });
});

describe('secret scopes and API lists', () => {
  const vault = (chart: any) => new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  const store = (chart: any, secretStore: DaprComponent) => new DaprComponent(chart, 'store', {
    type: 'state.acme', secretStore, metadata: { redisHost: MetadataValue.of('r:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') },
  });

  test('a secret store that only components need gives the app nothing; one that the app uses everything', () => {
    const chart = shop();
    const [one, two] = [vault(chart), app(chart)];
    two.addUses(store(chart, one));
    expect(spec(chart, 'checkout')).toEqual({ secrets: { scopes: [{ storeName: 'vault', defaultAccess: 'deny' }] } });
    two.addUses(one);
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('their switch turns them off', () => {
    const chart = shop({ derivedAccess: { secretScopes: false } });
    app(chart, { uses: [store(chart, vault(chart))] });
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('an API list, once switched on, allows for both protocols what is declared', () => {
    const chart = shop({ derivedAccess: { apiAllowList: true } });
    app(chart, { uses: [store(chart, vault(chart))], publishes: [{ pubsub: broker(chart), topic: 'a' }], usesApis: [DaprApi.JOBS] });
    const allowed: any[] = spec(chart, 'checkout').api.allowed;
    expect([...new Set(allowed.map(({ name }) => name))]).toEqual(['jobs', 'metadata', 'publish', 'state']);
    expect(allowed.filter(({ name }) => name === 'state')).toEqual(['v1', 'v1alpha1'].flatMap(version => ['grpc', 'http'].map(protocol => ({ name: 'state', version, protocol }))));
  });
});

describe('reading Secrets', () => {
  const reader = (pods: object = { serviceAccountName: 'checkout' }, props: object = {}, settings: DaprPlatformSettings = {}) => {
    const chart = shop(settings);
    app(chart, { workload: deployment(chart, 'web', pods), readsSecrets: ['stripe', 'mail'], ...props });
    return chart;
  };
  const OFF = 'dapr.io/disable-builtin-k8s-secret-store';

  test('gives the service account of the pods the right to read exactly these, mounts its token and leaves the store on', () => {
    const chart = reader({ serviceAccountName: 'checkout', automountServiceAccountToken: false });
    expect(find(chart, 'Role').rules).toEqual([{ apiGroups: [''], resources: ['secrets'], resourceNames: ['mail', 'stripe'], verbs: ['get'] }]);
    expect(find(chart, 'RoleBinding')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'checkout-dapr-secrets' }, subjects: [{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }],
    });
    expect(pod(chart).spec.automountServiceAccountToken).toBe(true);
    expect(pod(chart).metadata.annotations).not.toHaveProperty([OFF]);
    expect(spec(chart, 'checkout')).toEqual({ secrets: { scopes: [{ storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: ['mail', 'stripe'] }] } });
  });

  test('without it the store is off, and there is no right', () => {
    const chart = shop();
    app(chart);
    expect(pod(chart).metadata.annotations[OFF]).toBe('true');
    expect(pod(chart).spec).not.toHaveProperty('automountServiceAccountToken');
    expect([find(chart, 'Role'), find(chart, 'RoleBinding')]).toEqual([undefined, undefined]);
  });

  test.each<[string, DaprPlatformSettings, object]>([
    ['the switch', { derivedAccess: { builtinSecretStoreOff: false } }, {}], ['the option of daprd', {}, { dataPlane: DataPlane.sidecar({ disableBuiltinK8sSecretStore: false }) }],
  ])('%s keeps the store on', (_, settings, props) => {
    const chart = shop(settings);
    app(chart, props);
    expect(pod(chart).metadata.annotations[OFF]).not.toBe('true');
  });

  test.each([
    ['no service account of its own', {}, {}, 'DAPR3250'],
    ['the store switched off by hand', { serviceAccountName: 'a' }, { dataPlane: DataPlane.sidecar({ disableBuiltinK8sSecretStore: true }) }, 'DAPR3253'],
    ['a Dapr elsewhere', {}, { dataPlane: DataPlane.remote({ httpEndpoint: 'https://d:443', grpcEndpoint: 'https://d:443', apiTokenSecret: 't' }) }, 'DAPR8001'],
  ])('%s is refused', (_, pods, props, code) => {
    expect(codes(() => reader(pods, props))).toEqual([code]);
  });

  test('no namespace is refused, and a shared daprd with the store switched off', () => {
    expect(codes(() => {
      const chart = newChart();
      app(chart, { workload: deployment(chart, 'web', { serviceAccountName: 'a' }), readsSecrets: ['x'] });
      return chart;
    })).toEqual(['DAPR3251']);
    expect(codes(() => reader({}, { dataPlane: DataPlane.sharedDeployment({ disableBuiltinK8sSecretStore: true }) }, SHARED))).toEqual(['DAPR3253']);
  });

  test.each([['injected', {}], ['pinned', { pinned: { version: '1.18.2' } }]])('a shared daprd that is %s has a service account for it, and its app needs none', (_, options) => {
    const chart = reader({}, { dataPlane: DataPlane.sharedDeployment(options) }, SHARED);
    const daprd = find(chart, 'Deployment', 'checkout-daprd').spec.template;
    expect(daprd.spec).toMatchObject({ serviceAccountName: 'checkout-daprd', automountServiceAccountToken: true });
    expect(JSON.stringify(daprd)).not.toContain('disable-builtin-k8s-secret-store');
    expect(find(chart, 'ServiceAccount').metadata).toMatchObject({ name: 'checkout-daprd', namespace: 'shop' });
    expect(find(chart, 'RoleBinding').subjects[0].name).toBe('checkout-daprd');
    expect(find(chart, 'Role').rules[0].resourceNames).toEqual(['mail', 'stripe']);
    expect(pod(chart).spec).not.toHaveProperty('automountServiceAccountToken');
  });

  test('a shared daprd inside another data plane gets the right, too, and its service account is written before it', () => {
    const chart = shop(SHARED);
    const shared = new SharedDaprDeployment(chart, 'checkout-daprd', { appId: 'checkout' });
    const checkout = app(chart, { dataPlane: { bind: (scope, joining) => shared.bind(scope, joining) } });
    checkout.addReadsSecrets('stripe');
    checkout.addReadsSecrets('mail');
    const objects = Testing.synth(chart).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
    expect(objects.filter(object => /Role|ServiceAccount/.test(object)).sort())
      .toEqual(['Role checkout-dapr-secrets', 'RoleBinding checkout-dapr-secrets', 'ServiceAccount checkout-daprd']);
    expect(objects.indexOf('ServiceAccount checkout-daprd')).toBeLessThan(objects.indexOf('Deployment checkout-daprd'));
    expect(find(chart, 'Role').rules[0].resourceNames).toEqual(['mail', 'stripe']);
  });

  test('a shared daprd whose apps read none has none of it', () => {
    const chart = shop(SHARED);
    app(chart, { dataPlane: DataPlane.sharedDaemonSet(), appProtocol: AppProtocol.HTTP });
    expect(Testing.synth(chart).map(o => o.kind).filter(kind => /Role|ServiceAccount/.test(kind))).toEqual([]);
    expect(find(chart, 'DaemonSet').spec.template.spec.automountServiceAccountToken).toBe(false);
  });
});

describe('exports', () => {
  const program = { directory: '/srv', command: ['node', 'main.js'] };
  const exported = (make: (topology: DaprTopology) => { path: string; content: string }[]) => {
    const chart = shop({ daprVersion: '1.18.3', apiTokenSecret: 'token' });
    const billing = app(chart, { appPort: 8080, readsSecrets: ['stripe'], workload: deployment(chart, 'b', { serviceAccountName: 'b' }), program }, 'billing');
    app(chart, { invokes: [billing], publishes: [{ pubsub: broker(chart), topic: 'orders' }], program }, 'checkout');
    return make(DaprTopology.of(chart)).map(({ path, content }) => `${path}\n${content}`).join('\n');
  };

  test.each([['Compose', (t: DaprTopology) => ComposeExporter.export(t)], ['machines', (t: DaprTopology) => MachineExporter.export(t)]])(
    'for %s keep topic and secret scopes, leave derived policies out and read Secrets from a file', (_, make) => {
      const text = exported(make);
      expect(text).not.toContain('accessControl');
      expect(text).toContain('checkout=orders');
      expect(text).toMatch(/storeName: kubernetes/);
      expect(text).toMatch(/name: kubernetes\n[^]*secretstores\.local\.file[^]*scopes:\n\s+- billing/);
      expect(text).toContain('"stripe"');
    });
});
