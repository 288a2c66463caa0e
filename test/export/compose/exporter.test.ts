/** The export to containers without Kubernetes. */
import { Chart, Size } from 'cdk8s';
import {
  ActorHosting, ComposeExporter, ComposeExportProps, DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprTopology, DataPlane, MetadataValue,
  SharedDaprDaemonSet,
} from 'cdk8s-dapr';
import { deployment, job, newChart } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';
import { FLAGS_OF_DAPRD } from '../../support/daprd-flags';
import { parse } from '../../support/synth';

type Files = { [path: string]: string };
const PLATFORM = { daprVersion: '1.18.3', apiTokenSecret: 'dapr-token' };

const app = (chart: Chart, id: string, props: Partial<DaprAppProps> = {}, spec: object = {}) =>
  new DaprApp(chart, id, { workload: deployment(chart, `${id}-web`, spec), ...props });
const container = (container_: object) => ({ containers: [{ name: 'main', image: 'test.local/app:1', ...container_ }] });
const files = (chart: Chart, props?: ComposeExportProps): Files =>
  Object.fromEntries(ComposeExporter.export(DaprTopology.of(chart), props).map(({ path, content }) => [path, content]));
const yaml = (text: string): Json => parse(text)[0];
const services = (chart: Chart, props?: ComposeExportProps): Json => yaml(files(chart, props)['compose.yaml']).services;
const refusal = (chart: Chart, props?: ComposeExportProps): string => {
  try {
    files(chart, props);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const flags = (command: string[]): { [flag: string]: string } => Object.fromEntries(command.map(word => /^--([\w-]+)=(.*)$/.exec(word)!.slice(1)));

test('an app has a daprd beside it, and each reaches the other by the name of its service', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080 });
  const { orders, 'orders-dapr': daprd } = services(chart);
  expect(orders).toMatchObject({
    image: 'test.local/app:1',
    environment: { APP_PORT: '8080', DAPR_HTTP_ENDPOINT: 'http://orders-dapr:3500', DAPR_GRPC_ENDPOINT: 'http://orders-dapr:50001' },
    depends_on: { 'orders-dapr': { condition: 'service_healthy' } },
  });
  expect(flags(daprd.command)).toMatchObject({ 'app-id': 'orders', 'app-channel-address': 'orders', 'app-port': '8080', 'dapr-listen-addresses': '0.0.0.0' });
  expect(Object.keys(flags(daprd.command)).filter(flag => !FLAGS_OF_DAPRD.includes(flag))).toEqual([]);
  expect(daprd.healthcheck.test).toEqual(['CMD', '/daprd', '--wait', '--dapr-http-port=3500']);
  expect(daprd.image).toBe('ghcr.io/dapr/daprd:1.18.3');
});

test('apps behind a shared daprd share a service', () => {
  const chart = newChart({ ...PLATFORM, kubernetesVersion: '1.36' });
  const dataPlane = new SharedDaprDaemonSet(chart, 'shop');
  app(chart, 'web', { appPort: 8080, dataPlane });
  app(chart, 'worker', { dataPlane });
  const all = services(chart);
  expect(Object.keys(all)).toEqual(['shop-dapr', 'shop-web', 'shop-worker']);
  expect(flags(all['shop-dapr'].command)).toMatchObject({ 'app-channel-address': 'shop-web', 'dapr-block-shutdown-duration': '5s' });
  expect(all['shop-worker'].environment.DAPR_HTTP_ENDPOINT).toBe('http://shop-dapr:3500');
});

test('a second app changes nothing of the first', () => {
  const build = (...ids: string[]) => {
    const chart = newChart(PLATFORM);
    ids.forEach(id => app(chart, id, { appPort: 8080 }));
    return files(chart);
  };
  const [alone, together] = [build('orders'), build('orders', 'aaa')];
  expect(together['config/orders.yaml']).toBe(alone['config/orders.yaml']);
  expect(yaml(together['compose.yaml']).services).toMatchObject(yaml(alone['compose.yaml']).services);
});

