/** The picture of a topology and the table of its costs. */
import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  ActorHosting, DaprApp, DaprAppProps, DaprComponent, DaprPlatform, DaprTopology, DataPlane, MetadataValue, SharedDaprDeployment,
  TopologyExporter, TopologyExportProps,
} from 'cdk8s-dapr';
import { deployment, job, newChart, SHARED } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';

const PLATFORM = { ...SHARED, daprVersion: '1.18.3' };
const NAMESPACE = { namespace: 'shop' };
const shop = (): Chart => newChart(PLATFORM, NAMESPACE);
const files = (chart: Chart, props?: TopologyExportProps): { [path: string]: string } =>
  Object.fromEntries(TopologyExporter.export(DaprTopology.of(chart), props).map(({ path, content }) => [path, content]));
const json = (chart: Chart, props?: TopologyExportProps): Json => JSON.parse(files(chart, props)['topology.json']);

function app(chart: Chart, id: string, props: Partial<DaprAppProps> = {}, replicas = 2): DaprApp {
  const workload = deployment(chart, `${id}-web`);
  workload.addJsonPatch(JsonPatch.add('/spec/replicas', replicas));
  return new DaprApp(chart, id, { workload, ...props });
}

/** Everything that a picture can show. */
function everything(): Chart {
  const chart = shop();
  const component = (id: string, type: string, more: object = {}) => new DaprComponent(chart, id, { type, ...more });
  const redis = { metadata: { redisHost: MetadataValue.of('redis.example:6379') } };
  const events = component('events', 'pubsub.kafka', { metadata: { brokers: MetadataValue.of('kafka.example:9092'), authType: MetadataValue.of('none') } });
  const store = component('order-state', 'state.redis', redis);
  const cron = component('nightly', 'bindings.cron', { metadata: { schedule: MetadataValue.of('@daily') } });
  component('features', 'configuration.redis', { ...redis, availableToNamespace: true });
  component('locks', 'lock.redis', { ...redis, scopes: ['legacy-erp'] });
  const front = new SharedDaprDeployment(chart, 'storefront', { autoscaling: { maxReplicas: 6 } });
  const known = DaprComponent.fromComponentName(chart, 'Known', 'audit-log');
  const pay = app(chart, 'payments', {
    appPort: 8080,
    subscribes: [{ pubsub: events, topic: 'orders', route: '/orders', deadLetterTopic: 'poison' }],
    hostsActors: ActorHosting.APP_PORT,
    handlesJobs: ['tidy-up'],
  });
  const stock = app(chart, 'stock', { appPort: 8080, uses: [store], dataPlane: DataPlane.sharedDaemonSet() });
  app(chart, 'checkout', {
    uses: [store, known],
    publishes: [{ pubsub: events, topic: 'orders' }],
    invokes: [pay, stock, DaprApp.fromAppId(chart, 'Erp', { appId: 'legacy-erp' })],
  });
  app(chart, 'web', { appPort: 8080, uses: [store], dataPlane: front });
  app(chart, 'web-worker', { dataPlane: front });
  app(chart, 'reports', { appPort: 8080, inputBindings: [cron] }, 1);
  const endpoints = { httpEndpoint: 'https://http.dapr.example:443', grpcEndpoint: 'https://grpc.dapr.example:443' };
  app(chart, 'ledger', { dataPlane: DataPlane.catalyst(endpoints) });
  return chart;
}

