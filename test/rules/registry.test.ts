/** What is noted of an App, how a workload is edited, and how Configurations are merged. */
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { deployment, newChart, refusal, said } from '../../scenarios/charts';
import { ConfigurationPart, derivedSettings, DerivedPart, findingsOf, HOT_RELOAD_OFF, isConfiguration, mergeAll, mergeConfigurations } from '../../src/configuration-merge/merge';
import { appEnv } from '../../src/dapr/app-env';
import { invocationService, operatorMakesService } from '../../src/dapr/invocation-service';
import { secretReader, secretsRead } from '../../src/dapr/secret-reader';
import { noteTokenSecret, Registry } from '../../src/facts/registry';
import { allObjects, leaveOutChild, leaveOutWhile } from '../../src/synth/left-out';
import { kindHasTemplate, PodTemplate, templateOf, templatePath } from '../../src/workload/pod-template';

const object = (scope: Construct, id: string, kind = 'ConfigMap', apiVersion = 'v1', rest: object = {}) => new ApiObject(scope, id, { apiVersion, kind, ...rest });
const peer = (appId: string, namespace?: string) => ({ appId, namespace }) as any;
const nextRound = (chart: Chart) => refusal(chart);

describe('the registry of an App', () => {
  test('is one for each App', () => {
    const [a, b] = [newChart(), newChart()];
    expect(Registry.of(a)).toBe(Registry.of(a.node.root));
    expect(Registry.of(a)).not.toBe(Registry.of(b));
  });

  test('knows the objects by kind and group, those of now', () => {
    const chart = newChart();
    const [a, b, c] = [object(chart, 'a'), object(chart, 'b', 'Service'), object(chart, 'c', 'Service', 'serving.knative.dev/v1')];
    const registry = Registry.of(chart);
    nextRound(chart);
    expect(registry.objects('Service')).toEqual([b, c]);
    expect(registry.objects('Service', 'core')).toEqual([b]);
    expect(registry.objects('Service', 'serving.knative.dev')).toEqual([c]);
    expect(registry.objects('None')).toEqual([]);
    expect(registry.objects()).toEqual([a, b, c]);
    const d = object(chart, 'd', 'Service');
    expect(registry.objects('Service', 'core')).toEqual([b]);
    DaprWarnings.of(chart).list();
    nextRound(chart);
    expect(registry.objects('Service', 'core')).toEqual([b, d]);
  });

  test('knows who loads a resource and which Configurations an app reads', () => {
    const registry = Registry.of(newChart());
    const [resource, one, two] = [{}, {}, {}] as any[];
    registry.addLoader(resource, one);
    registry.addLoader(resource, two);
    expect(registry.loaders.get(resource)).toEqual([one, two]);
    registry.addConfiguration(one, two);
    registry.addConfiguration(one, resource);
    expect([...registry.configurations.get(one)!]).toEqual([two, resource]);
  });

  test('knows trust domains by app-id and namespace', () => {
    const registry = Registry.of(newChart());
    registry.setTrustDomain(peer('a', 'shop'), 'acme');
    registry.setTrustDomain(peer('b'), 'other');
    expect(['shop', 'stock', undefined].map(namespace => registry.trustDomainOf(peer('a', namespace)))).toEqual(['acme', undefined, undefined]);
    expect(registry.trustDomainOf(peer('b'))).toBe('other');
  });

  test('knows where rejected events go', () => {
    const chart = newChart();
    const registry = Registry.of(chart);
    const subscription = (namespace: string | undefined, appId: string, topic: string, to?: string, own?: string) =>
      registry.subscriptions.push({ at: { namespace } as any, app: peer(appId), pubsub: 'events', topic, deadLetterTopic: () => to, ownDeadLetterTopic: own });
    subscription('shop', 'a', 'one', 'dead', 'dead');
    subscription('shop', 'a', 'two', 'two-dead-letter');
    subscription('shop', 'b', 'three');
    subscription(undefined, 'c', 'four', 'four-dead-letter');
    nextRound(chart);
    const is = (namespace: string | undefined, topic: string, pubsub = 'events') => registry.isDeadLetterTopic(namespace, pubsub, topic);
    expect([is('shop', 'dead'), is('shop', 'two-dead-letter'), is('shop', 'three-dead-letter'), is(undefined, 'four-dead-letter')]).toEqual([true, true, true, true]);
    expect([is('shop', 'one-dead-letter'), is('shop', 'one'), is('stock', 'dead'), is('shop', 'dead', 'other'), is('shop', 'four-dead-letter')]).toEqual([false, false, false, false, false]);
    expect([...registry.deadLettersOf('shop', 'events')]).toEqual([['a', ['dead', 'two-dead-letter']]]);
    expect([...registry.deadLettersOf(undefined, 'events')]).toEqual([['c', ['four-dead-letter']]]);
    expect([...registry.deadLettersOf('shop', 'other')]).toEqual([]);
    subscription('shop', 'd', 'five', 'late', 'late');
    expect(is('shop', 'late')).toBe(false);
    expect(registry.deadLettersOf('shop', 'events').has('d')).toBe(false);
    nextRound(chart);
    expect(is('shop', 'late')).toBe(true);
    expect(registry.deadLettersOf('shop', 'events').get('d')).toEqual(['late']);
  });

  test('knows what everyone of a namespace loads', () => {
    const chart = newChart();
    const registry = Registry.of(chart);
    const resource = (name: string, namespace: string | undefined, unscoped: boolean) =>
      registry.resources.push({ kind: 'Thing', resourceName: name, namespace, unscoped, node: chart.node, definition: () => name } as any);
    resource('a', 'shop', true);
    resource('b', 'shop', true);
    resource('c', 'shop', false);
    resource('d', undefined, true);
    nextRound(chart);
    expect([registry.unscopedDefinitions('shop'), registry.unscopedDefinitions(undefined), registry.unscopedDefinitions('stock')]).toEqual([['a', 'b'], ['d'], []]);
    resource('e', 'shop', true);
    expect(registry.unscopedDefinitions('shop')).toEqual(['a', 'b']);
    nextRound(chart);
    expect(registry.unscopedDefinitions('shop')).toEqual(['a', 'b', 'e']);
  });

  test('knows what a resource is to one app', () => {
    const registry = Registry.of(newChart());
    const resource = { definition: () => 'whole' } as any;
    expect(registry.definitionFor(resource, peer('a'))).toBe('whole');
    registry.definitionsFor.set(resource, ({ appId }) => `for ${appId}`);
    expect(registry.definitionFor(resource, peer('a'))).toBe('for a');
  });

  test('knows the Secrets with tokens that were named', () => {
    const chart = newChart();
    noteTokenSecret(chart, 'shop', 'apiTokenSecret', 'a');
    noteTokenSecret(chart, 'shop', 'appTokenSecret', undefined);
    noteTokenSecret(chart, 'shop', 'other', 'b');
    expect(Registry.of(chart).tokenSecrets).toEqual([
      { at: chart, namespace: 'shop', name: 'a', key: 'token', by: 'apiTokenSecret' }, { at: chart, namespace: 'shop', name: 'b', key: 'token', by: 'other' },
    ]);
  });
});

