/** The support of each capability and option by each model, as data. */
import { AppProtocol, DaprdOptions, DaprUseKind } from 'cdk8s-dapr';
import { Capability, OPTIONS } from './capabilities';
import { Model } from './models';

/**
 * `emitted`: the output contains it. `declared`: accepted, and the output does not contain it, because the program does it
 * itself, it is the default, or it belongs to another output. A code: an error or a warning.
 */
export type Cell = 'emitted' | 'declared' | `DAPR${number}`;
type Row = { readonly [capability in Capability]: Cell };
type Options = { readonly [option in keyof typeof OPTIONS]: Cell };

const SIDECAR: Row = {
  [DaprUseKind.PUBLISH]: 'emitted',
  [DaprUseKind.SUBSCRIBE]: 'emitted',
  [DaprUseKind.INPUT_BINDING]: 'emitted',
  [DaprUseKind.INVOKE]: 'declared',
  [DaprUseKind.INVOKED]: 'emitted',
  [DaprUseKind.ACTORS]: 'declared',
  [DaprUseKind.STREAMING_ACTORS]: 'declared',
  [DaprUseKind.WORKFLOW_WORKER]: 'declared',
  [DaprUseKind.WORKFLOW_CLIENT]: 'declared',
  [DaprUseKind.JOB]: 'declared',
  [DaprUseKind.READ_SECRET]: 'emitted',
  [`protocol ${AppProtocol.HTTP}`]: 'declared',
  [`protocol ${AppProtocol.HTTPS}`]: 'emitted',
  [`protocol ${AppProtocol.GRPC}`]: 'emitted',
  [`protocol ${AppProtocol.GRPCS}`]: 'emitted',
  [`protocol ${AppProtocol.H2C}`]: 'emitted',
  'state component': 'emitted',
  'Secret in a component': 'emitted',
  'Secret of a store in a component': 'emitted',
  'configuration': 'emitted',
  'API token': 'emitted',
  'app token': 'emitted',
  'app port': 'emitted',
  'app health check': 'emitted',
  'concurrency limit': 'emitted',
  'resource requests': 'emitted',
  'resource limits': 'emitted',
  'env of a Secret': 'emitted',
  'env of a ConfigMap': 'emitted',
  'several containers': 'emitted',
};
const SHORT_LIVED: Row = {
  ...SIDECAR,
  'protocol http': 'emitted', // A Job has a port only in tests of a port.
  'subscribe': 'DAPR8001',
  'input-binding': 'DAPR8001',
  'invoked': 'DAPR8001',
  'actors': 'DAPR8001',
  'streaming-actors': 'DAPR8001',
  'workflow-worker': 'DAPR8001',
  'job': 'DAPR8001',
};
const SHARED_ROW: Row = {
  ...SIDECAR,
  'actors': 'DAPR8040',
  'streaming-actors': 'DAPR8041',
  'workflow-worker': 'DAPR8045',
};
const KNATIVE_SHARED: Row = {
  ...SIDECAR,
  'actors': 'DAPR8001',
  'streaming-actors': 'DAPR8011',
  'workflow-worker': 'DAPR8011',
  'protocol https': 'DAPR8012',
  'protocol grpcs': 'DAPR8012',
  'app health check': 'DAPR8012',
};
/** The remote Dapr has the components, not the YAML; protocol and health check are in the export to Catalyst. */
const REMOTE: Row = {
  ...SIDECAR,
  'read-secret': 'DAPR8001',
  'invoked': 'declared',
  'publish': 'declared',
  'subscribe': 'declared',
  'input-binding': 'declared',
  'state component': 'declared',
  'Secret in a component': 'declared',
  'Secret of a store in a component': 'declared',
  'protocol https': 'declared',
  'protocol grpc': 'declared',
  'protocol grpcs': 'declared',
  'protocol h2c': 'declared',
  'configuration': 'declared',
  'app health check': 'declared',
  'concurrency limit': 'DAPR8003',
};
const CATALYST: Row = { ...REMOTE, actors: 'DAPR7041', job: 'DAPR7041' };
/** Actors, workflows and jobs emit placement and scheduler; resource requests are for the Kubernetes scheduler. */
const STANDALONE: Row = {
  ...SIDECAR,
  'actors': 'emitted',
  'streaming-actors': 'emitted',
  'workflow-worker': 'emitted',
  'workflow-client': 'emitted',
  'job': 'emitted',
  'resource requests': 'declared',
  'several containers': 'DAPR8102',
};

