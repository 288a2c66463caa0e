/** Each kind of resource goes through every exporter, or is refused there with the reason. */
import { Chart, Duration } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprApp, DaprConfiguration, DaprHttpEndpoint, DaprMcpServer, DaprResiliency, DaprTopology,
  DaprWorkflowAccessPolicy, DataPlane, ExportedFile, IDaprApp, MachineExporter, MetadataValue, OtelProtocol, ResiliencyTimeout,
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

test.each(['machine', 'compose'])('%s has an HTTP endpoint whose secrets come from a file', target => {
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

test.each(['machine', 'compose'])('%s has an MCP server, which names the store of its secrets inside', target => {
  const document = exported(target, 'MCPServer');
  expect(document).not.toHaveProperty('auth');
  expect(document.spec.endpoint.sse).toMatchObject({ url: 'https://a.example', auth: { secretStore: 'local-secrets' } });
  expect(JSON.parse(filesOf(target, KINDS.MCPServer)['secrets.example.json'])).toEqual({ keys: { key: 'change-me' } });
});

test.each(['machine', 'compose', 'catalyst'])('%s has a resiliency', target => {
  expect(exported(target, 'Resiliency')).toMatchObject({ kind: 'Resiliency', scopes: ['checkout'], spec: { policies: { timeouts: { t: '1s' } } } });
});

test('Catalyst has an HTTP endpoint whose secrets are variables', () => {
  expect(exported('catalyst', 'HTTPEndpoint').spec.headers).toEqual([{ name: 'Authorization', value: '${KEYS_KEY}' }]);
});

test.each([
  ['machine', 'WorkflowAccessPolicy', 'there is no Sentry'],
  ['compose', 'WorkflowAccessPolicy', 'there is no Sentry'],
  ['catalyst', 'MCPServer', 'Catalyst documents none of this kind'],
  ['catalyst', 'WorkflowAccessPolicy', 'Catalyst documents none of this kind'],
  ['containerApps', 'HTTPEndpoint', 'the platform has none of this kind'],
  ['containerApps', 'Resiliency', 'the platform has none of this kind'],
  ['containerApps', 'MCPServer', 'the platform has none of this kind'],
  ['containerApps', 'WorkflowAccessPolicy', 'the platform has none of this kind'],
])('%s refuses a %s: %s', (target, kind, why) => {
  expect(refused(target, KINDS[kind])).toMatch(/DAPR8102/);
  expect(refused(target, KINDS[kind])).toContain(why);
});

test.each([
  ['a program with a variable from a Secret', 'for which it can name no store', (chart: Chart, loader: IDaprApp) => {
    new DaprMcpServer(chart, 'r', { apps: [loader], stdio: { command: 'tools', env: { KEY: secret } } });
  }],
  ['a token of Sentry', 'shows a token of Sentry', (chart: Chart, loader: IDaprApp) => {
    new DaprMcpServer(chart, 'r', { apps: [loader], sse: { url: 'https://a.example', spiffeJwt: { audience: 'a', header: 'Authorization' } } });
  }],
  ['access control', 'access control knows callers by their certificates', (chart: Chart, loader: IDaprApp) => {
    const caller = DaprApp.fromAppAttributes(chart, 'caller', { appId: 'caller', namespace: 'shop' });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: caller }], apps: [loader] });
  }],
  ['a header of traces from a Secret', 'a Configuration reads none there', (chart: Chart, loader: IDaprApp) => {
    new DaprConfiguration(chart, 'c', { otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { key: secret } }, apps: [loader] });
  }],
])('a machine refuses %s', (_what, why, make) => {
  expect(refused('machine', make)).toContain(why);
});

test('a machine runs a program as an MCP server', () => {
  const files = filesOf('machine', (chart, loader) => { new DaprMcpServer(chart, 'r', { apps: [loader], stdio: { command: 'tools' } }); });
  expect(parse(files['resources/mcpserver-r.yaml']).spec.endpoint).toEqual({ stdio: { command: 'tools' } });
});

test.each(['machine', 'compose', 'catalyst'])('%s has one Configuration of several for an app', target => {
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
