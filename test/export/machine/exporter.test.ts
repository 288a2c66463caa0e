/** The export to a machine without containers. */
import { Chart, Duration, Size } from 'cdk8s';
import {
  ActorHosting, AppProtocol, DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprTopology, DataPlane, LogLevel, MachineExporter,
  MachineExportProps,
  MetadataValue, SharedDaprDeployment, WorkflowRole,
} from 'cdk8s-dapr';
import { deployment, job, newChart } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';
import { FLAGS_OF_DAPRD } from '../../support/daprd-flags';
import { parse } from '../../support/synth';

type Files = { [path: string]: string };
const PROGRAM = { directory: '/srv/shop', command: ['node', 'main.js'] };

const app = (chart: Chart, id: string, props: Partial<DaprAppProps> = {}, spec: object = {}) =>
  new DaprApp(chart, id, { workload: deployment(chart, `${id}-web`, spec), program: PROGRAM, ...props });
const container = (container_: object) => ({ containers: [{ name: 'main', image: 'test.local/app:1', ...container_ }] });
const files = (chart: Chart, props?: MachineExportProps): Files =>
  Object.fromEntries(MachineExporter.export(DaprTopology.of(chart), props).map(({ path, content }) => [path, content]));
const refusal = (chart: Chart, props?: MachineExportProps): string => {
  try {
    files(chart, props);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const yaml = (text: string): Json => parse(text)[0];
const flags = (unit: string): { [flag: string]: string } => Object.fromEntries([...unit.matchAll(/--([\w-]+)=(\S+)/g)].map(([, flag, value]) => [flag, value]));

describe('dapr.yaml', () => {
  const KEYS = ['appID', 'appDirPath', 'command', 'appPort', 'appProtocol', 'appMaxConcurrency', 'appSSL', 'daprHTTPPort', 'daprGRPCPort', 'daprInternalGRPCPort',
    'metricsPort', 'profilePort', 'logLevel', 'enableProfiling', 'enableApiLogging', 'maxBodySize', 'readBufferSize', 'enableAppHealthCheck', 'appHealthCheckPath',
    'appHealthProbeInterval', 'appHealthProbeTimeout', 'appHealthThreshold', 'placementHostAddress', 'schedulerHostAddress', 'configFilePath', 'env'];

  test('has no keys but those of the CLI, whatever the options', () => {
    const chart = newChart({ daprVersion: '1.18.3' });
    app(chart, 'orders', {
      appPort: 8080,
      appProtocol: AppProtocol.H2C,
      appMaxConcurrency: 3,
      appHealthCheck: { path: '/healthz', interval: Duration.seconds(1) },
      hostsActors: ActorHosting.APP_PORT,
      dataPlane: DataPlane.sidecar({
        logLevel: LogLevel.DEBUG,
        enableProfiling: true,
        enableApiLogging: true,
        maxBodySize: Size.mebibytes(8),
        readBufferSize: Size.kibibytes(8),
        gracefulShutdownSeconds: 9,
        logAsJson: true,
        configuration: new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 }),
      }),
    });
    const { 'dapr.yaml': text } = files(chart);
    const { apps, common, ...top } = yaml(text);
    expect(top).toEqual({ version: 1, name: 'dapr' });
    expect(common).toEqual({ apiListenAddresses: '127.0.0.1' });
    expect(Object.keys(apps[0]).filter(key => !KEYS.includes(key))).toEqual([]);
    expect(apps[0]).toMatchObject({ appID: 'orders', appProtocol: 'h2c', appMaxConcurrency: 3, logLevel: 'debug', enableAppHealthCheck: true, appHealthProbeInterval: 1 });
    expect(text).toContain('# orders: this file has no key for --log-as-json=true --dapr-graceful-shutdown-seconds=9; the systemd unit has them.');
  });

  test('is left out with multiAppRun: false', () => {
    const chart = newChart();
    app(chart, 'orders');
    expect(files(chart)).toHaveProperty(['dapr.yaml']);
    expect(files(chart, { multiAppRun: false })).not.toHaveProperty(['dapr.yaml']);
  });

  test('refers to a configuration from the folder of the app', () => {
    const chart = newChart();
    const configuration = new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 });
    app(chart, 'near', { program: { ...PROGRAM, directory: '../apps/near' }, dataPlane: DataPlane.sidecar({ configuration }) });
    app(chart, 'far', { dataPlane: DataPlane.sidecar({ configuration }) });
    const { apps: [far, near] } = yaml(files(chart)['dapr.yaml']);
    expect([far.configFilePath, near.configFilePath]).toEqual(['/etc/dapr/config/far.yaml', '../../dapr/config/near.yaml']);
  });

  test('has one environment for all, so two Secrets of one variable are refused with the way out', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, id, { dataPlane: DataPlane.sidecar({ apiTokenSecret: `token-of-${id}` }) }));
    expect(refusal(chart)).toMatch(/DAPR8102 .*DAPR_API_TOKEN.*multiAppRun: false/);
    expect(refusal(chart, { multiAppRun: false })).toBe('');
  });
});

