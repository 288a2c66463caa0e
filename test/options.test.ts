import { Duration, Size } from 'cdk8s';
import { DaprConfiguration, DaprdOptions, DataPlane, InitEndpoint, LogLevel, SeccompProfileType, SharedDaprDeployment, SidecarApp } from 'cdk8s-dapr';
import { app, deployment, find, newChart, pod, refusal, SHARED } from './fixture';
import { DAPRD_OPTIONS } from '../src/data-plane/daprd-options';

/** A value for every option, and the annotation that it makes. A new option breaks the build here until it has one. */
const ALL: { [option in keyof Required<DaprdOptions>]: [value: NonNullable<DaprdOptions[option]>, annotation: string, text: string] } = {
  apiTokenSecret: ['s', 'api-token-secret', 's'],
  configuration: [DaprConfiguration.fromConfigurationName(newChart(), 'c', 'cfg'), 'config', 'cfg'],
  disableBuiltinK8sSecretStore: [true, 'disable-builtin-k8s-secret-store', 'true'],
  sentryRequestJwtAudiences: [['a', 'b'], 'sentry-request-jwt-audiences', 'a,b'],
  logLevel: [LogLevel.DEBUG, 'log-level', 'debug'],
  logAsJson: [true, 'log-as-json', 'true'],
  enableApiLogging: [false, 'enable-api-logging', 'false'],
  enableMetrics: [false, 'enable-metrics', 'false'],
  metricsPort: [9091, 'metrics-port', '9091'],
  enableProfiling: [true, 'enable-profiling', 'true'],
  enableDebug: [false, 'enable-debug', 'false'],
  debugPort: [40001, 'debug-port', '40001'],
  grpcPort: [50011, 'grpc-port', '50011'],
  internalGrpcPort: [50012, 'internal-grpc-port', '50012'],
  sidecarListenAddresses: [['127.0.0.1', '[::1]'], 'sidecar-listen-addresses', '127.0.0.1,[::1]'],
  unixDomainSocketPath: ['/sockets', 'unix-domain-socket-path', '/sockets'],
  maxBodySize: [Size.mebibytes(8), 'max-body-size', '8Mi'],
  readBufferSize: [Size.kibibytes(8), 'read-buffer-size', '8Ki'],
  httpMaxRequestSize: [8, 'http-max-request-size', '8'],
  httpReadBufferSize: [8, 'http-read-buffer-size', '8'],
  disableInitEndpoints: [[InitEndpoint.CONFIG, InitEndpoint.SUBSCRIBE], 'disable-init-endpoints', 'config,subscribe'],
  appBindingOptionsTimeout: [Duration.millis(500), 'app-binding-options-timeout', '500ms'],
  appSsl: [true, 'app-ssl', 'true'],
  placementHostAddress: [' ', 'placement-host-address', ' '],
  schedulerHostAddress: ['', 'scheduler-host-address', ''],
  actorsDisseminateTimeout: [Duration.seconds(90), 'actors-disseminate-timeout', '1m30s'],
  gracefulShutdownSeconds: [10, 'graceful-shutdown-seconds', '10'],
  blockShutdownDuration: [Duration.seconds(7), 'block-shutdown-duration', '7s'],
  sidecarImage: ['acme/daprd:1', 'sidecar-image', 'acme/daprd:1'],
  sidecarCpuRequest: ['100m', 'sidecar-cpu-request', '100m'],
  sidecarCpuLimit: ['1', 'sidecar-cpu-limit', '1'],
  sidecarMemoryRequest: [Size.mebibytes(100), 'sidecar-memory-request', '100Mi'],
  sidecarMemoryLimit: [Size.gibibytes(1), 'sidecar-memory-limit', '1Gi'],
  sidecarSeccompProfileType: [SeccompProfileType.LOCALHOST, 'sidecar-seccomp-profile-type', 'Localhost'],
  sidecarLivenessProbeDelaySeconds: [1, 'sidecar-liveness-probe-delay-seconds', '1'],
  sidecarLivenessProbeTimeoutSeconds: [2, 'sidecar-liveness-probe-timeout-seconds', '2'],
  sidecarLivenessProbePeriodSeconds: [3, 'sidecar-liveness-probe-period-seconds', '3'],
  sidecarLivenessProbeThreshold: [4, 'sidecar-liveness-probe-threshold', '4'],
  sidecarReadinessProbeDelaySeconds: [5, 'sidecar-readiness-probe-delay-seconds', '5'],
  sidecarReadinessProbeTimeoutSeconds: [6, 'sidecar-readiness-probe-timeout-seconds', '6'],
  sidecarReadinessProbePeriodSeconds: [7, 'sidecar-readiness-probe-period-seconds', '7'],
  sidecarReadinessProbeThreshold: [8, 'sidecar-readiness-probe-threshold', '8'],
  env: [{ A: '1', B: 'x=y' }, 'env', 'A=1,B=x=y'],
  goMemoryLimit: [Size.mebibytes(300), 'env', 'GOMEMLIMIT=300MiB'],
  envFromSecret: [{ A: { secretName: 's', key: 'k' }, B: { secretName: 't' } }, 'env-from-secret', 'A=s:k,B=t'],
  volumeMounts: [{ certs: '/certs' }, 'volume-mounts', 'certs:/certs'],
  volumeMountsRw: [{ data: '/data' }, 'volume-mounts-rw', 'data:/data'],
  enableNativeSidecar: [true, 'enable-native-sidecar', 'true'],
  sidecarSvcAnnotations: [{ a: 'b' }, 'sidecar-svc-annotations', 'a=b'],
  pluggableComponents: [['store'], 'pluggable-components', 'store'],
  pluggableComponentsSocketsFolder: ['/s', 'pluggable-components-sockets-folder', '/s'],
  injectPluggableComponents: [true, 'inject-pluggable-components', 'true'],
};
const NEWEST = { daprVersion: '1.18.3', kubernetesVersion: '1.36' };