describe('the pod template of a workload', () => {
  const custom = (scope: Construct, id: string, apiVersion: string, spec: object | undefined = { template: { spec: { containers: [] } } }) => object(scope, id, 'Thing', apiVersion, { spec });

  test('is that of the one object that has one', () => {
    const chart = newChart();
    const workload = new Construct(chart, 'workload');
    object(workload, 'map');
    object(workload, 'job', 'None', 'batch/v1', { spec: { template: { spec: { containers: [] } } } });
    const made = deployment(workload, 'web');
    const pod = PodTemplate.of(chart, workload);
    expect([pod.kind, pod.name, pod.namespace, pod.fresh, pod.owner]).toEqual(['Deployment', made.name, undefined, true, chart]);
  });

  test('of a kind of others is told by its content', () => {
    const chart = newChart();
    expect(PodTemplate.of(chart, custom(chart, 'a', 'acme.dev/v1')).kind).toBe('Thing');
    for (const [id, apiVersion, spec] of [['b', 'acme.dev/v1', {}], ['c', 'acme.dev/v1', { template: {} }], ['d', 'acme.dev/v1', { template: { spec: { containers: 'x' } } }], ['e', 'networking.k8s.io/v1', undefined], ['f', 'v1', undefined]] as const) {
      expect(() => PodTemplate.of(chart, custom(chart, id, apiVersion, spec))).toThrow(`DAPR1017 chart: 'chart/${id}' holds no objects with a pod template.`);
    }
  });

  test('is one: several are named', () => {
    const chart = newChart();
    const workload = new Construct(chart, 'workload');
    ['a', 'b'].forEach(id => deployment(workload, id));
    expect(() => PodTemplate.of(chart, workload)).toThrow(
      /^DAPR1017 chart: 'chart\/workload' holds 2 objects with a pod template \(Deployment chart\/workload\/a, Deployment chart\/workload\/b\)\. .* Pass one of them as the workload\.$/);
  });

  test('is of a construct of this App, and no function of OpenFunction', () => {
    const chart = newChart();
    expect(() => PodTemplate.of(chart, undefined as any)).toThrow('DAPR1017 chart: workload is missing.');
    for (const value of ['x', {}, { node: {} }]) {
      expect(() => PodTemplate.of(chart, value as any)).toThrow('DAPR1017 chart: workload is no construct.');
    }
    expect(() => PodTemplate.of(chart, deployment(newChart()))).toThrow(/^DAPR1020 chart: workload 'chart\/web' belongs to another cdk8s App\. .* Define both in one App\.$/);
    expect(() => PodTemplate.of(chart, object(chart, 'f', 'Function', 'core.openfunction.io/v1beta2'))).toThrow("DAPR8016 chart: workload 'chart/f'.");
  });

  test('is edited as it is rendered, after patches, and by each edit in turn', () => {
    const chart = newChart();
    const web = deployment(chart, 'web', { hostNetwork: true });
    const first = PodTemplate.of(chart, web);
    first.edit((template, whole) => { template.spec.seen = [whole.metadata.name, template.spec.hostNetwork]; return []; });
    const second = PodTemplate.of(new Construct(chart, 'other'), web);
    second.edit(template => { template.spec.again = template.spec.seen.length; return []; });
    web.addJsonPatch(JsonPatch.replace('/spec/template/spec/hostNetwork', false));
    expect(Testing.synth(chart)[0].spec.template.spec).toMatchObject({ seen: [web.name, false], again: 2 });
    expect([second.fresh, second.owner]).toEqual([false, chart]);
    expect(first.wired().spec.template.spec.again).toBe(2);
    expect(first.podSpec()).not.toHaveProperty('seen');
  });

  test('that is gone when it is rendered is an error', () => {
    const chart = newChart();
    const web = deployment(chart);
    PodTemplate.of(chart, web).edit(() => []);
    web.addJsonPatch(JsonPatch.remove('/spec/template'));
    expect(said(chart, 'DAPR1017')).toEqual(["chart: Deployment 'chart/web' renders without a pod template"]);
  });

  test('has annotations and labels, its workload a selector', () => {
    const chart = newChart();
    const pod = PodTemplate.of(chart, deployment(chart, 'web', {}, { annotations: { a: '1' } }));
    expect([pod.annotations(pod.wired()), pod.podLabels(pod.wired()), pod.matchLabels()]).toEqual([{ a: '1' }, { app: 'web' }, { app: 'web' }]);
    expect([pod.annotations({ kind: 'Deployment' }), pod.podLabels({ kind: 'Deployment', spec: { template: {} } })]).toEqual([{}, {}]);
    const bare = PodTemplate.of(chart, object(chart, 'pod', 'Pod', 'v1', { spec: { containers: [] } }));
    expect(bare.matchLabels()).toBeUndefined();
  });

  test('of which the selector changes has the new one after the next synth', () => {
    const chart = newChart();
    const web = deployment(chart);
    const pod = PodTemplate.of(chart, web);
    expect(pod.matchLabels()).toEqual({ app: 'web' });
    web.addJsonPatch(JsonPatch.replace('/spec/selector/matchLabels', { app: 'new' }));
    expect(pod.matchLabels()).toEqual({ app: 'web' });
    Registry.of(chart);
    nextRound(chart);
    expect(pod.matchLabels()).toEqual({ app: 'new' });
  });

  test('is where its kind has it', () => {
    expect([templatePath('Pod'), templatePath('CronJob'), templatePath('Job')]).toEqual([[], ['spec', 'jobTemplate', 'spec', 'template'], ['spec', 'template']]);
    expect(templateOf({ kind: 'Pod', a: 1 })).toEqual({ kind: 'Pod', a: 1 });
    expect(templateOf({ kind: 'CronJob', spec: { jobTemplate: { spec: { template: 'x' } } } })).toBe('x');
    expect(templateOf({ kind: 'CronJob' })).toBeUndefined();
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Rollout', 'Pod', 'CronJob']) {
      expect([kind, kindHasTemplate(kind)]).toEqual([kind, true]);
    }
    expect(kindHasTemplate('Service')).toBe(false);
  });
});