describe('units', () => {
  test('have flags of daprd only, listen on loopback, and say what the annotations say', () => {
    const chart = newChart({ daprVersion: '1.18.3' });
    app(chart, 'orders', {
      appPort: 8080,
      hostsActors: ActorHosting.APP_PORT,
      dataPlane: DataPlane.sidecar({
        logLevel: LogLevel.DEBUG,
        enableMetrics: true,
        gracefulShutdownSeconds: 20,
        enableProfiling: true,
        grpcPort: 50011,
      }),
    });
    const found = flags(files(chart)['systemd/dapr-orders-daprd.service']);
    expect(Object.keys(found).filter(flag => !FLAGS_OF_DAPRD.includes(flag))).toEqual([]);
    expect(found).toMatchObject({
      'app-id': 'orders',
      'app-port': '8080',
      'log-level': 'debug',
      'dapr-graceful-shutdown-seconds': '20',
      'dapr-listen-addresses': '127.0.0.1',
      'dapr-internal-grpc-listen-address': '127.0.0.1',
      'metrics-listen-address': '127.0.0.1',
      'placement-host-address': '127.0.0.1:50005',
      'scheduler-host-address': '127.0.0.1:50006',
    });
    expect(found['dapr-grpc-port']).not.toBe('50011');
  });

  test('wait longer for daprd to stop than it takes', () => {
    const chart = newChart();
    app(chart, 'orders', { dataPlane: DataPlane.sidecar({ gracefulShutdownSeconds: 20, blockShutdownDuration: Duration.seconds(7) }) });
    expect(files(chart)['systemd/dapr-orders-daprd.service']).toContain('TimeoutStopSec=32\n');
  });

  test('start the app after its daprd serves, and give it its addresses', () => {
    const chart = newChart();
    app(chart, 'orders', { appPort: 8080 });
    const unit = files(chart, { ports: { orders: { httpPort: 3500, grpcPort: 50001, appPort: 9000 } } })['systemd/dapr-orders.service'];
    for (const line of ['After=network.target dapr-orders-daprd.service', 'Wants=dapr-orders-daprd.service', 'ExecStartPre=/usr/local/bin/daprd --wait --dapr-http-port=3500',
      'ExecStart=node main.js', 'WorkingDirectory=/srv/shop', 'Environment=APP_PORT=9000', 'Environment=DAPR_HTTP_ENDPOINT=http://127.0.0.1:3500',
      'Environment=DAPR_GRPC_PORT=50001', 'Restart=always', 'NoNewPrivileges=yes', 'DynamicUser=yes']) {
      expect(unit.split('\n')).toContain(line);
    }
  });

  test('quote what systemd would read', () => {
    const chart = newChart();
    app(chart, 'orders', { program: { directory: '/srv', command: ['node', '50%', '$HOME', 'two words', 'say "hi"', ';'] } },
      container({ env: [{ name: 'TEXT', value: '5% of\n"all" \\ $X' }] }));
    const unit = files(chart)['systemd/dapr-orders.service'];
    expect(unit).toContain('ExecStart=node \\\n  50%% \\\n  $$HOME \\\n  "two words" \\\n  "say \\"hi\\"" \\\n  ";"\n');
    expect(unit).toContain('Environment="TEXT=5%% of\\n\\"all\\" \\\\ $X"\n');
  });

  test('find a program in its folder', () => {
    const chart = newChart();
    app(chart, 'orders', { program: { directory: 'apps', command: ['./run', '--fast'] } });
    expect(files(chart)['systemd/dapr-orders.service']).toContain('ExecStart=/etc/dapr/apps/run --fast\n');
  });

  test('take command, arguments, environment and limits of the container', () => {
    const chart = newChart();
    app(chart, 'orders', { program: { directory: '/srv' } },
      container({ command: ['python3'], args: ['app.py', '$(MODE)', '$$(MODE)'], env: [{ name: 'MODE', value: 'edge' }], resources: { limits: { memory: '128Mi', cpu: '500m' } } }));
    const unit = files(chart)['systemd/dapr-orders.service'];
    expect(unit).toContain('ExecStart=python3 app.py edge "$$(MODE)"\n');
    expect(unit).toContain('MemoryMax=134217728\nCPUQuota=50%\n');
  });

  test('come with placement and scheduler only where something needs them', () => {
    const made = (props: Partial<DaprAppProps>, stateStore = false): string[] => {
      const chart = newChart();
      const metadata = stateStore ? { actorStateStore: MetadataValue.ofBoolean(true) } : undefined;
      app(chart, 'orders', { appPort: 8080, uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', metadata })], ...props });
      return Object.keys(files(chart)).filter(path => /placement|scheduler/.test(path)).map(path => path.replace(/.*dapr-|\.service/g, ''));
    };
    expect(made({})).toEqual([]);
    expect(made({ handlesJobs: ['clean'] })).toEqual(['scheduler']);
    expect(made({ hostsActors: ActorHosting.APP_PORT })).toEqual(['placement', 'scheduler']);
    expect(made({ workflows: [WorkflowRole.WORKER] })).toEqual(['placement', 'scheduler']);
    expect(made({}, true)).toEqual(['placement', 'scheduler']);
    expect(made({ hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sidecar({ placementHostAddress: '', schedulerHostAddress: '' }) })).toEqual([]);
  });

  test('are one for a shared daprd and one for each of its apps', () => {
    const chart = newChart({ apiTokenSecret: 'token' });
    const dataPlane = new SharedDaprDeployment(chart, 'shop');
    ['web', 'worker'].forEach(id => app(chart, id, { dataPlane, ...(id === 'web' ? { appPort: 8080 } : {}) }));
    expect(Object.keys(files(chart, { multiAppRun: false })).filter(path => path.endsWith('.service')))
      .toEqual(['systemd/dapr-shop-daprd.service', 'systemd/dapr-shop-web.service', 'systemd/dapr-shop-worker.service']);
    expect(refusal(chart)).toMatch(/DAPR8102 chart\/worker: dapr.yaml has one program for each daprd/);
  });
});

describe('resources', () => {
  test('have no namespace, and secrets come from a file that the components\' apps load', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    app(chart, 'orders', { uses: [store] });
    app(chart, 'other');
    const all = files(chart);
    expect(yaml(all['resources/component-store.yaml'])).toMatchObject({
      metadata: { name: 'store' },
      spec: { metadata: [{ name: 'redisHost' }, { name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'password' } }] },
      auth: { secretStore: 'local-secrets' },
      scopes: ['orders'],
    });
    expect(yaml(all['resources/component-local-secrets.yaml'])).toMatchObject({
      spec: { type: 'secretstores.local.file', metadata: [{ value: '/etc/dapr/secrets.json' }, { name: 'multiValued', value: 'true' }] }, scopes: ['orders'],
    });
    expect(JSON.parse(all['secrets.example.json'])).toEqual({ redis: { password: 'change-me' } });
    expect(yaml(all['config/orders.yaml']).spec.secrets.scopes).toEqual([{ storeName: 'local-secrets', defaultAccess: 'deny' }]);
    expect(all).not.toHaveProperty(['config/other.yaml']);
    expect(Object.values(all).join()).not.toContain('namespace: shop');
  });

  test('keep a secret store of their own', () => {
    const chart = newChart();
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.hashicorp.vault', metadata: { vaultTokenMountPath: MetadataValue.of('/token') } });
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: vault, metadata: { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    app(chart, 'orders', { uses: [store, vault] });
    const all = files(chart);
    expect(yaml(all['resources/component-store.yaml']).auth).toEqual({ secretStore: 'vault' });
    expect(all).not.toHaveProperty(['secrets.example.json']);
  });

  test('with an address of the cluster are refused, and translated where it is said what it is', () => {
    const build = () => {
      const chart = newChart();
      app(chart, 'orders', { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.shop.svc.cluster.local:6379') } })] },
        container({ env: [{ name: 'API', value: 'http://api.shop.svc/v1' }, { name: 'FILE', value: 'a.svcx' }] }));
      return chart;
    };
    const message = refusal(build());
    expect(message).toContain("spec.metadata[redisHost].value holds the cluster address 'redis.shop.svc.cluster.local:6379'");
    expect(message).toContain("variable API holds the cluster address 'api.shop.svc'");
    const all = files(build(), { addresses: { 'redis.shop.svc.cluster.local': 'localhost', 'api.shop.svc': '10.0.0.1:8000' } });
    expect(yaml(all['resources/component-store.yaml']).spec.metadata[0].value).toBe('localhost:6379');
    expect(all['systemd/dapr-orders.service']).toContain('Environment=API=http://10.0.0.1:8000/v1\n');
  });

  test('of one kind and name in two namespaces are refused', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => new DaprComponent(chart, id, { type: 'state.in-memory', namespace: id, componentName: 'store', availableToNamespace: true }));
    expect(refusal(chart)).toContain("DAPR8104 chart/b/Resource: a second Component has the name 'store'");
  });
});

