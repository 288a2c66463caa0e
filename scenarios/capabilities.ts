/** Everything that can be declared of an app, as data: one capability per entry. */
import { Chart, Duration, Size } from 'cdk8s';
import {
  ActorHosting, AppProtocol, DaprApp, DaprComponent, DaprConfiguration, DaprdOptions, DaprdSeccompProfileType, DaprUseKind, InitEndpoint, LogLevel,
  MetadataValue, WorkflowRole,
} from 'cdk8s-dapr';
import { AppSettings } from './models';

export type Capability = `${DaprUseKind}` | `protocol ${AppProtocol}` | 'state component' | 'Secret in a component' | 'Secret of a store in a component'
  | 'configuration' | 'API token' | 'app token' | 'app port' | 'app health check' | 'concurrency limit' | 'resource requests' | 'resource limits'
  | 'env of a Secret' | 'env of a ConfigMap' | 'several containers';

const component = (chart: Chart, name: string, type: string, more: object = {}) => new DaprComponent(chart, name, { type, ...more });
const events = (chart: Chart) => component(chart, 'events', 'pubsub.acme');
const other = (chart: Chart) => DaprApp.fromAppId(chart, 'billing', 'billing');
const password = { redisPassword: MetadataValue.fromSecret('redis', 'password') };
const protocol = (appProtocol: AppProtocol) => () => ({ props: { appPort: 8080, appProtocol } });
const env = (from: object) => () => ({ container: { env: [{ name: 'COLOR', valueFrom: from }] } });

type Declare = (chart: Chart) => AppSettings;

/** A capability that needs the app port sets it. */
export const CAPABILITIES: { readonly [capability in Capability]: Declare } = {
  [DaprUseKind.PUBLISH]: chart => ({ props: { publishes: [{ pubsub: events(chart), topic: 'paid' }] } }),
  [DaprUseKind.SUBSCRIBE]: chart => ({ props: { appPort: 8080, subscribes: [{ pubsub: events(chart), topic: 'paid', route: '/paid' }] } }),
  [DaprUseKind.INPUT_BINDING]: chart => ({ props: { appPort: 8080, inputBindings: [component(chart, 'queue', 'bindings.warehouse')] } }),
  [DaprUseKind.INVOKE]: chart => ({ props: { invokes: [other(chart)] } }),
  [DaprUseKind.INVOKED]: () => ({ props: { appPort: 8080 } }),
  [DaprUseKind.ACTORS]: () => ({ props: { appPort: 8080, hostsActors: ActorHosting.APP_PORT } }),
  [DaprUseKind.STREAMING_ACTORS]: () => ({ props: { hostsActors: ActorHosting.STREAM } }),
  [DaprUseKind.WORKFLOW_WORKER]: () => ({ props: { workflows: [WorkflowRole.WORKER] } }),
  [DaprUseKind.WORKFLOW_CLIENT]: () => ({ props: { workflows: [WorkflowRole.CLIENT] } }),
  [DaprUseKind.JOB]: () => ({ props: { appPort: 8080, handlesJobs: ['nightly'] } }),
  [DaprUseKind.READ_SECRET]: () => ({ props: { readsSecrets: ['stripe'] }, pod: { serviceAccountName: 'checkout' } }),
  'protocol http': protocol(AppProtocol.HTTP),
  'protocol https': protocol(AppProtocol.HTTPS),
  'protocol grpc': protocol(AppProtocol.GRPC),
  'protocol grpcs': protocol(AppProtocol.GRPCS),
  'protocol h2c': protocol(AppProtocol.H2C),
  'state component': chart => ({ props: { uses: [component(chart, 'store', 'state.acme')] } }),
  'Secret in a component': chart => ({ props: { uses: [component(chart, 'store', 'state.acme', { metadata: password })] } }),
  'Secret of a store in a component': chart => {
    const vault = component(chart, 'vault', 'secretstores.acme');
    return { props: { uses: [vault, component(chart, 'store', 'state.acme', { metadata: password, secretStore: vault })] } };
  },
  'configuration': chart => ({ options: { configuration: new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 }) } }),
  'API token': () => ({ options: { apiTokenSecret: 'own-token' } }),
  'app token': () => ({ props: { appPort: 8080, appTokenSecret: 'app-token' } }),
  'app port': () => ({ props: { appPort: 8081 }, container: { ports: [{ containerPort: 8081, name: 'h2c' }] } }),
  'app health check': () => ({ props: { appPort: 8080, appHealthCheck: { path: '/ready' } } }),
  'concurrency limit': () => ({ props: { appPort: 8080, appMaxConcurrency: 7 } }),
  'resource requests': () => ({ container: { resources: { requests: { cpu: '500m', memory: '768Mi' } } } }),
  'resource limits': () => ({ container: { resources: { limits: { cpu: '500m', memory: '768Mi' } } } }),
  'env of a Secret': env({ secretKeyRef: { name: 'colors', key: 'main' } }),
  'env of a ConfigMap': env({ configMapKeyRef: { name: 'colors', key: 'main' } }),
  'several containers': () => ({
    pod: { containers: [{ name: 'main', image: 'test.local/app:1', ports: [{ containerPort: 8080, name: 'h2c' }] }, { name: 'beside', image: 'test.local/beside:1' }] },
  }),
};