describe('an object that is left out', () => {
  const written = (chart: Chart) => Testing.synth(chart).map(({ metadata }) => metadata.name);
  const named = (scope: Construct, id: string, name: string) => object(scope, id, 'ConfigMap', 'v1', { metadata: { name } });

  test('is not written while nobody reads it, and stays the child of its construct', () => {
    const chart = newChart();
    const resource = new Construct(chart, 'r');
    const made = named(resource, 'Resource', 'a');
    named(resource, 'other', 'b');
    let unread = true;
    leaveOutWhile(resource, () => unread);
    expect(written(chart)).toEqual(['b']);
    expect(resource.node.defaultChild).toBe(made);
    expect(allObjects(chart).map(({ name }) => name).sort()).toEqual(['a', 'b']);
    unread = false;
    expect(written(chart).sort()).toEqual(['a', 'b']);
    expect(allObjects(chart)).toHaveLength(2);
  });

  test('as one of several has no place elsewhere either', () => {
    const chart = newChart();
    const resource = new Construct(chart, 'r');
    const [a, b, c] = ['a', 'b', 'c'].map(name => named(resource, name, name));
    leaveOutChild(a, () => true);
    leaveOutChild(b, () => false);
    leaveOutChild(c, () => true);
    expect(written(chart)).toEqual(['b']);
    expect(allObjects(chart).map(({ name }) => name)).toEqual(['b']);
  });

  test('is nothing where there is no object', () => {
    const chart = newChart();
    const resource = new Construct(chart, 'r');
    leaveOutWhile(resource, () => true);
    expect(written(chart)).toEqual([]);
    expect(allObjects(chart)).toEqual([]);
  });
});