describe('secrets', () => {
  test('are names in example files, for daprd and app', () => {
    const chart = newChart({ apiTokenSecret: 'api' });
    app(chart, 'orders', { appPort: 8080, appTokenSecret: 'app-token', dataPlane: DataPlane.sidecar({ envFromSecret: { KEY: { secretName: 'cloud', key: 'id' } } }) },
      container({ env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'pw' } } }, { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'cm', key: 'mode' } } }] }));
    const all = files(chart);
    expect(all['env/orders.env.example'].split('\n').filter(line => line.includes('='))).toEqual(
      ['DAPR_API_TOKEN=change-me', 'APP_API_TOKEN=change-me', 'PASSWORD=change-me', 'MODE=change-me']);
    expect(all['env/orders-daprd.env.example']).toContain('# key id of the Secret cloud\nKEY=change-me\n');
    expect(all['env/orders-daprd.env.example']).not.toContain('PASSWORD');
    expect(all['.env.example']).toContain('PASSWORD=change-me');
    expect(all['systemd/dapr-orders.service']).toContain('EnvironmentFile=/etc/dapr/env/orders.env\n');
    expect(all).not.toHaveProperty(['.env']);
    expect(all).not.toHaveProperty(['secrets.json']);
  });
});

describe('ports', () => {
  test('of an app depend on no other app', () => {
    const build = (...ids: string[]) => {
      const chart = newChart();
      ids.forEach((id, i) => app(chart, id, { appPort: 8080 + i }));
      return files(chart);
    };
    const [alone, together] = [build('orders'), build('orders', 'aaa', 'zzz')];
    const own = Object.keys(alone).filter(path => path !== 'dapr.yaml');
    expect(own.map(path => together[path])).toEqual(own.map(path => alone[path]));
  });

  test('that two programs want are refused, with the prop that helps', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, id, { appPort: 8080 }));
    expect(refusal(chart)).toContain("DAPR8105 chart/b: appPort of 'b' is 8080, and so is appPort of 'a'");
    expect(refusal(chart)).toContain("ports: { 'b': { appPort: ... } }");
    expect(refusal(chart, { ports: { b: { appPort: 8081 } } })).toBe('');
  });

  test('of an app that is not there are refused', () => {
    const chart = newChart();
    app(chart, 'orders');
    expect(refusal(chart, { ports: { order: { httpPort: 3500 } } })).toMatch(/DAPR8103 chart: ports names 'order'.*use one of orders/i);
  });
});

