/** Every exporter either supports a kind of resource or refuses it with the reason. */
import { Chart, Duration } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprApp, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprMcpServer,
  DaprResiliency, DaprTopology, DaprWorkflowAccessPolicy, DataPlane, ExportedFile, IDaprApp, MachineExporter, MetadataValue, OtelProtocol,
  ResiliencyTimeout,
} from 'cdk8s-dapr';
import { parse } from 'yaml';
import { app, newChart } from '../../scenarios/charts';

const PLATFORM = { daprVersion: '1.18.3', apiTokenSecret: 'token' };
const endpoints = { httpEndpoint: 'https://dapr.example:443', grpcEndpoint: 'https://dapr.example:443' };

const TARGETS: { [target: string]: { props: object; export: (chart: Chart) => ExportedFile[]; path: (kind: string, name: string) => string } } = {
  machine: {
    props: { program: { directory: '/srv', command: ['node'] } },
    export: chart => new MachineExporter().export(DaprTopology.of(chart)),
    path: (kind, name) => `resources/${kind.toLowerCase()}-${name}.yaml`,
  },
  compose: { props: {}, export: chart => new ComposeExporter().export(DaprTopology.of(chart)), path: (kind, name) => `resources/${kind.toLowerCase()}-${name}.yaml` },
  catalyst: {
    props: { dataPlane: DataPlane.catalyst(endpoints) },
    export: chart => new CatalystExporter().export(DaprTopology.of(chart)),
    path: (kind, name) => `${{ HTTPEndpoint: 15, Configuration: 20, Resiliency: 50 }[kind]}-${kind.toLowerCase()}-${name}.yaml`,
  },
  containerApps: {
    props: {}, export: chart => new ContainerAppsExporter({ location: 'a', managedEnvironmentId: '/a' }).export(DaprTopology.of(chart)), path: () => '',
  },
};

const secret = MetadataValue.fromSecret('keys', 'key');
const KINDS: { [what: string]: (chart: Chart, loader: IDaprApp) => void } = {
  HTTPEndpoint: (chart, loader) => { new DaprHttpEndpoint(chart, 'r', { apps: [loader], baseUrl: 'https://a.example', headers: { Authorization: secret } }); },
  Resiliency: (chart, loader) => { new DaprResiliency(chart, 'r', { apps: [loader], timeouts: [ResiliencyTimeout.of('t', Duration.seconds(1))] }); },
  MCPServer: (chart, loader) => { new DaprMcpServer(chart, 'r', { apps: [loader], sse: { url: 'https://a.example', headers: { Authorization: secret } } }); },
  WorkflowAccessPolicy: (chart, loader) => { new DaprWorkflowAccessPolicy(chart, 'r', { apps: [loader] }); },
};

const build = (target: string, make: (chart: Chart, loader: IDaprApp) => void): Chart => {
  const chart = newChart(PLATFORM, { namespace: 'shop' });
  make(chart, app(chart, { appPort: 8080, ...TARGETS[target].props }));
  return chart;
};
const filesOf = (target: string, make: (chart: Chart, loader: IDaprApp) => void): { [path: string]: string } =>
  Object.fromEntries(TARGETS[target].export(build(target, make)).map(({ path, content }) => [path, content]));