describe('parts of a Configuration', () => {
  const merge = (...specs: any[]) => mergeConfigurations(specs.map((spec, i) => ({ from: `p${i}`, spec })));

  test('are put together, field by field', () => {
    expect(merge({ a: { x: 1 } }, { a: { y: 2 }, b: [1] }, { a: { x: 1 } })).toEqual({ spec: { a: { x: 1, y: 2 }, b: [1] }, conflicts: [] });
    expect(merge()).toEqual({ spec: {}, conflicts: [] });
  });

  test.each<[string, any, any, string[]]>([
    ['a value', { a: { x: 1 } }, { a: { x: 2 } }, ['a.x is 1 by p0 and 2 by p1']],
    ['a list without keys', { a: [1] }, { a: [2] }, ['a is [1] by p0 and [2] by p1']],
    ['a list and a map', { a: [] }, { a: {} }, ['a is [] by p0 and {} by p1']],
    ['a map and a value', { a: {} }, { a: 5 }, ['a is {} by p0 and 5 by p1']],
    ['an entry of a list', { features: [{ name: 'F', enabled: true }] }, { features: [{ name: 'F', enabled: false }] }, ['features[F].enabled is true by p0 and false by p1']],
    ['an entry of a list with two keys', { accessControl: { policies: [{ appId: 'a', namespace: 'n', x: 1 }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'n', x: 2 }] } }, ['accessControl.policies[a n].x is 1 by p0 and 2 by p1']],
    ['an API', { api: { allowed: [{ name: 'state', version: 'v1', protocol: 'http' }] } }, { api: { denied: [{ name: 'state', version: 'v1', protocol: 'http' }] } }, ['api state v1 of http is allowed and denied']],
    ['an API among others', { api: { allowed: [{ name: 'state', version: 'v1', protocol: 'grpc' }, { name: 'state', version: 'v1', protocol: 'http' }] } }, { api: { denied: [{ name: 'state', version: 'v2', protocol: 'grpc' }, { name: 'state', version: 'v1', protocol: 'http' }] } }, ['api state v1 of http is allowed and denied']],
    ['a list of which one entry has no key', { a: [{ name: 'x' }, 5] }, { a: [{ name: 'x' }, 6] }, ['a is [{"name":"x"},5] by p0 and [{"name":"x"},6] by p1']],
    ['a list of maps without keys', { a: [{}] }, { a: [{ x: 1 }] }, ['a is [{}] by p0 and [{"x":1}] by p1']],
    ['a list of maps with keys that are no texts', { a: [{ name: 5 }] }, { a: [{ name: 6 }] }, ['a is [{"name":5}] by p0 and [{"name":6}] by p1']],
    ['a list that is called nearly as a set', { x: { components: { deny: ['a'] } } }, { x: { components: { deny: ['b'] } } }, ['x.components.deny is ["a"] by p0 and ["b"] by p1']],
    ['a list that begins as a set', { components: { denyAll: ['a'] } }, { components: { denyAll: ['b'] } }, ['components.denyAll is ["a"] by p0 and ["b"] by p1']],
  ])('contradict each other in %s', (_, a, b, conflicts) => {
    expect(merge(a, b).conflicts).toEqual(conflicts);
  });

  test.each<[string, any, any, any]>([
    ['by name', { features: [{ name: 'F' }] }, { features: [{ name: 'G' }, { name: 'F', x: 1 }] }, { features: [{ name: 'F', x: 1 }, { name: 'G' }] }],
    ['by app and namespace', { accessControl: { policies: [{ appId: 'a', namespace: 'n' }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'm' }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'n' }, { appId: 'a', namespace: 'm' }] } }],
    ['by store', { secrets: { scopes: [{ storeName: 's', deniedSecrets: ['a'] }] } }, { secrets: { scopes: [{ storeName: 's', deniedSecrets: ['b', 'a'] }, { storeName: 't' }] } }, { secrets: { scopes: [{ storeName: 's', deniedSecrets: ['a', 'b'] }, { storeName: 't' }] } }],
    ['by one of two keys', { accessControl: { policies: [{ appId: 'a' }] } }, { accessControl: { policies: [{ appId: 'a', x: 1 }] } }, { accessControl: { policies: [{ appId: 'a', x: 1 }] } }],
    ['as sets', { components: { deny: ['a'] }, metrics: { http: { pathMatching: ['/a'] } } }, { components: { deny: ['b', 'a'] }, metrics: { http: { pathMatching: ['/b'] } } }, { components: { deny: ['a', 'b'] }, metrics: { http: { pathMatching: ['/a', '/b'] } } }],
    ['by name, version and protocol', { api: { denied: [{ name: 'a', version: 'v1', protocol: 'http' }] } }, { api: { denied: [{ name: 'a', version: 'v1', protocol: 'grpc' }, { name: 'a', version: 'v2', protocol: 'http' }] } }, { api: { denied: [{ name: 'a', version: 'v1', protocol: 'http' }, { name: 'a', version: 'v1', protocol: 'grpc' }, { name: 'a', version: 'v2', protocol: 'http' }] } }],
  ])('have lists that are joined %s', (_, a, b, spec) => {
    expect(merge(a, b)).toEqual({ spec, conflicts: [] });
  });

  test('stay as they were given', () => {
    const given = { a: { b: { c: 1 } }, features: [{ name: 'F', at: { x: 1 } }] };
    const before = JSON.stringify(given);
    merge(given, { a: { b: { d: 2 } }, features: [{ name: 'F', y: 1 }, { name: 'G', at: {} }] }, { features: [{ name: 'G', z: 1 }] });
    expect(JSON.stringify(given)).toBe(before);
  });

  test('name who set the nearest thing around a field', () => {
    expect(merge({ a: { b: { c: 1 } } }, { a: { d: 1 } }, { a: { b: { c: 2 } } }).conflicts).toEqual(['a.b.c is 1 by p0 and 2 by p2']);
    expect(merge({ a: {} }, { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }).conflicts).toEqual(['a.b.c is 1 by p1 and 2 by p2']);
  });

  const part = (chart: Chart, id: string, spec: any, type = ConfigurationPart) => new type(chart, id, () => spec);
  const existing = (chart: Chart, id: string) => Object.assign(part(chart, id, {}), { settings: () => undefined }) as any;

  test('keep HotReload off', () => {
    expect(HOT_RELOAD_OFF).toEqual({ features: [{ name: 'HotReload', enabled: false }] });
  });

  test('that nobody wrote give way to what somebody did', () => {
    const chart = newChart();
    const derived = part(chart, 'derived', {
      accessControl: { defaultAction: 'deny' }, api: { allowed: [{ name: 'a', version: 'v1', protocol: 'http' }] }, secrets: { scopes: [{ storeName: 's', defaultAccess: 'deny' }, { storeName: 't' }] }, tracing: {},
    }, DerivedPart);
    expect(mergeAll([derived]).spec).toEqual({ accessControl: { defaultAction: 'deny' }, api: { allowed: [{ name: 'a', version: 'v1', protocol: 'http' }] }, secrets: { scopes: [{ storeName: 's', defaultAccess: 'deny' }, { storeName: 't' }] } });
    const written = part(chart, 'written', { accessControl: { defaultAction: 'allow' }, api: { denied: [] }, secrets: { scopes: [{ storeName: 's', x: 1 }] } });
    expect(mergeAll([written, derived])).toEqual({
      spec: { accessControl: { defaultAction: 'allow' }, api: { denied: [] }, secrets: { scopes: [{ storeName: 's', x: 1 }, { storeName: 't' }] } }, conflicts: [], unknown: [],
    });
    expect(mergeAll([part(chart, 'all', { secrets: { scopes: [{ storeName: 's' }, { storeName: 't' }] } }), derived]).spec.secrets.scopes).toHaveLength(2);
    expect(derivedSettings([written, derived])).toEqual({ secrets: { scopes: [{ storeName: 's', x: 1 }, { storeName: 't' }] } });
    expect(derivedSettings([written])).toEqual({});
    expect(derivedSettings([derived], [{ from: 'own', spec: { accessControl: { defaultAction: 'allow' } } }])).not.toHaveProperty('accessControl');
  });

  test('of which only the name is known cannot take part', () => {
    const chart = newChart();
    const unknown = existing(chart, 'tracing');
    const derived = part(chart, 'derived', { accessControl: {} }, DerivedPart);
    const merged = mergeAll([unknown, unknown, part(chart, 'a', { x: 1 }), derived], [{ from: 'own', spec: { y: 2 } }]);
    expect(merged).toEqual({ spec: { x: 1, y: 2 }, conflicts: [], unknown: [unknown] });
    expect(findingsOf(chart, { ...merged, conflicts: ['x'] }).map(({ at, code, what }) => [at, code, what])).toEqual([
      [chart, 'DAPR5001', 'x'], [chart, 'DAPR3102', "configuration 'tracing' beside another"],
    ]);
  });

  test('are Configurations by what they can say', () => {
    const chart = newChart();
    const one = part(chart, 'a', { x: 1 });
    expect([one, {}, undefined, { settings: 1 }].map(isConfiguration)).toEqual([true, false, false, false]);
    expect([one.kind, one.resourceName, one.unscoped, one.settings(), one.definition(), one.grantUse(peer('a'))]).toEqual(['Configuration', 'a', false, '{"x":1}', '{"x":1}', undefined]);
  });
});