describe('what a machine has not', () => {
  const refused: [string, string, (chart: Chart) => void][] = [
    ['an app without a program', 'DAPR8103', chart => app(chart, 'orders', { program: undefined })],
    ['an app whose image knows the command', 'DAPR8103', chart => app(chart, 'orders', { program: { directory: '/srv' } })],
    ['a Job', 'DAPR8102', chart => new DaprApp(chart, 'orders', { workload: job(chart), program: PROGRAM })],
    ['two containers', 'DAPR8102', chart => app(chart, 'orders', {}, { containers: [{ name: 'a', image: 'a' }, { name: 'b', image: 'b' }] })],
    ['an init container', 'DAPR8102', chart => app(chart, 'orders', {}, { initContainers: [{ name: 'a', image: 'a' }] })],
    ['a volume', 'DAPR8102', chart => app(chart, 'orders', {}, { ...container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }), volumes: [{ name: 'v', configMap: {} }] })],
    ['facts about the pod', 'DAPR8102', chart => app(chart, 'orders', {}, container({ env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }))],
    ['envFrom', 'DAPR8102', chart => app(chart, 'orders', {}, container({ envFrom: [{ secretRef: { name: 's' } }] }))],
    ['the secret store of Kubernetes', 'DAPR8102', chart => app(chart, 'orders', { uses: [new DaprComponent(chart, 's', { type: 'secretstores.kubernetes' })] })],
    ['an argument made of a secret', 'DAPR8102', chart => app(chart, 'orders', {},
      container({ env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }], args: ['--password=$(P)'] }))],
    ['an address of placement in the cluster', 'DAPR8102', chart => app(chart, 'orders', { dataPlane: DataPlane.sidecar({ placementHostAddress: 'p:50005' }) })],
    ['a folder of sockets', 'DAPR8102', chart => app(chart, 'orders', { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/sockets' }) },
      { volumes: [{ name: 'dapr-unix-domain-socket', emptyDir: {} }] })],
    ['a configuration known by name only', 'DAPR8103', chart => app(chart, 'orders', {
      dataPlane: DataPlane.sidecar({ configuration: DaprConfiguration.fromConfigurationName(chart, 'c', 'c') }),
    })],
    ['an app called like the daprd of another', 'DAPR8104', chart => ['a', 'a-daprd'].forEach(id => app(chart, id))],
  ];
  test.each(refused)('%s is refused with %s', (_name, code, build) => {
    const chart = newChart();
    build(chart);
    expect(refusal(chart)).toContain(`${code} chart`);
  });

  test('is told all at once', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, id, { program: undefined }));
    expect(refusal(chart).match(/DAPR8103/g)).toHaveLength(2);
  });

  test('is not a volume in memory', () => {
    const chart = newChart();
    app(chart, 'orders', {}, { ...container({ volumeMounts: [{ name: 'v', mountPath: '/tmp' }] }), volumes: [{ name: 'v', emptyDir: {} }] });
    expect(refusal(chart)).toBe('');
  });
});

test('the same topology gives the same files', () => {
  const build = () => {
    const chart = newChart();
    app(chart, 'b', { appPort: 8081 });
    app(chart, 'a', { appPort: 8080 });
    return files(chart);
  };
  expect(build()).toEqual(build());
});

test('what is no topology, and props of a wrong type, are refused', () => {
  expect(() => MachineExporter.export(undefined as any)).toThrow('DAPR3017');
  const chart = newChart();
  app(chart, 'orders');
  expect(refusal(chart, { name: 'Not A Name', folder: 'relative', ports: { orders: { httpPort: 0 } }, multiAppRun: 'yes' } as any).match(/DAPR3017/g)).toHaveLength(4);
});