export const TABLE: { readonly [model in Model]: Row } = {
  'sidecar': SIDECAR,
  'sidecar in a Job': SHORT_LIVED,
  'sidecar in a CronJob': SHORT_LIVED,
  'shared DaemonSet': SHARED_ROW,
  'shared Deployment': SHARED_ROW,
  'pinned DaemonSet': SHARED_ROW,
  'pinned Deployment': SHARED_ROW,
  'Knative with a sidecar': SIDECAR,
  'Knative with a shared Deployment': KNATIVE_SHARED,
  'Knative with a shared DaemonSet': KNATIVE_SHARED,
  'remote': REMOTE,
  'Catalyst': CATALYST,
  'export to a machine': STANDALONE,
  'export to compose': STANDALONE,
  'export to Container Apps': {
    ...SIDECAR,
    // A component names a secret of its store, and no key.
    'Secret of a store in a component': 'DAPR8180',
    'read-secret': 'DAPR8102',
    'subscribe': 'DAPR8102',
    'streaming-actors': 'DAPR8102',
    'workflow-worker': 'DAPR8102',
    'workflow-client': 'DAPR8102',
    'job': 'DAPR8102',
    'protocol https': 'DAPR8102',
    'protocol grpcs': 'DAPR8102',
    'protocol h2c': 'DAPR8102',
    'configuration': 'DAPR8102',
    'API token': 'declared',
    'app token': 'DAPR8102',
    'several containers': 'DAPR8102',
  },
  // The export does not contain the program, which runs elsewhere.
  'export to Catalyst': {
    ...CATALYST,
    'publish': 'emitted',
    'subscribe': 'emitted',
    'input-binding': 'emitted',
    'state component': 'emitted',
    'Secret in a component': 'emitted',
    'Secret of a store in a component': 'emitted',
    'configuration': 'emitted',
    'protocol https': 'DAPR8102',
    'protocol grpc': 'emitted',
    'protocol grpcs': 'DAPR8102',
    'protocol h2c': 'DAPR8102',
    'API token': 'declared',
    'app port': 'declared',
    'app health check': 'emitted',
    'resource requests': 'declared',
    'resource limits': 'declared',
    'env of a Secret': 'declared',
    'env of a ConfigMap': 'declared',
    'several containers': 'declared',
  },
};

type Names = (keyof Options)[];
const ALL = Object.keys(OPTIONS) as Names;
const as = (cell: Cell, names: Names): Partial<Options> => Object.fromEntries(names.map(name => [name, cell]));
const PROBES = ALL.filter(name => /Probe/.test(name));

/** The built-in secret store is disabled unless the app reads Secrets. */
const INJECTED = { ...as('emitted', ALL), disableBuiltinK8sSecretStore: 'declared', appBindingOptionsTimeout: 'DAPR1106' } as Options;
const IN_APP_POD: Names = ['sidecarListenAddresses', 'unixDomainSocketPath', 'appSsl', 'pluggableComponents'];
const SHARED: Options = { ...INJECTED, ...as('DAPR3015', IN_APP_POD) };
const BY_INJECTOR: Names = ['enableDebug', 'debugPort', 'sidecarImage', 'enableNativeSidecar', 'pluggableComponentsSocketsFolder',
  'injectPluggableComponents'];
const PINNED: Options = { ...SHARED, ...as('DAPR3015', BY_INJECTOR) };
/** The sidecar of a Job is native by default. */
const JOB: Options = { ...INJECTED, enableNativeSidecar: 'declared' };
/** An export has its own addresses; there is no scheduling, probing, injection or Service. */
const OUTSIDE: Options = {
  ...INJECTED,
  ...as('declared', ['disableBuiltinK8sSecretStore', 'metricsPort', 'debugPort', 'grpcPort', 'internalGrpcPort', 'sidecarListenAddresses', 'sidecarCpuRequest',
    'sidecarMemoryRequest', ...PROBES, 'enableNativeSidecar', 'sidecarSvcAnnotations', 'pluggableComponentsSocketsFolder']),
  ...as('DAPR8102', ['sentryRequestJwtAudiences', 'enableDebug', 'unixDomainSocketPath', 'placementHostAddress', 'schedulerHostAddress', 'volumeMounts',
    'volumeMountsRw', 'pluggableComponents', 'injectPluggableComponents', 'sidecarSeccompProfileType']),
};
const SETTINGS: Names = ['logLevel', 'enableApiLogging', 'maxBodySize', 'readBufferSize', 'httpMaxRequestSize', 'httpReadBufferSize'];

/** Models to which daprd options apply. */
export const OPTION_TABLE: { readonly [model in Exclude<Model, 'remote' | 'Catalyst' | 'export to Catalyst'>]: { readonly [option in keyof DaprdOptions]: Cell } } = {
  'sidecar': INJECTED,
  'sidecar in a Job': JOB,
  'sidecar in a CronJob': JOB,
  'shared DaemonSet': SHARED,
  'shared Deployment': SHARED,
  'pinned DaemonSet': PINNED,
  'pinned Deployment': PINNED,
  // The injector does not pass it on, and daprd serves metrics at a port that Knative reserves.
  'Knative with a sidecar': { ...INJECTED, enableMetrics: 'DAPR8010' },
  'Knative with a shared Deployment': SHARED,
  'Knative with a shared DaemonSet': SHARED,
  // daprd is a program of the machine, not an image.
  'export to a machine': { ...OUTSIDE, sidecarImage: 'declared' },
  'export to compose': OUTSIDE,
  'export to Container Apps': {
    ...as('DAPR8102', ALL), ...as('emitted', SETTINGS), disableBuiltinK8sSecretStore: 'declared', appBindingOptionsTimeout: 'DAPR1106',
  },
};