test.each<[string, boolean, boolean]>([
  ['Deployment', false, true], ['StatefulSet', false, true], ['KnativeService', false, true], ['Rollout', false, false], ['Rollout', true, true], ['DaemonSet', true, false], ['Job', true, false],
])('the operator makes the Service of a %s (Argo Rollouts: %s): %s', (kind, argo, made) => {
  expect(operatorMakesService(kind, argo)).toBe(made);
});

test('the invocation Service has the shape that the operator gives it', () => {
  const chart = new Chart(new App(), 'chart');
  const props = { appId: 'a', selector: () => ({ app: 'x' }), ports: { grpc: 1, internalGrpc: 2, metrics: 3 } };
  const port = (name: string, number: number, targetPort = number) => ({ name: `dapr-${name}`, port: number, targetPort, protocol: 'TCP' });
  const json = invocationService(chart, 'one', { ...props, namespace: 'shop' }).toJson();
  expect(json).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a-dapr', namespace: 'shop', labels: { 'dapr.io/enabled': 'true' }, annotations: { 'dapr.io/app-id': 'a' } },
    spec: { clusterIP: 'None', selector: { app: 'x' }, ports: [port('http', 80, 3500), port('grpc', 1), port('internal', 2), port('metrics', 3)] },
  });
  expect(invocationService(chart, 'two', props).toJson().metadata).not.toHaveProperty('namespace');
});

