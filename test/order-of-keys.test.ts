/** The order of the keys of maps and structs, which differs between languages and processes, never changes the output. */
import { App, Chart, Testing, Yaml } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { Order, setOrder } from './support/reordered-library';
import { defineEverything } from '../scenarios/all-props';
import { app, deployment, newChart } from '../scenarios/charts';
import { EVERY_COMPONENT, make } from '../scenarios/every-component';
import { build, Model, MODELS } from '../scenarios/models';
import { validStack } from '../scenarios/valid-stack';

jest.mock('cdk8s-dapr', () => jest.requireActual('./support/reordered-library').reorderedLibrary(jest.requireActual('cdk8s-dapr')));
const { DaprComponent, DaprConfiguration, DaprControlPlane, DaprPlatform, DaprTopology, DataPlane, MetadataValue, OpenFunction, TopicScopes } = lib;

const text = MetadataValue.of;
const yaml = (chart: Chart): string => Yaml.stringify(...(chart.node.root as App).charts.flatMap(each => Testing.synth(each)));
const files = (exported: lib.ExportedFile[]): string => exported.map(({ path, content }) => `${path}\n${content}`).join('\n');

/** Options that every model accepts, with several keys in each map. */
const MAPS = {
  env: { ZONE: 'a', URL: 'http://$(HOST)/$(ZONE)', HOST: 'proxy', A: '1' },
  envFromSecret: { KEY: { secretName: 's', key: 'k' }, CERT: { secretName: 't' } },
};
const SETTINGS = { daprVersion: '1.18.2', kubernetesVersion: '1.36', apiTokenSecret: 'dapr-token' };
const shop = (): Chart => newChart(SETTINGS, { namespace: 'shop' });