describe('secrets', () => {
  const build = () => {
    const chart = newChart(PLATFORM);
    const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    app(chart, 'orders', { uses: [store] }, container({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db-main', key: 'pw' } } }] }));
    app(chart, 'other');
    return chart;
  };

  test('are variables of .env, which compose demands, one a key whoever reads it', () => {
    const all = files(build());
    const { orders, 'orders-dapr': daprd } = yaml(all['compose.yaml']).services;
    expect(orders.environment).toMatchObject({ PASSWORD: '${DB_MAIN_PW:?is not in .env}', DAPR_API_TOKEN: '${DAPR_TOKEN_TOKEN:?is not in .env}' });
    expect(daprd.environment.DAPR_API_TOKEN).toBe(orders.environment.DAPR_API_TOKEN);
    expect(all['.env.example']).toBe('# key token of the Secret dapr-token\nDAPR_TOKEN_TOKEN=change-me\n# key pw of the Secret db-main\nDB_MAIN_PW=change-me\n');
  });

  test('of components are a file for the daprds that load it, and no other', () => {
    const all = files(build());
    const document = yaml(all['compose.yaml']);
    expect(document.secrets).toEqual({ 'local-secrets': { file: './secrets.json' } });
    expect(document.services['orders-dapr'].secrets).toEqual(['local-secrets']);
    expect(document.services['other-dapr']).not.toHaveProperty('secrets');
    expect(all['resources/component-local-secrets.yaml']).toContain('value: /run/secrets/local-secrets');
    expect(JSON.parse(all['secrets.example.json'])).toEqual({ redis: { password: 'change-me' } });
    expect(Object.keys(all).filter(path => path === '.env' || path === 'secrets.json')).toEqual([]);
  });

  test('whose variables would have one name are refused', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', {}, container({ env: ['a-b', 'a.b'].map((name, i) => ({ name: `V${i}`, valueFrom: { secretKeyRef: { name, key: 'c' } } })) }));
    expect(refusal(chart)).toMatch(/DAPR8104 chart\/orders: .* are both A_B_C in \.env/);
  });
});

test('a dollar stays a dollar', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', {}, container({ command: ['sh', '-c'], args: ['echo $HOME'], env: [{ name: 'PRICE', value: '$5' }] }));
  expect(services(chart).orders).toMatchObject({ entrypoint: ['sh', '-c'], command: ['echo $$HOME'], environment: { PRICE: '$$5' } });
});

test('what a container may do and use is translated', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { dataPlane: DataPlane.sidecar({ sidecarMemoryLimit: Size.mebibytes(64), sidecarImage: 'mirror.local/daprd:1.18.3' }) }, {
    ...container({
      workingDir: '/app',
      resources: { limits: { memory: '1Gi', cpu: '250m' } },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      securityContext: { runAsUser: 65532, runAsGroup: 65532, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    }),
    volumes: [{ name: 'tmp', emptyDir: {} }],
    terminationGracePeriodSeconds: 12,
  });
  const { orders, 'orders-dapr': daprd } = services(chart);
  expect(orders).toMatchObject({
    working_dir: '/app',
    mem_limit: '1073741824b',
    cpus: '0.25',
    user: '65532:65532',
    read_only: true,
    cap_drop: ['ALL'],
    tmpfs: ['/tmp'],
    security_opt: ['no-new-privileges:true'],
    stop_grace_period: '12s',
  });
  expect(daprd).toMatchObject({ mem_limit: '67108864b', image: 'mirror.local/daprd:1.18.3', read_only: true });
});

test('placement and scheduler are there where something needs them, and a scheduler keeps its jobs', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
  app(chart, 'other');
  const document = yaml(files(chart, { imageRegistry: 'mirror.local/dapr' })['compose.yaml']);
  expect(document.services['dapr-placement'].image).toBe('mirror.local/dapr/placement:1.18.3');
  expect(document.services['dapr-scheduler']).toMatchObject({ volumes: ['scheduler:/var/lock'], command: expect.arrayContaining(['--override-broadcast-host-port=dapr-scheduler:50006']) });
  expect(document.volumes).toEqual({ scheduler: {} });
  expect(flags(document.services['orders-dapr'].command)).toMatchObject({ 'placement-host-address': 'dapr-placement:50005', 'scheduler-host-address': 'dapr-scheduler:50006' });
  expect(flags(document.services['other-dapr'].command)).not.toHaveProperty('placement-host-address');
});

describe('apps are found', () => {
  const nameResolution = (daprVersion: string, configuration?: Json): Json | undefined => {
    const chart = newChart({ ...PLATFORM, daprVersion });
    const given = configuration && new DaprConfiguration(chart, 'c', configuration);
    app(chart, 'orders', { dataPlane: DataPlane.sidecar({ configuration: given }) });
    const { 'config/orders.yaml': text } = files(chart);
    return text === undefined ? undefined : yaml(text).spec;
  };

  test('by the names of their daprds since Dapr 1.18, and by mDNS before', () => {
    expect(nameResolution('1.18.3')).toEqual({ nameResolution: { component: 'nameformat', version: 'v1', configuration: { format: '{appid}-dapr:50002' } } });
    expect(nameResolution('1.17.1')).toBeUndefined();
  });

  test('beside what the Configuration of the app says', () => {
    expect(nameResolution('1.17.1', { tracingSamplingRate: 1 })).toEqual({ tracing: { samplingRate: '1' } });
    expect(Object.keys(nameResolution('1.18.3', { tracingSamplingRate: 1 })!)).toEqual(['tracing', 'nameResolution']);
  });
});