test.each(Object.entries(ALL))('option %s becomes its annotation, and a right value is not refused', (option, [value, annotation, text]) => {
  const chart = newChart(NEWEST);
  new SidecarApp(chart, 'a', { workload: deployment(chart, 'web', { volumes: [{ name: 'certs' }, { name: 'data' }] }), [option]: value });
  expect(refusal(chart)).toBe('');
  expect(pod(chart).metadata.annotations[`dapr.io/${annotation}`]).toBe(text);
});

test.each(Object.entries(ALL))('option %s is refused in a wrong shape, never rendered as it is', option => {
  const chart = newChart(NEWEST);
  app(chart, { dataPlane: DataPlane.sidecar({ [option]: { toString: () => 'x' } } as any) });
  if (option === 'env' || option === 'sidecarSvcAnnotations' || option.startsWith('volume') || option === 'envFromSecret') {
    // A map is their right shape; its values are not.
    expect(refusal(chart)).toMatch(/DAPR\d{4}/);
  }
  expect(refusal(chart)).toMatch(new RegExp(`DAPR(2003|2008|3001|3002|3003|3008): ${option} `));
});

test('every option of the table is in the interface, and the other way round', () => {
  expect(Object.keys(ALL).sort()).toEqual(Object.keys(DAPRD_OPTIONS).sort());
});

test('a shared daprd takes the same options under the same names', () => {
  const chart = newChart({ ...SHARED, ...NEWEST });
  new SharedDaprDeployment(chart, 'front', { logLevel: LogLevel.WARN, maxBodySize: Size.mebibytes(8), sidecarCpuLimit: '2' });
  expect(find(chart, 'Deployment').spec.template.metadata.annotations).toMatchObject({
    'dapr.io/log-level': 'warn', 'dapr.io/max-body-size': '8Mi', 'dapr.io/sidecar-cpu-limit': '2',
  });
});

test('GOMEMLIMIT that the user gave is kept', () => {
  const chart = newChart();
  app(chart, { dataPlane: DataPlane.sidecar({ sidecarMemoryLimit: Size.mebibytes(500), env: { GOMEMLIMIT: '100MiB' } }) });
  expect(pod(chart).metadata.annotations['dapr.io/env']).toBe('GOMEMLIMIT=100MiB');
});
