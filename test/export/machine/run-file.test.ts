/** The multi-app run file for a machine. */
import { Duration, Size } from 'cdk8s';
import { ActorHosting, AppProtocol, DaprComponent, DaprConfiguration, DataPlane, LogLevel } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { yaml } from '../../support/exports';
import { app, files, PROGRAM, refusal } from '../../support/machine-export';

describe('dapr.yaml', () => {
  const KEYS = ['appID', 'appDirPath', 'command', 'appPort', 'appProtocol', 'appMaxConcurrency', 'appSSL', 'daprHTTPPort', 'daprGRPCPort', 'daprInternalGRPCPort',
    'metricsPort', 'profilePort', 'logLevel', 'enableProfiling', 'enableApiLogging', 'maxBodySize', 'readBufferSize', 'enableAppHealthCheck', 'appHealthCheckPath',
    'appHealthProbeInterval', 'appHealthProbeTimeout', 'appHealthThreshold', 'placementHostAddress', 'schedulerHostAddress', 'configFilePath', 'env'];

  test('has only keys that the CLI supports, with any options', () => {
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

  test('names the flags of the log of the systemd units, for which it has no key', () => {
    const chart = newChart({ daprVersion: '1.19' });
    app(chart, 'orders');
    const text = files(chart, { logging: { outputs: ['stdout', '/var/lib/dapr/daprd.log'], fileMaxBackups: 3 } })['dapr.yaml'];
    expect(text).toContain('# orders: this file has no key for --log-outputs=stdout,/var/lib/dapr/daprd.log --log-file-max-backups=3; the systemd unit has them.');
    expect(JSON.stringify(yaml(text))).not.toContain('log');
    expect(files(chart)['dapr.yaml']).not.toContain('#');
  });

  test('is not exported with multiAppRun: false', () => {
    const chart = newChart();
    app(chart, 'orders');
    expect(files(chart)).toHaveProperty(['dapr.yaml']);
    expect(files(chart, { multiAppRun: false })).not.toHaveProperty(['dapr.yaml']);
  });

  test('refers to a Configuration by a path relative to the directory of the app', () => {
    const chart = newChart();
    const configuration = new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 });
    app(chart, 'near', { program: { ...PROGRAM, directory: '../apps/near' }, dataPlane: DataPlane.sidecar({ configuration }) });
    app(chart, 'far', { dataPlane: DataPlane.sidecar({ configuration }) });
    const { apps: [far, near] } = yaml(files(chart)['dapr.yaml']);
    expect([far.configFilePath, near.configFilePath]).toEqual(['/etc/dapr/config/far.yaml', '../../dapr/config/near.yaml']);
  });

  test.each([
    ['absolute, as that of a Configuration, and the file says where to copy it', '/srv/orders', true, '/etc/dapr/resources'],
    ['relative to the file, if the directories of the apps are relative', '../apps/orders', true, './resources'],
    ['relative to the file, if no app has a Configuration', '/srv/orders', false, './resources'],
  ])('has a path of the resources that is %s', (_what, directory, isConfigured, path) => {
    const chart = newChart();
    const configuration = isConfigured ? new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 }) : undefined;
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    app(chart, 'orders', { uses: [store], program: { ...PROGRAM, directory }, dataPlane: DataPlane.sidecar({ configuration }) });
    const { 'dapr.yaml': text } = files(chart);
    expect(yaml(text).common.resourcesPaths).toEqual([path]);
    expect(text.split('\n')[0]).toBe(path.startsWith('/')
      ? '# The paths are those of the machine: copy this folder to /etc/dapr, and start the apps with dapr run -f /etc/dapr/dapr.yaml' : 'version: 1');
  });

  test('has one environment for all apps, so two Secrets for the same variable are refused with the alternative', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, id, { dataPlane: DataPlane.sidecar({ apiTokenSecret: `token-of-${id}` }) }));
    expect(refusal(chart)).toMatch(/DAPR8102 .*DAPR_API_TOKEN.*multiAppRun: false/);
    expect(refusal(chart, { multiAppRun: false })).toBe('');
  });
});