describe('devServices', () => {
  test('add Redis with a state store and a broker, and Zipkin with tracing', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', { appPort: 8080 });
    const all = files(chart, { devServices: true });
    const document = yaml(all['compose.yaml']);
    expect(Object.keys(document.services)).toEqual(['orders', 'orders-dapr', 'redis', 'zipkin']);
    expect(document.services['orders-dapr'].depends_on).toEqual({ redis: { condition: 'service_healthy' } });
    expect(Object.keys(all).filter(path => path.startsWith('resources/'))).toEqual(['resources/component-pubsub.yaml', 'resources/component-statestore.yaml']);
    expect(yaml(all['config/orders.yaml']).spec.tracing.zipkin.endpointAddress).toBe('http://zipkin:9411/api/v2/spans');
    expect(all['resources/component-statestore.yaml']).not.toContain('actorStateStore');
  });

  test('leave components and tracing of the user alone', () => {
    const chart = newChart(PLATFORM);
    const configuration = new DaprConfiguration(chart, 'c', { tracingSamplingRate: 0 });
    app(chart, 'orders', { uses: [new DaprComponent(chart, 'statestore', { type: 'state.in-memory' })], dataPlane: DataPlane.sidecar({ configuration }) });
    const all = files(chart, { devServices: true });
    expect(all['resources/component-statestore.yaml']).toContain('state.in-memory');
    expect(yaml(all['config/orders.yaml']).spec.tracing).toEqual({ samplingRate: '0' });
  });

  test('keep the state of actors where nothing else does', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
    expect(files(chart, { devServices: true })['resources/component-statestore.yaml']).toContain('actorStateStore');
  });
});

test('no YAML has references inside it', () => {
  const chart = newChart(PLATFORM);
  ['a', 'b'].forEach(id => app(chart, id, { appPort: 8080 }));
  expect(Object.values(files(chart, { devServices: true })).filter(text => /: [&*]/.test(text))).toEqual([]);
});

describe('what containers without Kubernetes have not', () => {
  const refused: [string, string, (chart: Chart) => void, ComposeExportProps?][] = [
    ['a Job', 'DAPR8102', chart => new DaprApp(chart, 'orders', { workload: job(chart) })],
    ['a pod with two containers', 'DAPR8102', chart => app(chart, 'orders', {}, { containers: ['a', 'b'].map(name => ({ name, image: name })) })],
    ['a container without an image', 'DAPR8103', chart => app(chart, 'orders', {}, { containers: [{ name: 'main' }] })],
    ['an app called like the daprd of another', 'DAPR8104', chart => ['a', 'a-dapr'].forEach(id => app(chart, id))],
    ['an app called like a service of a developer', 'DAPR8104', chart => app(chart, 'redis'), { devServices: true }],
    ['a published port of an app without a port', 'DAPR8103', chart => app(chart, 'orders'), { publishedPorts: { orders: 80 } }],
    ['a port published twice', 'DAPR8105', chart => ['a', 'b'].forEach(id => app(chart, id, { appPort: 8080 })), { publishedPorts: { a: 80, b: 80 } }],
    ['props of a wrong type', 'DAPR3017', chart => app(chart, 'orders'), { publishedPorts: { orders: '80' } } as any],
  ];
  test.each(refused)('%s is refused with %s', (...[, code, build, props]) => {
    const chart = newChart(PLATFORM);
    build(chart);
    expect(refusal(chart, props)).toContain(`${code} chart`);
  });

  test('is an API without a token, unless that is said', () => {
    const chart = newChart({ daprVersion: '1.18.3' });
    app(chart, 'orders');
    expect(refusal(chart)).toMatch(/DAPR8103 chart\/orders: other containers reach the API of 'orders'.*apiTokenSecret/);
    expect(refusal(chart, { unsafeAllowUnauthenticatedApi: true })).toBe('');
  });

  test('is a version of Dapr without a patch', () => {
    const chart = newChart({ ...PLATFORM, daprVersion: '1.18' });
    app(chart, 'orders');
    expect(refusal(chart)).toMatch(/DAPR8103 .*images of Dapr have a full version, and 1\.18 is declared/);
  });
});

test('a published port leads to the port of the app', () => {
  const chart = newChart(PLATFORM);
  app(chart, 'orders', { appPort: 8080 });
  expect(services(chart, { publishedPorts: { orders: 80 } }).orders.ports).toEqual(['80:8080']);
});