/** The output of every stack, by name. */
const STACKS: { readonly [name: string]: () => string } = {
  'every prop of every resource': () => {
    const chart = newChart({ daprVersion: '1.18.3', kubernetesVersion: '1.36' }, { namespace: 'shop' });
    defineEverything(chart);
    return yaml(chart) + files(new lib.TopologyExporter().export(DaprTopology.of(chart)));
  },
  'a stack with every kind of data plane': () => {
    const charts = validStack(new App());
    return charts.map(yaml).join('\n') + files(new lib.TopologyExporter().export(DaprTopology.of(charts[0].node.root as App)));
  },
  'every component class': () => {
    const chart = newChart({ daprVersion: '1.18.3' }, { namespace: 'shop' });
    EVERY_COMPONENT.forEach((each, i) => make(chart, `component-${i}`, each, MetadataValue.fromSecret('s', 'k')));
    return Yaml.stringify(...chart.node.findAll().flatMap((each: any) => each.apiGroup === 'dapr.io' ? [each.toJson()] : []));
  },
  'additional metadata, authentication and topic scopes': () => {
    const chart = shop();
    const broker = new lib.pubsub.RedisPubSub(chart, 'broker', {
      metadata: { redisHost: 'redis:6379', redisDB: 1, consumerID: 'shop', queueDepth: 5 },
      additionalMetadata: { zeta: text('1'), alpha: text('2') },
      topicScopes: TopicScopes.of({ publishingScopes: { shop: ['a'], billing: ['b'] }, subscriptionScopes: { web: ['a'], billing: ['c'] } }),
    });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: broker, topic: 'c', route: '/c', metadata: { b: '1', a: '2' } }], dataPlane: DataPlane.sharedDeployment() }, 'billing');
    return yaml(chart);
  },
  'a shared daprd with a Configuration': () => {
    const chart = shop();
    const limit = new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' });
    const configuration = new DaprConfiguration(chart, 'settings', {
      httpPipeline: [{ component: limit, selector: { 'X-B': 'b', 'X-A': 'a' } }],
      metricsRules: [{ name: 'm', labels: [{ name: 'l', regex: { z: 'z', a: 'a' } }] }],
      nameResolution: { component: 'acme', configuration: { b: '1', a: '3' } },
      otel: { endpointAddress: 'otel:4317', protocol: lib.OtelProtocol.GRPC, headers: { B: text('b'), A: text('a') } },
      workflowConcurrencyLimits: { b: 1, a: 2 },
    });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment({ configuration, nodeSelector: { b: '1', a: '2' }, ...MAPS }) });
    return yaml(chart);
  },
  'annotations of the pod and of the Service': () => {
    const chart = shop();
    app(chart, { appPort: 8080, podAnnotations: { 'b.example/b': '1', 'a.example/a': '2' }, dataPlane: DataPlane.sidecar({ sidecarSvcAnnotations: { b: '1', a: '2' } }) });
    return yaml(chart);
  },
  'an OpenFunction function': () => {
    const chart = shop();
    new OpenFunction(chart, 'function', { image: 'test.local/function:1', annotations: { b: '1', a: '2' }, labels: { d: '1', c: '2' }, params: { B: '1', A: '2' } });
    return yaml(chart);
  },
  ...Object.fromEntries([lib.ControlPlaneOutput.argoCd({}), lib.ControlPlaneOutput.flux({})].map((output, i) => [`a control plane, output ${i}`, () => {
    const chart = new Chart(new App(), 'chart');
    DaprPlatform.set(chart, { daprVersion: '1.18.3', kubernetesVersion: '1.36' });
    new DaprControlPlane(chart, 'dapr', {
      output, chartVersion: '1.18.3', namespaceSelector: { team: 'shop', area: 'eu' }, values: { global: { labels: { b: '1', a: '2' } }, dapr_sentry: { b: [{ d: 1, c: 2 }], a: 1 } },
    });
    return yaml(chart);
  }])),
  ...Object.fromEntries(Object.entries(MODELS).flatMap(([model, { files: exported, hasOptions }]) => !hasOptions ? [] : [[model, () => {
    const chart = build(model as Model, () => ({
      options: model === 'export to Container Apps' ? {} : MAPS, container: { command: ['/app'], env: [{ name: 'Z', value: '1' }, { name: 'B', value: '$(Z)' }] },
    }));
    const output = yaml(chart);
    return exported ? files(exported(DaprTopology.of(chart))) : output;
  }]])),
  'an export with maps in its props': () => {
    const chart = newChart({ daprVersion: '1.18.2' }, { namespace: 'shop' });
    const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisPassword: MetadataValue.fromSecret('redis', 'password'), redisHost: text('redis:6379') } });
    for (const id of ['orders', 'billing']) {
      app(chart, { appPort: 8080, uses: [store], workload: deployment(chart, `${id}-work`), program: { directory: '/srv', command: ['/app'] } }, id);
    }
    const topology = DaprTopology.of(chart);
    return [
      new lib.ComposeExporter({ publishedPorts: { orders: 8081, billing: 8082 }, addresses: { 'redis:6379': 'redis.example:6379', 'redis': 'r' }, unsafeAllowUnauthenticatedApi: true }),
      new lib.MachineExporter({ ports: { orders: { httpPort: 3601, appPort: 8081 }, billing: { appPort: 8082, grpcPort: 3701 } }, addresses: { 'redis:6379': 'localhost:6379', 'redis': 'r' }, multiAppRun: false }),
      new lib.ContainerAppsExporter({
        location: 'westeurope',
        managedEnvironmentId: '/e',
        addresses: { 'redis:6379': 'redis.example:6379' },
        keyVaultUrls: { 'redis/password': 'https://v/s' },
        scale: { orders: { minReplicas: 1, maxReplicas: 3, rules: [{ name: 'r', custom: { type: 't', metadata: { b: '1', a: '2' } } }] }, billing: { maxReplicas: 2, minReplicas: 1 } },
      }),
    ].map(exporter => files(exporter.export(topology))).join('\n');
  },
};

const output = (name: string, order: Order): string => {
  setOrder(order);
  return STACKS[name]();
};

describe.each(Object.keys(STACKS))('%s', name => {
  test.each<Order>(['reversed', 'shuffled'])('has the same output with all keys %s', order => {
    const before = output(name, 'as written');
    expect(before.length).toBeGreaterThan(200);
    expect(output(name, order)).toBe(before);
  });

  test('has the same output where cdk8s does not sort the keys of objects', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      expect(output(name, 'reversed')).toBe(output(name, 'as written'));
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });
});

test('the library in the test gets its arguments in the other order', () => {
  setOrder('reversed');
  const component = new DaprComponent(shop(), 'store', { type: 'state.in-memory', metadata: { b: text('b'), a: text('a') } });
  expect(Object.keys((component as any).props.metadata)).toEqual(['a', 'b']);
});
