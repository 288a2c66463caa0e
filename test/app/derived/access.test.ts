/** The derived Configuration of an app: access control, secret scopes and API allow list. */
import {
  AccessAction, DaprApi, DaprApp, DaprComponent, DaprConfiguration, DaprPlatform, DaprPlatformSettings, DataPlane, HttpVerb, MetadataValue, testing,
} from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, deployment, find, messagesOf, newChart, pod, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { ownConfiguration } from '../../support/configurations';
import { shop } from '../../support/namespaces';

describe('access policies', () => {
  const called = (settings: DaprPlatformSettings = {}, more: object = {}) => {
    const chart = shop(settings);
    const billing = app(chart, { appPort: 8080, ...more }, 'billing');
    return { chart, billing, checkout: app(chart, { invokes: [billing] }, 'checkout') };
  };
  const policy = { appId: 'checkout', defaultAction: 'allow', trustDomain: 'public', namespace: 'shop' };

  test('an app that declares an invocation may call, and no other app may', () => {
    const { chart } = called();
    expect(ownConfiguration(chart, 'billing')).toEqual({ accessControl: { defaultAction: 'deny', policies: [policy] } });
    expect(pod(chart, 'Deployment', find(chart, 'Deployment').metadata.name).metadata.annotations['dapr.io/config']).toBe('billing-daprd');
    expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
  });

  test('without declared callers every app may call', () => {
    const chart = shop();
    app(chart, { appPort: 8080 }, 'billing');
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('an empty list of callers denies every app', () => {
    const chart = shop();
    app(chart, { appPort: 8080, invokedBy: [] }, 'billing');
    expect(ownConfiguration(chart, 'billing')).toEqual({ accessControl: { defaultAction: 'deny' } });
    expect(testing.DaprStack.of(chart).app('billing').mayBeCalledBy('checkout')).toBe(false);
  });

  test('callers that other apps declare are added to an empty list', () => {
    expect(ownConfiguration(called({}, { invokedBy: [] }).chart, 'billing')).toEqual({ accessControl: { defaultAction: 'deny', policies: [policy] } });
  });

  test.each([['the switch', { derivedAccess: { accessControl: false } }], ['a platform without mTLS', { mtls: false }]])('an empty list denies no app with %s', (_, settings) => {
    const chart = shop(settings);
    app(chart, { appPort: 8080, invokedBy: [] }, 'billing');
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('a platform that denies by default denies all callers of an app that declares none', () => {
    const chart = shop({ derivedAccess: { defaultDeny: true } });
    app(chart, { appPort: 8080 }, 'billing');
    expect(ownConfiguration(chart, 'billing')).toEqual({ accessControl: { defaultAction: 'deny' } });
    expect(warningCodes(chart)).not.toContain('DAPR3256');
    const declared = called({ derivedAccess: { defaultDeny: true } });
    expect(ownConfiguration(declared.chart, 'billing')).toEqual({ accessControl: { defaultAction: 'deny', policies: [policy] } });
    expect(ownConfiguration(declared.chart, 'checkout')).toBeUndefined();
  });

  test('default deny holds for a shared daprd, and may be locked', () => {
    const chart = shop({ ...SHARED, derivedAccess: { defaultDeny: true }, locked: ['derivedAccess'] });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() }, 'billing');
    expect(testing.DaprStack.of(chart).app('billing').mayBeCalledBy('checkout')).toBe(false);
    const below = new Construct(chart, 'below');
    expect(() => DaprPlatform.set(below, { derivedAccess: { defaultDeny: false } })).toThrow('DAPR1105');
  });

  test.each<[string, AccessAction | undefined, boolean, number]>([
    ['allows', AccessAction.ALLOW, true, 1], ['does not set the action, and so denies,', undefined, true, 0], ['denies', AccessAction.DENY, true, 0], ['allows, without a lock,', AccessAction.ALLOW, false, 0],
  ])('hand-written access control that %s by default under a locked default deny: errors', (_, accessControlDefaultAction, isLocked, errors) => {
    const chart = shop({ derivedAccess: { defaultDeny: true }, ...(isLocked ? { locked: ['derivedAccess'] } : {}) });
    const web = DaprApp.fromAppAttributes(chart, 'web', { appId: 'web', namespace: 'shop' });
    const accessControlPolicies = [{ app: web, defaultAction: AccessAction.DENY }];
    app(chart, { appPort: 8080 }, 'billing').addConfiguration(new DaprConfiguration(chart, 'own', { accessControlDefaultAction, accessControlPolicies }));
    expect(testing.DaprStack.of(chart).errors.filter(({ code }) => code === 'DAPR1105').map(({ message }) => message))
      .toEqual(errors ? ["accessControl of a Configuration must deny by default, because 'chart' locks derivedAccess.defaultDeny."] : []);
  });

  test.each<[string, DaprPlatformSettings]>([
    ['mtls', { mtls: false, derivedAccess: { defaultDeny: true } }], ['derivedAccess.accessControl', { derivedAccess: { defaultDeny: true, accessControl: false } }],
  ])('a platform that denies by default without %s is a warning', (name, settings) => {
    const chart = shop(settings);
    app(chart, { appPort: 8080 }, 'billing');
    expect(messagesOf(chart, 'DAPR3256')).toEqual([`chart/billing: callers are not denied by default, because ${name} is false`]);
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test.each<[string, AccessAction, AccessAction | undefined, number]>([
    ['denies by default', AccessAction.DENY, undefined, 1],
    ['denies by a policy', AccessAction.ALLOW, AccessAction.DENY, 1],
    ['allows by default', AccessAction.ALLOW, undefined, 0],
    ['allows by a policy', AccessAction.DENY, AccessAction.ALLOW, 0],
  ])('a declared caller of an app whose Configuration %s: warnings', (_, accessControlDefaultAction, defaultAction, warnings) => {
    for (const dataPlane of [DataPlane.sidecar(), DataPlane.sharedDeployment()]) {
      const { chart, billing, checkout } = called(SHARED, { dataPlane });
      const accessControlPolicies = defaultAction ? [{ app: checkout, defaultAction }] : [];
      billing.addConfiguration(new DaprConfiguration(chart, 'own', { accessControlDefaultAction, accessControlPolicies }));
      expect(messagesOf(chart, 'DAPR3255')).toHaveLength(warnings);
    }
  });

  test('a policy of another trust domain does not allow a declared caller', () => {
    const { chart, billing, checkout } = called();
    const accessControlPolicies = [{ app: checkout, trustDomain: 'other', defaultAction: AccessAction.ALLOW }];
    billing.addConfiguration(new DaprConfiguration(chart, 'own', { accessControlDefaultAction: AccessAction.DENY, accessControlPolicies }));
    expect(messagesOf(chart, 'DAPR3255')).toEqual(["chart/billing: app 'checkout' is a declared caller of app 'billing', whose Configuration denies it"]);
  });

  test.each<[string, HttpVerb[] | undefined, string[]]>([
    ['another operation', [HttpVerb.POST], ["DELETE '/pay', '/refund'"]], ['all verbs of it', [HttpVerb.ANY], ["'/refund'"]],
  ])('a policy that allows an operation denies the others that the caller declares: %s', (_, httpVerbs, denied) => {
    const chart = shop();
    const billing = app(chart, { appPort: 8080 }, 'billing');
    const web = DaprApp.fromAppAttributes(chart, 'web', { appId: 'web', namespace: 'shop' });
    const allow = AccessAction.ALLOW;
    billing.addCaller({ app: web, operations: [{ name: '/pay', action: allow, httpVerbs: [HttpVerb.POST, HttpVerb.DELETE] }, { name: '/refund', action: allow }, { name: '/x', action: AccessAction.DENY }] });
    const accessControlPolicies = [{ app: web, defaultAction: AccessAction.DENY, operations: [{ name: '/pay', action: allow, httpVerbs }] }];
    billing.addConfiguration(new DaprConfiguration(chart, 'own', { accessControlDefaultAction: AccessAction.DENY, accessControlPolicies }));
    expect(messagesOf(chart, 'DAPR3255')).toEqual(denied.map(what => `chart/billing: app 'web' is a declared caller of app 'billing', whose Configuration denies ${what}`));
  });

  test('the called app may declare a caller outside the stack, with the methods it may call', () => {
    const { chart, billing } = called();
    const operations = [{ name: '/pay', action: AccessAction.ALLOW, httpVerbs: [HttpVerb.POST] }];
    billing.addCaller({ app: DaprApp.fromAppAttributes(chart, 'peer', { appId: 'web', namespace: 'front' }), operations });
    expect(ownConfiguration(chart, 'billing').accessControl.policies).toEqual([
      { appId: 'web', defaultAction: 'deny', trustDomain: 'public', namespace: 'front', operations: [{ name: '/pay', action: 'allow', httpVerb: ['POST'] }] }, policy,
    ]);
  });

  test('an operation that is declared twice for a caller is one operation, unless the declarations differ', () => {
    const of = (...verbs: (HttpVerb[] | undefined)[]) => {
      const chart = newChart({}, { namespace: 'shop' });
      const cron = DaprApp.fromAppId(chart, 'cron', 'cron');
      app(chart, { appPort: 8080, invokedBy: verbs.map(httpVerbs => ({ app: cron, operations: [{ name: '/orders', httpVerbs, action: AccessAction.ALLOW }] })) });
      return chart;
    };
    expect(ownConfiguration(of(undefined, undefined), 'checkout').accessControl.policies[0].operations).toEqual([{ name: '/orders', action: 'allow', httpVerb: ['*'] }]);
    expect(messagesOf(of([HttpVerb.GET], [HttpVerb.POST]), 'DAPR3104'))
      .toEqual(["chart/checkout: operation '/orders' is declared twice for caller 'cron', with different verbs or actions"]);
  });

  test('an invocation by app ID applies before and after the called app is defined', () => {
    const chart = shop();
    app(chart, { invokes: [DaprApp.fromAppId(chart, 'name', 'billing')] }, 'checkout');
    app(chart, { appPort: 8080 }, 'billing');
    app(chart, { invokes: [DaprApp.fromAppAttributes(chart, 'again', { appId: 'billing', namespace: 'shop' })] }, 'audit');
    expect(ownConfiguration(chart, 'billing').accessControl.policies.map((p: any) => p.appId)).toEqual(['audit', 'checkout']);
  });

  test('a caller is identified by the trust domain of its Configuration', () => {
    const { chart, checkout } = called();
    new DaprConfiguration(chart, 'own', { accessControlTrustDomain: 'pay.example', apps: [checkout] });
    expect(ownConfiguration(chart, 'billing').accessControl.policies[0].trustDomain).toBe('pay.example');
  });

  test('a shared daprd has the policies in its Configuration, with HotReload still off', () => {
    const { chart } = called(SHARED, { dataPlane: DataPlane.sharedDeployment() });
    expect(ownConfiguration(chart, 'billing')).toMatchObject({ features: [{ name: 'HotReload', enabled: false }], accessControl: { defaultAction: 'deny' } });
  });

  test('user-defined access control is not changed, nor is a Configuration referenced by name only', () => {
    const { chart, billing } = called();
    new DaprConfiguration(chart, 'own', { accessControlDefaultAction: AccessAction.ALLOW, apps: [billing] });
    expect(ownConfiguration(chart, 'billing')).toBeUndefined();
    const named = called();
    named.billing.addConfiguration(DaprConfiguration.fromConfigurationName(named.chart, 'own', 'theirs'));
    expect(refusal(named.chart)).toBe('');
    expect(find(named.chart, 'Configuration')).toBeUndefined();
  });

  test.each<[string, DaprPlatformSettings]>([['the switch', { derivedAccess: { accessControl: false } }], ['a platform without mTLS', { mtls: false }]])('%s disables access policies', (_, settings) => {
    expect(find(called(settings).chart, 'Configuration')).toBeUndefined();
  });

  test('a caller without a namespace causes a warning, and nothing is derived', () => {
    const chart = newChart();
    const billing = app(chart, { appPort: 8080 }, 'billing');
    app(chart, { invokes: [billing] }, 'checkout');
    expect(warningCodes(chart)).toContain('DAPR3252');
    expect(find(chart, 'Configuration')).toBeUndefined();
  });
});

describe('secret scopes and API lists', () => {
  const vault = (chart: any) => new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  const store = (chart: any, secretStore: DaprComponent) => new DaprComponent(chart, 'store', {
    type: 'state.acme', secretStore, metadata: { redisHost: MetadataValue.of('r:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') },
  });

  test('an app may read no secret of a store that only components use, and every secret of a store that it uses', () => {
    const chart = shop();
    const [one, two] = [vault(chart), app(chart)];
    two.addComponent(store(chart, one));
    expect(ownConfiguration(chart, 'checkout')).toEqual({ secrets: { scopes: [{ storeName: 'vault', defaultAccess: 'deny' }] } });
    two.addComponent(one);
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('secret scopes can be disabled', () => {
    const chart = shop({ derivedAccess: { secretScopes: false } });
    app(chart, { uses: [store(chart, vault(chart))] });
    expect(find(chart, 'Configuration')).toBeUndefined();
  });

  test('an enabled API allow list allows the declared APIs for both protocols', () => {
    const chart = shop({ derivedAccess: { apiAllowList: true } });
    app(chart, { uses: [store(chart, vault(chart))], publishes: [{ pubsub: inMemoryBroker(chart), topic: 'a' }], usesApis: [DaprApi.JOBS] });
    const allowed: any[] = ownConfiguration(chart, 'checkout').api.allowed;
    expect([...new Set(allowed.map(({ name }) => name))]).toEqual(['jobs', 'metadata', 'publish', 'state']);
    expect(allowed.filter(({ name }) => name === 'state')).toEqual(['v1', 'v1alpha1'].flatMap(version => ['grpc', 'http'].map(protocol => ({ name: 'state', version, protocol }))));
  });
});

test('a sidecar that reads a Configuration by its name lacks what is derived, which is a warning', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const receiver = app(chart, { appPort: 8080, invokedBy: [{ app: app(chart, { workload: deployment(chart, 'other') }, 'web') }] });
  receiver.addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'mine', 'mine'));
  expect(messagesOf(chart, 'DAPR5009')).toEqual(["chart/checkout: Configuration 'mine' is referenced by name and lacks what is derived for the app: accessControl"]);
});

test('a Configuration by its name is fine where nothing is derived', () => {
  const chart = newChart({}, { namespace: 'shop' });
  app(chart).addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'mine', 'mine'));
  expect(messagesOf(chart, 'DAPR5009')).toEqual([]);
});
