/** What each model does with everything that may be said of an app: the promise, as data. */
import { AppProtocol, DaprdOptions, DaprUseKind } from 'cdk8s-dapr';
import { Capability, OPTIONS } from './capabilities';
import { Model } from './models';

/**
 * `emitted`: the output says it. `declared`: accepted, and nothing has to say it, for the program does it by itself, it is
 * the default, or it is for another output. A code: refused, or warned of.
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
  'protocol http': 'emitted', // The tests give a Job a port only where they speak of one.
  'subscribe': 'DAPR8001',
  'input-binding': 'DAPR8001',
  'invoked': 'DAPR8001',
  'actors': 'DAPR8001',
  'streaming-actors': 'DAPR8001',
  'workflow-worker': 'DAPR8001',
  'job': 'DAPR8001',
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
/** Components are at the other Dapr and not in the YAML; protocol and health check are in the export to Catalyst. */
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
/** Actors, workflows and jobs bring placement and scheduler with them; a request is for the scheduler of Kubernetes. */
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
  'shared DaemonSet': SIDECAR,
  'shared Deployment': SIDECAR,
  'pinned DaemonSet': SIDECAR,
  'pinned Deployment': SIDECAR,
  'Knative with a sidecar': SIDECAR,
  'Knative with a shared Deployment': KNATIVE_SHARED,
  'Knative with a shared DaemonSet': KNATIVE_SHARED,
  'remote': REMOTE,
  'Catalyst': CATALYST,
  'export to a machine': STANDALONE,
  'export to compose': STANDALONE,
  'export to Container Apps': {
    ...SIDECAR,
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
  // The program runs elsewhere: what is its own is no part of this export.
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

/** The built-in store is off unless the app reads Secrets. */
const INJECTED = { ...as('emitted', ALL), disableBuiltinK8sSecretStore: 'declared', appBindingOptionsTimeout: 'DAPR1106' } as Options;
const BESIDE_THE_APP: Names = ['sidecarListenAddresses', 'unixDomainSocketPath', 'appSsl', 'volumeMounts', 'volumeMountsRw', 'pluggableComponents'];
const SHARED: Options = { ...INJECTED, ...as('DAPR3015', BESIDE_THE_APP) };
const BY_INJECTOR: Names = ['enableDebug', 'debugPort', 'sidecarImage', 'enableNativeSidecar', 'sidecarSvcAnnotations', 'pluggableComponentsSocketsFolder',
  'injectPluggableComponents'];
const PINNED: Options = { ...SHARED, ...as('DAPR3015', BY_INJECTOR) };
/** Native by itself. */
const JOB: Options = { ...INJECTED, enableNativeSidecar: 'declared' };
/** An export has addresses of its own; nothing there schedules, probes, injects or makes Services. */
const OUTSIDE: Options = {
  ...INJECTED,
  ...as('declared', ['disableBuiltinK8sSecretStore', 'metricsPort', 'debugPort', 'grpcPort', 'internalGrpcPort', 'sidecarListenAddresses', 'sidecarCpuRequest',
    'sidecarMemoryRequest', ...PROBES, 'enableNativeSidecar', 'sidecarSvcAnnotations', 'pluggableComponentsSocketsFolder']),
  ...as('DAPR8102', ['sentryRequestJwtAudiences', 'enableDebug', 'unixDomainSocketPath', 'placementHostAddress', 'schedulerHostAddress', 'volumeMounts',
    'volumeMountsRw', 'pluggableComponents', 'injectPluggableComponents', 'sidecarSeccompProfileType']),
};
const SETTINGS: Names = ['logLevel', 'enableApiLogging', 'maxBodySize', 'readBufferSize', 'httpMaxRequestSize', 'httpReadBufferSize'];

/** Models whose daprd has the options of daprd. */
export const OPTION_TABLE: { readonly [model in Exclude<Model, 'remote' | 'Catalyst' | 'export to Catalyst'>]: { readonly [option in keyof DaprdOptions]: Cell } } = {
  'sidecar': INJECTED,
  'sidecar in a Job': JOB,
  'sidecar in a CronJob': JOB,
  'shared DaemonSet': SHARED,
  'shared Deployment': SHARED,
  'pinned DaemonSet': PINNED,
  'pinned Deployment': PINNED,
  'Knative with a sidecar': INJECTED,
  'Knative with a shared Deployment': SHARED,
  'Knative with a shared DaemonSet': SHARED,
  // Its daprd is a program of the machine, not an image.
  'export to a machine': { ...OUTSIDE, sidecarImage: 'declared' },
  'export to compose': OUTSIDE,
  'export to Container Apps': {
    ...as('DAPR8102', ALL), ...as('emitted', SETTINGS), disableBuiltinK8sSecretStore: 'declared', appBindingOptionsTimeout: 'DAPR1106',
  },
};
