/** Every deployment model, as data: the workload, the data plane and the output of an app. */
import { ApiObject, Chart } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprApp, DaprAppProps, DaprdOptions, DaprTopology, DataPlane, ExportedFile, IDataPlane,
  MachineExporter,
} from 'cdk8s-dapr';
import { deployment, job, newChart } from './charts';

export type Model = 'sidecar' | 'sidecar in a Job' | 'sidecar in a CronJob' | 'shared DaemonSet' | 'shared Deployment' | 'pinned DaemonSet' | 'pinned Deployment'
  | 'Knative with a sidecar' | 'Knative with a shared Deployment' | 'Knative with a shared DaemonSet' | 'remote' | 'Catalyst'
  | 'export to a machine' | 'export to compose' | 'export to Container Apps' | 'export to Catalyst';

/** Settings of an app in one test. */
export interface AppSettings {
  readonly props?: Partial<DaprAppProps>;
  readonly options?: DaprdOptions;
  /** Changes to the pod spec and to its container. */
  readonly pod?: object;
  readonly container?: object;
}

export interface ModelFacts {
  readonly workload: (chart: Chart, settings: AppSettings) => ApiObject;
  readonly dataPlane: (options: DaprdOptions) => IDataPlane;
  /** Exported files; without it the output is the objects of the cluster. */
  readonly files?: (topology: DaprTopology) => ExportedFile[];
  /** Whether daprd options apply. */
  readonly hasOptions: boolean;
  /** Whether the app has a port by default. */
  readonly port: boolean;
  readonly withoutToken?: boolean;
}

const containers = ({ container, pod }: AppSettings, port: object = { containerPort: 8080 }) =>
  ({ containers: [{ name: 'main', image: 'test.local/app:1', ports: [port], ...container }], ...pod });
const plain = (chart: Chart, settings: AppSettings) => deployment(chart, 'web', containers(settings));
const once = (chart: Chart, settings: AppSettings) => job(chart, 'web', containers(settings));
const nightly = (chart: Chart, settings: AppSettings) => new ApiObject(chart, 'web', {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...containers(settings) } } } } },
});
const knative = (awake: boolean) => (chart: Chart, settings: AppSettings) => new ApiObject(chart, 'web', {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: {
    template: {
      ...(awake ? { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } } } : {}),
      spec: containers(settings, { containerPort: 8080, name: 'h2c' }),
    },
  },
});

const PINNED = { pinned: { version: '1.18.2' } };
const PROJECT = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', appEndpoint: 'https://orders.example:443' };
const PLACE = { location: 'westeurope', managedEnvironmentId: '/subscriptions/s/managedEnvironments/e' };
const SIDECAR = { workload: plain, dataPlane: DataPlane.sidecar, hasOptions: true, port: true };
const REMOTE = { workload: plain, hasOptions: false, port: true };

export const MODELS: { readonly [model in Model]: ModelFacts } = {
  'sidecar': SIDECAR,
  'sidecar in a Job': { ...SIDECAR, workload: once, port: false },
  'sidecar in a CronJob': { ...SIDECAR, workload: nightly, port: false },
  'shared DaemonSet': { ...SIDECAR, dataPlane: DataPlane.sharedDaemonSet },
  'shared Deployment': { ...SIDECAR, dataPlane: DataPlane.sharedDeployment },
  'pinned DaemonSet': { ...SIDECAR, dataPlane: options => DataPlane.sharedDaemonSet({ ...options, ...PINNED }) },
  'pinned Deployment': { ...SIDECAR, dataPlane: options => DataPlane.sharedDeployment({ ...options, ...PINNED }) },
  'Knative with a sidecar': { ...SIDECAR, workload: knative(true) },
  'Knative with a shared Deployment': { ...SIDECAR, workload: knative(false), dataPlane: DataPlane.sharedDeployment },
  'Knative with a shared DaemonSet': { ...SIDECAR, workload: knative(false), dataPlane: DataPlane.sharedDaemonSet },
  'remote': { ...REMOTE, dataPlane: ({ configuration: _, ...options }) => DataPlane.remote({ ...PROJECT, ...options }) },
  'Catalyst': { ...REMOTE, dataPlane: ({ configuration: _, ...options }) => DataPlane.catalyst({ ...PROJECT, ...options }) },
  'export to a machine': { ...SIDECAR, files: topology => new MachineExporter().export(topology) },
  'export to compose': { ...SIDECAR, files: topology => new ComposeExporter().export(topology) },
  'export to Container Apps': { ...SIDECAR, files: topology => new ContainerAppsExporter(PLACE).export(topology), withoutToken: true },
  'export to Catalyst': { ...REMOTE, dataPlane: ({ configuration: _, ...options }) => DataPlane.catalyst({ ...PROJECT, ...options }), files: topology => new CatalystExporter().export(topology) },
};

/** A chart with one app, `orders`, in a model. */
export function build(model: Model, declare: (chart: Chart) => AppSettings): Chart {
  const { workload, dataPlane, port, withoutToken } = MODELS[model];
  const chart = newChart({ kubernetesVersion: '1.36', daprVersion: '1.18.2', ...(withoutToken ? {} : { apiTokenSecret: 'dapr-token' }) }, { namespace: 'shop' });
  const settings = declare(chart);
  new DaprApp(chart, 'orders', {
    workload: workload(chart, settings),
    dataPlane: dataPlane(settings.options ?? {}),
    program: { directory: '/srv/orders', command: ['node', 'main.js'] },
    ...(port ? { appPort: 8080 } : {}),
    ...settings.props,
  });
  return chart;
}
