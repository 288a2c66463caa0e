/** Environment variables of daprd that resources read. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprHttpEndpoint, DaprMcpServer, DataPlane, MetadataValue, secretstores } from 'cdk8s-dapr';
import { app, deployment, errorsOf, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { byName } from '../../support/components';

const HOST = MetadataValue.fromEnv('REDIS_HOST');
const store = (chart: Chart, redisHost = HOST, props: object = {}) => new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost }, ...props });
const read = (dataPlane?: any, value = HOST, props: object = {}, settings: object = SHARED) => {
  const chart = newChart(settings);
  app(chart, { uses: [store(chart, value)], dataPlane, ...props });
  return messagesOf(chart, 'DAPR4051');
};
const missing = (variable = 'REDIS_HOST') => `chart/checkout: 'redisHost' of Component 'store' reads the environment variable ${variable}, which the daprd does not have`;

describe('a variable that a component reads', () => {
  test.each<[string, any]>([['a sidecar', undefined], ['a shared daprd', DataPlane.sharedDeployment()], ['a pinned daprd', DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } })]])('is a warning if %s does not have it', (_, dataPlane) => {
    expect(read(dataPlane)).toEqual([missing()]);
  });

  test.each<[string, any]>([
    ['env', { env: { REDIS_HOST: 'redis:6379' } }], ['envFromSecret', { envFromSecret: { REDIS_HOST: { secretName: 'redis', key: 'host' } } }],
  ])('is accepted in %s of the data plane', (_, options) => {
    expect(read(DataPlane.sidecar(options))).toEqual([]);
    expect(read(DataPlane.sharedDaemonSet(options))).toEqual([]);
  });

  test('is accepted in an annotation of the pods', () => {
    expect(read(undefined, HOST, { podAnnotations: { 'dapr.io/env': 'REDIS_HOST=redis:6379' } })).toEqual([]);
  });

  test('is not one of the containers of the app', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'main', env: [{ name: 'REDIS_HOST', value: 'r' }] }] }), uses: [store(chart)] });
    expect(messagesOf(chart, 'DAPR4051')).toEqual([`${missing()}; container 'main' of the app has a variable of that name`]);
  });

  test('may be one that the injector sets, unless daprd has a list of variables', () => {
    expect(read(undefined, MetadataValue.fromEnv('POD_NAME'))).toEqual([]);
    expect(read(DataPlane.sidecar({ env: { A: '1' } }), MetadataValue.fromEnv('POD_NAME'))).toEqual([missing('POD_NAME')]);
  });

  test('is not found if its name is part of an earlier one', () => {
    const env = (variables: object) => read(DataPlane.sidecar({ env: variables as any }), MetadataValue.fromEnv('HOST'));
    const within = 'chart/checkout: \'redisHost\' of Component \'store\' reads the environment variable HOST, which Dapr does not find: the name is part of that of an earlier variable of the daprd';
    expect(env({ A_HOST: 'a', HOST: 'b' })).toEqual([within]);
    expect(env({ HOST_A: 'a', HOST: 'b' })).toEqual([]);
    expect(env({ HOST: 'b' })).toEqual([]);
    expect(env({ A_HOST: 'b' })).toEqual([missing('HOST')]);
  });

  test('is reported for each app that loads the component, once while the app moves', () => {
    const chart = newChart({ ...SHARED, operatorServices: false, hotReload: false });
    const shared = store(chart);
    app(chart, { uses: [shared], dataPlane: DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDeployment()) });
    app(chart, { uses: [shared], dataPlane: DataPlane.sidecar({ env: { REDIS_HOST: 'r' } }) }, 'other');
    expect(messagesOf(chart, 'DAPR4051')).toEqual([missing()]);
  });

  test('is that of another party for a remote Dapr', () => {
    expect(read(DataPlane.remote({ httpEndpoint: 'https://a.example', grpcEndpoint: 'https://b.example', apiTokenSecret: 't' }))).toEqual([]);
  });
});

test('HTTP endpoints and MCP servers read variables of daprd too', () => {
  const chart = newChart({ daprVersion: '1.18.3' });
  const checkout = app(chart);
  new DaprHttpEndpoint(chart, 'rates', { baseUrl: 'https://rates.example', headers: { Tenant: MetadataValue.fromEnv('TENANT') }, apps: [checkout] });
  new DaprMcpServer(chart, 'tools', { apps: [checkout], stdio: { command: '/tools', env: { LEVEL: MetadataValue.fromEnv('LEVEL') } } });
  new DaprMcpServer(chart, 'web', { apps: [checkout], streamableHttp: { url: 'https://mcp.example', headers: { Tenant: MetadataValue.fromEnv('TENANT') } } });
  new DaprMcpServer(chart, 'old', { apps: [checkout], sse: { url: 'https://mcp.example', headers: { Tenant: MetadataValue.fromEnv('TENANT') } } });
  expect(messagesOf(chart, 'DAPR4051').map(message => /'.*?' of \w+ '\w+'/.exec(message)![0])).toEqual([
    "'Tenant' of HTTPEndpoint 'rates'", "'LEVEL' of MCPServer 'tools'", "'Tenant' of MCPServer 'web'", "'Tenant' of MCPServer 'old'",
  ]);
});

describe('a secret of secretstores.local.env', () => {
  const secret = (value: MetadataValue, dataPlane?: any, metadata: object = {}) => {
    const chart = newChart();
    const env = new secretstores.LocalEnvSecretStore(chart, 'env', { metadata });
    app(chart, { dataPlane, uses: [new DaprComponent(chart, 'store', { type: 'state.redis', secretStore: env, metadata: { redisHost: MetadataValue.of('r:6379'), redisPassword: value } })] });
    return messagesOf(chart, 'DAPR4051');
  };
  const reads = (name: string, rest: string) => [`chart/checkout: 'redisPassword' of Component 'store' reads ${name} of secret store 'env', ${rest}`];

  test('is a variable of daprd', () => {
    expect(secret(MetadataValue.fromSecret('PASSWORD'))).toEqual(reads('PASSWORD', 'which the daprd does not have'));
    const options = { envFromSecret: { PASSWORD: { secretName: 'redis', key: 'password' } } };
    expect(secret(MetadataValue.fromSecret('PASSWORD'), DataPlane.sidecar(options))).toEqual([]);
    expect(secret(MetadataValue.fromSecret('HOSTNAME'), DataPlane.sidecar(options))).toEqual([]);
  });

  test('has the prefix of the store', () => {
    const options = (name: string) => DataPlane.sidecar({ envFromSecret: { [name]: { secretName: 'redis', key: 'password' } } });
    expect(secret(MetadataValue.fromSecret('PASSWORD'), options('APP_PASSWORD'), { prefix: 'APP_' })).toEqual([]);
    expect(secret(MetadataValue.fromSecret('PASSWORD'), options('PASSWORD'), { prefix: 'APP_' })).toHaveLength(1);
  });

  test('has one key only, its name', () => {
    expect(secret(MetadataValue.fromSecret('PASSWORD', 'value'))).toEqual(reads('PASSWORD', "whose only key is 'PASSWORD'; got key 'value'"));
  });

  test('is not a secret of another store', () => {
    const chart = newChart();
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
    app(chart, { uses: [vault, byName(chart, 'env')].map((secretStore, i) => new DaprComponent(chart, `s${i}`, { type: 'state.acme', secretStore, metadata: { a: MetadataValue.fromSecret('A', 'b') } })) });
    expect(messagesOf(chart, 'DAPR4051')).toEqual([]);
  });
});

test.each(['redis_host', 'Redis_HOST', 'A B'])('the variable %s is refused, because Dapr searches for it in upper case', name => {
  const chart = newChart();
  app(chart, { uses: [store(chart, MetadataValue.fromEnv(name))] });
  expect(errorsOf(chart)).toContain(`DAPR4050: metadata.redisHost must be an environment variable in upper case; got '${name}'`);
  const endpoint = newChart();
  new DaprHttpEndpoint(endpoint, 'rates', { baseUrl: 'https://rates.example', headers: { Tenant: MetadataValue.fromEnv(name) }, apps: [app(endpoint)] });
  expect(errorsOf(endpoint)).toContain(`DAPR4050: headers['Tenant'] must be an environment variable in upper case; got '${name}'`);
});