const exported = (target: string, kind: string): any => parse(filesOf(target, KINDS[kind])[TARGETS[target].path(kind, 'r')]);
const refused = (target: string, make: (chart: Chart, loader: IDaprApp) => void): string => {
  const chart = build(target, make);
  try {
    TARGETS[target].export(chart);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test.each(['machine', 'compose'])('%s exports an HTTPEndpoint, with secrets from a file', target => {
  expect(exported(target, 'HTTPEndpoint')).toEqual({
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'HTTPEndpoint',
    metadata: { name: 'r' },
    scopes: ['checkout'],
    auth: { secretStore: 'local-secrets' },
    spec: { baseUrl: 'https://a.example', headers: [{ name: 'Authorization', secretKeyRef: { name: 'keys', key: 'key' } }] },
  });
  expect(JSON.parse(filesOf(target, KINDS.HTTPEndpoint)['secrets.example.json'])).toEqual({ keys: { key: 'change-me' } });
});

test.each(['machine', 'compose'])('%s exports an MCPServer, with the secret store in its spec', target => {
  const document = exported(target, 'MCPServer');
  expect(document).not.toHaveProperty('auth');
  expect(document.spec.endpoint.sse).toMatchObject({ url: 'https://a.example', auth: { secretStore: 'local-secrets' } });
  expect(JSON.parse(filesOf(target, KINDS.MCPServer)['secrets.example.json'])).toEqual({ keys: { key: 'change-me' } });
});

test.each(['machine', 'compose', 'catalyst'])('%s exports a Resiliency', target => {
  expect(exported(target, 'Resiliency')).toMatchObject({ kind: 'Resiliency', scopes: ['checkout'], spec: { policies: { timeouts: { t: '1s' } } } });
});

test('Catalyst exports an HTTPEndpoint, with variables for secrets', () => {
  expect(exported('catalyst', 'HTTPEndpoint').spec.headers).toEqual([{ name: 'Authorization', value: '${KEYS_KEY}' }]);
});

test.each([
  ['machine', 'WorkflowAccessPolicy', 'this target has no Sentry'],
  ['compose', 'WorkflowAccessPolicy', 'this target has no Sentry'],
  ['catalyst', 'MCPServer', 'is of a kind that Catalyst does not document'],
  ['catalyst', 'WorkflowAccessPolicy', 'is of a kind that Catalyst does not document'],
  ['containerApps', 'HTTPEndpoint', 'is of a kind that Azure Container Apps does not support'],
  ['containerApps', 'Resiliency', 'is of a kind that Azure Container Apps does not support'],
  ['containerApps', 'MCPServer', 'is of a kind that Azure Container Apps does not support'],
  ['containerApps', 'WorkflowAccessPolicy', 'is of a kind that Azure Container Apps does not support'],
])('%s refuses a %s: %s', (target, kind, why) => {
  expect(refused(target, KINDS[kind])).toMatch(/DAPR8102/);
  expect(refused(target, KINDS[kind])).toContain(why);
});

test.each([
  ['a program with a variable from a Secret', 'stdio has no field for a secret store', (chart: Chart, loader: IDaprApp) => {
    new DaprMcpServer(chart, 'r', { apps: [loader], stdio: { command: 'tools', env: { KEY: secret } } });
  }],
  ['a token of Sentry', 'sends a token of Sentry', (chart: Chart, loader: IDaprApp) => {
    new DaprMcpServer(chart, 'r', { apps: [loader], sse: { url: 'https://a.example', spiffeJwt: { audience: 'a', header: 'Authorization' } } });
  }],
  ['access control', 'access control identifies callers by their certificates', (chart: Chart, loader: IDaprApp) => {
    const caller = DaprApp.fromAppAttributes(chart, 'caller', { appId: 'caller', namespace: 'shop' });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: caller }], apps: [loader] });
  }],
  ['a header of traces from a Secret', 'which a Configuration cannot read on this target', (chart: Chart, loader: IDaprApp) => {
    new DaprConfiguration(chart, 'c', { otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { key: secret } }, apps: [loader] });
  }],
])('a machine refuses %s', (_what, why, make) => {
  expect(refused('machine', make)).toContain(why);
});

test('a machine runs a program as an MCP server', () => {
  const files = filesOf('machine', (chart, loader) => { new DaprMcpServer(chart, 'r', { apps: [loader], stdio: { command: 'tools' } }); });
  expect(parse(files['resources/mcpserver-r.yaml']).spec.endpoint).toEqual({ stdio: { command: 'tools' } });
});

test.each(['machine', 'compose', 'catalyst'])('%s merges several Configurations of an app into one', target => {
  const files = filesOf(target, (chart, loader) => {
    new DaprConfiguration(chart, 'a', { metricsEnabled: false, apps: [loader] });
    new DaprConfiguration(chart, 'b', { tracingSamplingRate: 1, apps: [loader] });
  });
  const [path, ...others] = Object.keys(files).filter(name => /^config\/|configuration/.test(name));
  expect(others).toEqual([]);
  expect(parse(files[path]).spec).toMatchObject({ metrics: { enabled: false }, tracing: { samplingRate: '1' } });
  if (target === 'catalyst') {
    expect(parse(files['30-appidentity-checkout.yaml']).spec.appConfig).toBe(parse(files[path]).metadata.name);
  }
});

describe.each(['machine', 'compose'])('%s, of a part of an App,', target => {
  const part = (scopes: string[]): { [path: string]: string } => {
    const chart = newChart(PLATFORM, { namespace: 'shop' });
    app(chart, { appPort: 8080, ...TARGETS[target].props });
    new DaprComponent(chart, 'store', { type: 'state.redis', scopes, metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: secret } });
    return Object.fromEntries(TARGETS[target].export(chart).map(({ path, content }) => [path, content]));
  };

  test('keeps the scopes of apps outside that part: a daprd compares them with its own app ID', () => {
    expect(parse(part(['checkout', 'report'])[TARGETS[target].path('Component', 'store')]).scopes).toEqual(['checkout', 'report']);
  });

  test('leaves out resources that only apps outside that part load, with their secrets', () => {
    expect(Object.keys(part(['report'])).filter(path => /component|secrets/.test(path))).toEqual([]);
  });
});