/** Options that are capabilities. */
type Capabilities = 'configuration' | 'apiTokenSecret';

/** A value for each daprd option, together with options that it requires. */
export const OPTIONS: { readonly [option in Exclude<keyof DaprdOptions, Capabilities>]-?: DaprdOptions } = {
  disableBuiltinK8sSecretStore: { disableBuiltinK8sSecretStore: true },
  sentryRequestJwtAudiences: { sentryRequestJwtAudiences: ['shop'] },
  logLevel: { logLevel: LogLevel.WARN },
  logAsJson: { logAsJson: true },
  enableApiLogging: { enableApiLogging: true },
  enableMetrics: { enableMetrics: false },
  metricsPort: { metricsPort: 9191 },
  enableProfiling: { enableProfiling: true },
  enableDebug: { enableDebug: true, sidecarImage: 'test.local/daprd:debug' },
  debugPort: { debugPort: 41000 },
  grpcPort: { grpcPort: 50011 },
  internalGrpcPort: { internalGrpcPort: 50012 },
  sidecarListenAddresses: { sidecarListenAddresses: ['127.0.0.1'] },
  unixDomainSocketPath: { unixDomainSocketPath: '/var/run/dapr' },
  maxBodySize: { maxBodySize: Size.mebibytes(16) },
  readBufferSize: { readBufferSize: Size.kibibytes(8) },
  httpMaxRequestSize: { httpMaxRequestSize: 16 },
  httpReadBufferSize: { httpReadBufferSize: 8 },
  disableInitEndpoints: { disableInitEndpoints: [InitEndpoint.CONFIG] },
  appBindingOptionsTimeout: { appBindingOptionsTimeout: Duration.seconds(3) },
  appSsl: { appSsl: true },
  placementHostAddress: { placementHostAddress: 'placement.example:50005' },
  schedulerHostAddress: { schedulerHostAddress: 'scheduler.example:50006' },
  actorsDisseminateTimeout: { actorsDisseminateTimeout: Duration.seconds(20) },
  gracefulShutdownSeconds: { gracefulShutdownSeconds: 9 },
  blockShutdownDuration: { blockShutdownDuration: Duration.seconds(9) },
  sidecarImage: { sidecarImage: 'test.local/daprd:1' },
  sidecarCpuRequest: { sidecarCpuRequest: '150m' },
  sidecarCpuLimit: { sidecarCpuLimit: '2' },
  sidecarMemoryRequest: { sidecarMemoryRequest: Size.mebibytes(101) },
  sidecarMemoryLimit: { sidecarMemoryLimit: Size.mebibytes(900) },
  sidecarSeccompProfileType: { sidecarSeccompProfileType: DaprdSeccompProfileType.UNCONFINED },
  sidecarLivenessProbeDelaySeconds: { sidecarLivenessProbeDelaySeconds: 11 },
  sidecarLivenessProbeTimeoutSeconds: { sidecarLivenessProbeTimeoutSeconds: 11 },
  sidecarLivenessProbePeriodSeconds: { sidecarLivenessProbePeriodSeconds: 11 },
  sidecarLivenessProbeThreshold: { sidecarLivenessProbeThreshold: 11 },
  sidecarReadinessProbeDelaySeconds: { sidecarReadinessProbeDelaySeconds: 11 },
  sidecarReadinessProbeTimeoutSeconds: { sidecarReadinessProbeTimeoutSeconds: 11 },
  sidecarReadinessProbePeriodSeconds: { sidecarReadinessProbePeriodSeconds: 11 },
  sidecarReadinessProbeThreshold: { sidecarReadinessProbeThreshold: 11 },
  env: { env: { COLOR: 'red' } },
  goMemoryLimit: { goMemoryLimit: Size.mebibytes(150), sidecarMemoryLimit: Size.mebibytes(900) },
  envFromSecret: { envFromSecret: { COLOR: { secretName: 'colors', key: 'main' } } },
  volumeMounts: { volumeMounts: { data: '/data' } },
  volumeMountsRw: { volumeMountsRw: { data: '/data' } },
  enableNativeSidecar: { enableNativeSidecar: true },
  sidecarSvcAnnotations: { sidecarSvcAnnotations: { team: 'shop' } },
  pluggableComponents: { pluggableComponents: ['main'] },
  pluggableComponentsSocketsFolder: { pluggableComponentsSocketsFolder: '/sockets' },
  injectPluggableComponents: { injectPluggableComponents: true },
};