test('the right to read some Secrets is a Role and its binding', () => {
  const chart = new Chart(new App(), 'chart');
  const props = { appId: 'a', account: () => 'sa', secrets: () => ['s', 't'] };
  const [role, binding] = secretReader(chart, { ...props, namespace: 'shop' }).map(each => each.toJson());
  expect(role).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'a-dapr-secrets', namespace: 'shop' },
    rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['s', 't'], verbs: ['get'] }],
  });
  expect(binding).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'a-dapr-secrets', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a-dapr-secrets' },
    subjects: [{ kind: 'ServiceAccount', name: 'sa', namespace: 'shop' }],
  });
  const bare = secretReader(new Chart(new App(), 'other'), props).map(each => JSON.stringify(each.toJson()));
  expect(bare.filter(text => text.includes('namespace'))).toEqual([]);
  const uses = (...names: string[]) => ({ declaredUses: [...names.map(subject => ({ kind: 'read-secret', subject })), { kind: 'publish', subject: 'x' }] }) as any;
  expect(secretsRead([uses('b', 'a'), uses('a', 'c')])).toEqual(['a', 'b', 'c']);
});

test('an app is told its name, its port and its tokens, where it has them', () => {
  const own = [{ name: 'APP_ID', value: 'a' }, { name: 'DAPR_APP_ID', value: 'a' }];
  expect(appEnv({ appId: 'a' } as any, undefined)).toEqual(own);
  expect(appEnv({ appId: 'a', appPort: 80, appTokenSecret: 't' } as any, 's')).toEqual([
    ...own, { name: 'APP_PORT', value: '80' }, { name: 'DAPR_API_TOKEN', secretName: 's' }, { name: 'APP_API_TOKEN', secretName: 't' },
  ]);
});
