/** The systemd units of a machine. */
import { Duration } from 'cdk8s';
import { ActorHosting, DaprAppProps, DaprComponent, DataPlane, LogLevel, MetadataValue, SharedDaprDeployment, WorkflowRole } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { FLAGS_OF_DAPRD } from '../../support/daprd-flags';
import { container } from '../../support/exports';
import { app, files, refusal } from '../../support/machine-export';

const flags = (unit: string): { [flag: string]: string } => Object.fromEntries([...unit.matchAll(/--([\w-]+)=(\S+)/g)].map(([, flag, value]) => [flag, value]));

describe('units', () => {
  test('use known flags of daprd, listen on loopback, and apply the annotations', () => {
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

  test('stop daprd with a timeout longer than its shutdown', () => {
    const chart = newChart();
    app(chart, 'orders', { dataPlane: DataPlane.sidecar({ gracefulShutdownSeconds: 20, blockShutdownDuration: Duration.seconds(7) }) });
    expect(files(chart)['systemd/dapr-orders-daprd.service']).toContain('TimeoutStopSec=32\n');
  });

  test('start the app when its daprd is ready, with the addresses of daprd', () => {
    const chart = newChart();
    app(chart, 'orders', { appPort: 8080 });
    const unit = files(chart, { ports: { orders: { httpPort: 3500, grpcPort: 50001, appPort: 9000 } } })['systemd/dapr-orders.service'];
    for (const line of ['After=network.target dapr-orders-daprd.service', 'Wants=dapr-orders-daprd.service', 'ExecStartPre=/usr/local/bin/daprd --wait --dapr-http-port=3500',
      'ExecStart=node main.js', 'WorkingDirectory=/srv/shop', 'Environment=APP_PORT=9000', 'Environment=DAPR_HTTP_ENDPOINT=http://127.0.0.1:3500',
      'Environment=DAPR_GRPC_PORT=50001', 'Restart=always', 'NoNewPrivileges=yes', 'DynamicUser=yes']) {
      expect(unit.split('\n')).toContain(line);
    }
  });

  test('quote text that systemd would interpret', () => {
    const chart = newChart();
    app(chart, 'orders', { program: { directory: '/srv', command: ['node', '50%', '$HOME', 'two words', 'say "hi"', ';'] } },
      container({ env: [{ name: 'TEXT', value: '5% of\n"all" \\ $X' }] }));
    const unit = files(chart)['systemd/dapr-orders.service'];
    expect(unit).toContain('ExecStart=node \\\n  50%% \\\n  $$HOME \\\n  "two words" \\\n  "say \\"hi\\"" \\\n  ";"\n');
    expect(unit).toContain('Environment="TEXT=5%% of\\n\\"all\\" \\\\ $X"\n');
  });

  test('resolve a relative program in its directory', () => {
    const chart = newChart();
    app(chart, 'orders', { program: { directory: 'apps', command: ['./run', '--fast'] } });
    expect(files(chart)['systemd/dapr-orders.service']).toContain('ExecStart=/etc/dapr/apps/run --fast\n');
  });

  test('use command, arguments, environment and limits of the container', () => {
    const chart = newChart();
    app(chart, 'orders', { program: { directory: '/srv' } },
      container({ command: ['python3'], args: ['app.py', '$(MODE)', '$$(MODE)'], env: [{ name: 'MODE', value: 'edge' }], resources: { limits: { memory: '128Mi', cpu: '500m' } } }));
    const unit = files(chart)['systemd/dapr-orders.service'];
    expect(unit).toContain('ExecStart=python3 app.py edge "$$(MODE)"\n');
    expect(unit).toContain('MemoryMax=134217728\nCPUQuota=50%\n');
  });

  test('include placement and scheduler only if an app needs them', () => {
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

  test('are one for a shared daprd, and one for each of its apps', () => {
    const chart = newChart({ apiTokenSecret: 'token' });
    const dataPlane = new SharedDaprDeployment(chart, 'shop');
    ['web', 'worker'].forEach(id => app(chart, id, { dataPlane, ...(id === 'web' ? { appPort: 8080 } : {}) }));
    expect(Object.keys(files(chart, { multiAppRun: false })).filter(path => path.endsWith('.service')))
      .toEqual(['systemd/dapr-shop-daprd.service', 'systemd/dapr-shop-web.service', 'systemd/dapr-shop-worker.service']);
    expect(refusal(chart)).toMatch(/DAPR8102 chart\/worker \(Deployment \S+\): dapr.yaml supports one program for each daprd/);
  });
});