describe('the topology as JSON', () => {
  const all = json(everything());
  const named = (list: Json[], id: string): Json => list.find(each => each.id === id)!;

  test('says where the daprd of each app is', () => {
    expect(Object.fromEntries(all.dataPlanes.map(({ id, model }: Json) => [id, model]))).toEqual({
      'chart/checkout': 'sidecar',
      'chart/ledger': 'remote',
      'chart/payments': 'sidecar',
      'chart/reports': 'sidecar',
      'chart/stock/DataPlane': 'sharedPerNode',
      'chart/storefront': 'sharedPerCluster',
    });
    expect(named(all.dataPlanes, 'chart/storefront')).toMatchObject({ apps: ['chart/web', 'chart/web-worker'], replicas: { min: 2, max: 6 } });
    expect(named(all.dataPlanes, 'chart/ledger').endpoint).toBe('https://http.dapr.example:443');
    expect(named(all.apps, 'chart/web-worker')).toMatchObject({ appId: 'storefront', dataPlane: 'chart/storefront' });
  });

  test('is in the order of the ids, whatever was defined first', () => {
    for (const list of [all.apps, all.dataPlanes, all.components, all.topics]) {
      const ids = list.map(({ id }: Json) => id);
      expect(ids).toEqual([...ids].sort());
    }
  });

  test('says what an app is', () => {
    expect(named(all.apps, 'chart/payments')).toMatchObject({
      appId: 'payments',
      namespace: 'shop',
      workload: { kind: 'Deployment', replicas: { min: 2, max: 2 } },
      appPort: 8080,
      appProtocol: 'http',
      does: [{ kind: 'actors' }, { kind: 'job', subject: 'tidy-up' }],
    });
    expect(named(all.apps, 'chart/checkout')).not.toHaveProperty('appPort');
  });

  test('says who uses a component and who may', () => {
    expect(named(all.components, 'shop/order-state')).toMatchObject({
      type: 'state.redis', scopes: ['checkout', 'stock', 'storefront'], apps: ['chart/checkout', 'chart/stock', 'chart/web'],
    });
    expect(named(all.components, 'shop/features')).toMatchObject({ availableToNamespace: true, apps: [] });
    expect(named(all.components, 'shop/locks').apps).toEqual(['outside/legacy-erp']);
    expect(named(all.components, 'shop/nightly').calls).toEqual(['chart/reports']);
    expect(named(all.components, 'shop/audit-log')).toEqual({ id: 'shop/audit-log', name: 'audit-log', namespace: 'shop', apps: ['chart/checkout'] });
  });

  test('says where events come from and where they go', () => {
    expect(all.topics).toEqual([
      { id: 'shop/events/orders', component: 'shop/events', name: 'orders', publishers: ['chart/checkout'], subscribers: ['chart/payments'] },
      { id: 'shop/events/poison', component: 'shop/events', name: 'poison', publishers: [], subscribers: [], deadLettersOf: ['chart/payments'] },
    ]);
  });

  test('says who invokes whom, inside and outside', () => {
    expect(all.invocations).toEqual(['chart/payments', 'chart/stock', 'outside/legacy-erp'].map(to => ({ from: 'chart/checkout', to })));
    expect(all.outsideApps).toEqual([{ id: 'outside/legacy-erp', appId: 'legacy-erp' }]);
  });

  test('keeps apps of one app-id in two namespaces apart', () => {
    const root = new App();
    for (const namespace of ['blue', 'green']) {
      const chart = new Chart(root, namespace, { namespace });
      DaprPlatform.set(chart, PLATFORM);
      const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
      const target = app(chart, 'orders', { appPort: 8080, uses: [store] });
      app(chart, 'web', { invokes: [target] });
    }
    const { components, invocations } = JSON.parse(TopologyExporter.export(DaprTopology.of(root))[0].content);
    expect(components.map(({ id, apps }: Json) => [id, apps])).toEqual([['blue/store', ['blue/orders']], ['green/store', ['green/orders']]]);
    expect(invocations).toEqual(['blue', 'green'].map(each => ({ from: `${each}/web`, to: `${each}/orders` })));
  });
});

describe('every picture', () => {
  const all = files(everything());
  const { apps, components, topics, outsideApps, dataPlanes } = JSON.parse(all['topology.json']);
  const names: string[] = [...apps, ...outsideApps].map(({ appId }: Json) => appId).concat([...components, ...topics].map(({ name }: Json) => name));

  test.each(['topology.mmd', 'topology.svg'])('%s has every app, component and topic', path => {
    expect(names.filter(name => !all[path].includes(path.endsWith('svg') ? `>${name}</text>` : `"${name}`))).toEqual([]);
  });

  test('has every line once', () => {
    const lines = [...all['topology.svg'].matchAll(/<path class="line (\w+)"[^>]*><title>([^<]*)/g)].map(([, kind, words]) => `${kind}: ${words}`).sort();
    expect(lines).toEqual([
      'calls: nightly calls reports',
      'deadLetters: poison takes what payments does not accept',
      'delivers: payments receives orders',
      'invokes: checkout invokes legacy-erp',
      'invokes: checkout invokes payments',
      'invokes: checkout invokes stock',
      'publishes: checkout publishes to orders',
      'uses: checkout uses audit-log',
      'uses: checkout uses order-state',
      'uses: legacy-erp uses locks',
      'uses: stock uses order-state',
      'uses: storefront uses order-state',
    ]);
    // And from each app to its data plane.
    expect(all['topology.svg'].match(/class="local"/g)).toHaveLength(apps.length);
    const mermaid = all['topology.mmd'];
    expect(mermaid.match(/ (-->|==>|-\.->)/g)).toHaveLength(lines.length);
    expect(mermaid.match(/ <--> /g)).toHaveLength(apps.length);
    expect(mermaid.match(/\["(daprd|Dapr)<br\/>/g)).toHaveLength(dataPlanes.length);
  });

  test('is the same for the same App', () => {
    expect(files(everything())).toEqual(all);
  });

  test('gets new lines and loses none by one more app that uses nothing', () => {
    const build = (more: boolean): { [path: string]: string } => {
      const chart = everything();
      if (more) {
        app(chart, 'invoices', { appPort: 8080 });
      }
      return files(chart);
    };
    const [before, after] = [build(false), build(true)].map(each => each['topology.mmd'].split('\n'));
    expect(after.filter(line => before.includes(line) && line.trim() !== 'end')).toEqual(before.filter(line => line.trim() !== 'end'));
    const order = (each: { [path: string]: string }) => [...each['topology.svg'].matchAll(/class="name"[^>]*>([^<]*)/g)].map(([, name]) => name);
    expect(order(build(true)).filter((name, i, list) => name !== 'invoices' && !(name === 'daprd' && list[i - 1] === 'invoices'))).toEqual(order(build(false)));
  });
});

describe('the SVG', () => {
  const picture = files(everything())['topology.svg'];

  test('loads and runs nothing', () => {
    expect(picture).not.toMatch(/<script|<image|<foreignObject|<use|@import|@font-face|\bhref=|\son\w+=/i);
    expect([...picture.matchAll(/url\(([^)]*)\)/g)].filter(([, target]) => !target.startsWith('#'))).toEqual([]);
    expect([...picture.matchAll(/https?:\/\/[^"< ]*/g)].map(([url]) => url)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('is told to those who do not see it', () => {
    expect(picture).toMatch(/^<svg [^>]*role="img" aria-labelledby="dapr-topology-title dapr-topology-desc"/);
    expect(picture).toContain('<title id="dapr-topology-title">chart</title>');
    expect(/<desc id="dapr-topology-desc">([^<]*)/.exec(picture)![1]).toContain('checkout publishes to orders. ');
  });

  test.each([1, 7, 60])('puts no card upon another, nor text beyond its card, with %d apps', count => {
    const chart = shop();
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    const topic = `an-unusually-long-name-of-a-topic-${'x'.repeat(60)}`;
    for (let i = 0; i < count; i++) {
      const id = i % 5 ? `app-${i}` : `app-${'with-a-very-long-name-'.repeat(2)}-${i}`;
      const model = [DataPlane.sidecar(), DataPlane.sharedDaemonSet(), DataPlane.sharedDeployment()][i % 3];
      app(chart, id, { appPort: 8080, dataPlane: model, uses: [new DaprComponent(chart, `store-${i}`, { type: 'state.in-memory' })], publishes: [{ pubsub: events, topic }] });
    }
    const text = files(chart)['topology.svg'];
    const boxes = [...text.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
      .map(([, kind, ...numbers]) => ({ kind, box: numbers.map(Number) }));
    const cards = boxes.filter(({ kind, box }) => !['pod', 'topic'].includes(kind) && box[3] > 20).map(({ box }) => box);
    expect(cards).toHaveLength(3 * count + 1);
    const apart = ([x, y, w, h]: number[], [X, Y, W, H]: number[]) => x + w <= X || X + W <= x || y + h <= Y || Y + H <= y;
    expect(cards.flatMap((a, i) => cards.slice(i + 1).filter(b => !apart(a, b)))).toEqual([]);
    const widest = [...text.matchAll(/<g><title>[^<]*<\/title><rect class="\w+" x="([\d.]+)" [^>]*width="([\d.]+)"[^>]*><text class="(name|topicName)" x="([\d.]+)"[^>]*>([^<]*)/g)]
      .map(([, x, width, kind, at, words]) => Number(x) + Number(width) - Number(at) - [...words].length * (kind === 'name' ? 13 : 12) * 0.6);
    expect(widest.length).toBeGreaterThanOrEqual(3 * count + 1);
    expect(Math.min(...widest)).toBeGreaterThan(4);
    // A card covers what is below it: lines, and the heads at their ends, end beside it.
    const ends = [...text.matchAll(/<path class="line [^>]* d="[^"]*?([\d.]+) ([\d.]+)" marker-end/g)].map(([, x, y]) => [Number(x) + 5, Number(y), 0, 0]);
    expect(ends.length).toBeGreaterThanOrEqual(2 * count);
    expect(ends.filter(end => cards.some(each => !apart(each, end)))).toEqual([]);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(text)!.map(Number);
    expect(cards.filter(([x, y, w, h]) => x + w > width || y + h > height)).toEqual([]);
  });
});

test('facts that do not fit are left out as a whole, from the end, and stay in the tooltip', () => {
  const chart = shop();
  app(chart, 'checkout', { appPort: 8080, handlesJobs: ['expire-carts', 'send-reminders-to-all-customers', 'recount-the-stock-of-all-stores'] });
  const text = files(chart)['topology.svg'];
  const [, whole, shown] = /<title>checkout: ([^<]*)<\/title>.*?<text class="quiet"[^>]*>([^<]*)/.exec(text)!;
  expect(shown).toMatch(/^Deployment ×2 · http :8080 · …$/);
  expect(whole.startsWith(shown.slice(0, -1))).toBe(true);
  expect(whole).toContain('recount-the-stock-of-all-stores');
});

describe('names with signs of other languages', () => {
  const chart = shop();
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.<i>"&\'' });
  const topic = '<b>"a" & `#b`</b>|cz';
  app(chart, 'end', { appPort: 8080, subscribes: [{ pubsub: events, topic, route: '/' }] });
  const all = files(chart, { title: '</title><script>alert(1)</script>' });

  test('leave the SVG well-formed, with the text as it is', () => {
    const picture = all['topology.svg'];
    wellFormed(picture);
    expect(picture).not.toContain('<script');
    expect(picture).toContain('&lt;b&gt;&quot;a&quot; &amp; `#b`&lt;/b&gt;|cz</text>');
    expect(picture).toContain('pubsub.&lt;i&gt;&quot;&amp;&#39;');
  });

  test('are entities in Mermaid, and no word of it', () => {
    expect(all['topology.mmd']).toContain('(["#60;b#62;#34;a#34; #38; #96;#35;b#96;#60;/b#62;#124;c');
    expect(all['topology.mmd']).toMatch(/ app_chart_end_[0-9a-f]{6}\["end<br\/>/);
    expect(all['topology.mmd']).toContain('title: "</title><script>alert(1)</script>"');
  });

  test('are no markup in the table', () => {
    expect(all['costs.md']).toContain('&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;');
  });
});

/** Tags are closed in their order, attributes quoted, and every other sign is an entity. */
function wellFormed(text: string): void {
  const open: string[] = [];
  const rest = text.replace(/<(\/?)([a-zA-Z]+)((?:\s[\w:-]+="[^"<&]*(?:&[\w#]+;[^"<&]*)*")*)\s*(\/?)>/g, (_all, closing, name, _attributes, single) => {
    if (closing) {
      expect(open.pop()).toBe(name);
    } else if (!single) {
      open.push(name);
    }
    return '';
  });
  expect(open).toEqual([]);
  expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&]/);
}

test('the whole picture is well-formed', () => wellFormed(files(everything())['topology.svg']));

describe('costs', () => {
  const range = (min: number, max = min) => ({ min, max });
  const cost = (daprds: object, cpuMillis: object, memoryMebibytes: object, pods = daprds) => ({ daprds, pods, cpuMillis, memoryMebibytes });
  const NONE = cost(range(0), range(0), range(0));
  const costs = (chart: Chart, props?: TopologyExportProps): Json => json(chart, props).costs;
  const only = (chart: Chart, props?: TopologyExportProps): Json => costs(chart, props).dataPlanes[0];

  test('of a sidecar without requests are none, and a daprd for each pod', () => {
    const chart = shop();
    app(chart, 'checkout', {}, 5);
    expect(only(chart, { nodes: 4 })).toEqual({
      dataPlane: 'chart/checkout',
      chosen: 'sidecar',
      appPods: range(5),
      costs: {
        sidecar: cost(range(5), range(0), range(0), range(0)),
        sharedPerNode: cost(range(4), range(404), range(1032)),
        sharedPerCluster: cost(range(2), range(202), range(516)),
        remote: NONE,
      },
    });
  });

  test('of sidecars are what they are taken for, but for those that say it themselves', () => {
    const chart = shop();
    app(chart, 'a', {}, 1);
    app(chart, 'b', { dataPlane: DataPlane.sidecar({ sidecarCpuRequest: '20m', sidecarMemoryLimit: Size.mebibytes(64) }) }, 1);
    const { dataPlanes: [a, b], total } = costs(chart, { sidecarCpuRequest: '0.1', sidecarMemoryRequest: Size.mebibytes(100) });
    expect(a.costs.sidecar).toEqual(cost(range(1), range(100), range(100), range(0)));
    expect(b.costs.sidecar).toEqual(cost(range(1), range(20), range(64), range(0)));
    expect(b.costs.sharedPerCluster).toEqual(cost(range(2), range(42), range(144)));
    expect(total.chosen).toEqual(cost(range(2), range(120), range(164), range(0)));
  });

  test('of shared daprds are what their pods ask for, with the placeholder where there is one', () => {
    const chart = shop();
    app(chart, 'injected', { dataPlane: DataPlane.sharedDeployment({ replicas: 3, sidecarMemoryRequest: Size.mebibytes(100) }) });
    app(chart, 'pinned', { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }) });
    const [injected, pinned] = costs(chart).dataPlanes;
    expect(injected.costs.sharedPerCluster).toEqual(cost(range(3), range(303), range(324)));
    expect(injected.costs.sidecar).toEqual(cost(range(2), range(0), range(200), range(0)));
    expect(pinned.costs.sharedPerCluster).toEqual(cost(range(2), range(200), range(500)));
  });

  test('are those of one daprd for all workloads that share it', () => {
    const chart = shop();
    const dataPlane = new SharedDaprDeployment(chart, 'shop', { autoscaling: { minReplicas: 2, maxReplicas: 4 } });
    app(chart, 'web', { appPort: 8080, dataPlane }, 3);
    app(chart, 'worker', { dataPlane }, 4);
    expect(costs(chart).dataPlanes).toHaveLength(1);
    const { appPods, costs: each } = only(chart);
    expect([appPods, each.sidecar.daprds]).toEqual([range(7), range(7)]);
    expect(each.sharedPerCluster).toEqual(cost(range(2, 4), range(202, 404), range(516, 1032)));
    expect(only(chart, { replicas: 10 }).appPods).toEqual(range(20));
  });

  test('go from the least to the most pods of an autoscaler', () => {
    const chart = shop();
    const scaled = (kind: string, apiVersion: string, id: string, spec: object) => {
      const target = app(chart, id);
      const { kind: targetKind, name } = chart.node.findChild(`${id}-web`) as ApiObject;
      new ApiObject(chart, `${target.appId}-scale`, { apiVersion, kind, spec: { scaleTargetRef: { kind: targetKind, name }, ...spec } });
    };
    scaled('HorizontalPodAutoscaler', 'autoscaling/v2', 'a', { minReplicas: 3, maxReplicas: 9 });
    scaled('ScaledObject', 'keda.sh/v1alpha1', 'b', { maxReplicaCount: 7 });
    scaled('ScaledObject', 'keda.sh/v1alpha1', 'c', {});
    expect(costs(chart).dataPlanes.map(({ appPods }: Json) => appPods)).toEqual([range(3, 9), range(0, 7), range(0, 100)]);
  });

  test.each([
    ['a DaemonSet', (chart: Chart) => deployment(chart, 'web', {}, {}, 'DaemonSet'), range(6)],
    ['a Job', (chart: Chart) => job(chart, 'job', {}, { parallelism: 4 }), range(0, 4)],
    ['a Deployment that does not say', (chart: Chart) => deployment(chart), range(1)],
    ['Knative', (chart: Chart) => knative(chart, { 'min-scale': '1', 'max-scale': '5' }), range(1, 5)],
    ['Knative without a maximum', (chart: Chart) => knative(chart, { 'min-scale': '2' }), range(2)],
  ])('count the pods of %s', (_kind, workload, pods) => {
    const chart = shop();
    new DaprApp(chart, 'checkout', { workload: workload(chart) });
    expect(only(chart, { nodes: 6 }).appPods).toEqual(pods);
  });

  test('of a remote Dapr are none here', () => {
    const { dataPlanes } = costs(everything());
    expect(dataPlanes.find(({ chosen }: Json) => chosen === 'remote').costs.remote).toEqual(NONE);
  });

  test('are a table with what was chosen in bold', () => {
    const chart = shop();
    app(chart, 'checkout', { dataPlane: DataPlane.sharedDeployment() }, 12);
    const table = files(chart, { nodes: 50 })['costs.md'];
    expect(table).toContain('| **as chosen** | 2 | 2 | 202m | 516Mi |\n| all sidecar | 12 | 0 | 0 | 0 |\n| all shared, one on each node | 50 | 50 | 5.05 | 12.6Gi |');
    expect(table).toContain('| `checkout` | 12 | 12 · 0 · 0 | 50 · 5.05 · 12.6Gi | **2 · 202m · 516Mi** | 0 |');
    expect(table).toContain('A request of 0 is not a use of 0.');
    expect(files(chart)['topology.svg']).toContain('daprds at 3 nodes: 2 as chosen · 12 if all were sidecars · 3 if all were one on each node · 2 if all were a few for the cluster');
  });
});

function knative(chart: Chart, scale: { [name: string]: string }): ApiObject {
  const annotations = Object.fromEntries(Object.entries(scale).map(([name, value]) => [`autoscaling.knative.dev/${name}`, value]));
  return new ApiObject(chart, 'function', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    spec: { template: { metadata: { annotations }, spec: { containers: [{ name: 'main', image: 'test.local/app:1' }] } } },
  });
}

test('a topology without apps has a picture', () => {
  const all = files(shop());
  wellFormed(all['topology.svg']);
  Object.values(all).forEach(text => expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/));
});

test.each<[string, TopologyExportProps]>([
  ['no nodes', { nodes: 0 }],
  ['half a node', { nodes: 2.5 }],
  ['less than no replicas', { replicas: -1 }],
  ['CPU that is no quantity', { sidecarCpuRequest: 'much' }],
])('%s is refused (DAPR8130)', (_what, props) => {
  expect(() => files(shop(), props)).toThrow(/^Export failed with the following errors:\n {2}DAPR8130 chart: /);
});

test('all wrong figures are said at once', () => {
  expect(() => files(shop(), { nodes: 1e300, replicas: 1e300 })).toThrow(/nodes is 1e\+300.*replicas is 1e\+300/s);
  expect(() => files(shop(), { nodes: -1, replicas: 0.5, sidecarCpuRequest: '1x' })).toThrow(/nodes is -1.*replicas is 0\.5.*sidecarCpuRequest: '1x'/s);
});
