/** Every deployment model, as data: how an app gets into it, and what comes out of it. */
import { ApiObject, Chart } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprApp, DaprAppProps, DaprdOptions, DaprTopology, DataPlane, ExportedFile, IDataPlane,
  MachineExporter,
} from 'cdk8s-dapr';
import { deployment, job, newChart } from './charts';

export type Model = 'sidecar' | 'sidecar in a Job' | 'sidecar in a CronJob' | 'shared DaemonSet' | 'shared Deployment' | 'pinned DaemonSet' | 'pinned Deployment'
  | 'Knative with a sidecar' | 'Knative with a shared Deployment' | 'Knative with a shared DaemonSet' | 'remote' | 'Catalyst'
  | 'export to a machine' | 'export to compose' | 'export to Container Apps' | 'export to Catalyst';

/** What is said of an app in one test. */
export interface Said {
  readonly props?: Partial<DaprAppProps>;
  readonly options?: DaprdOptions;
  /** Changes to the pod spec and to its container. */
  readonly pod?: object;
  readonly container?: object;
}

export interface ModelFacts {
  readonly workload: (chart: Chart, said: Said) => ApiObject;
  readonly dataPlane: (options: DaprdOptions) => IDataPlane;
  /** Files of another target; the objects of the cluster where there is none. */
  readonly files?: (topology: DaprTopology) => ExportedFile[];
  /** Its daprd, if any, has the options of daprd. */
  readonly hasOptions: boolean;
  /** Whether an app is given a port, unless a test says otherwise. */
  readonly port: boolean;
  readonly withoutToken?: boolean;
}

const containers = ({ container, pod }: Said, port: object = { containerPort: 8080 }) =>
  ({ containers: [{ name: 'main', image: 'test.local/app:1', ports: [port], ...container }], ...pod });
const plain = (chart: Chart, said: Said) => deployment(chart, 'web', containers(said));
const once = (chart: Chart, said: Said) => job(chart, 'web', containers(said));
const nightly = (chart: Chart, said: Said) => new ApiObject(chart, 'web', {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...containers(said) } } } } },
});
const knative = (awake: boolean) => (chart: Chart, said: Said) => new ApiObject(chart, 'web', {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: {
    template: {
      ...(awake ? { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } } } : {}),
      spec: containers(said, { containerPort: 8080, name: 'h2c' }),
    },
  },
});

const PINNED = { pinned: { version: '1.18.2' } };
const PROJECT = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', appEndpoint: 'https://orders.example:443' };
const PLACE = { location: 'westeurope', managedEnvironmentId: '/subscriptions/s/managedEnvironments/e' };
const SIDECAR = { workload: plain, dataPlane: DataPlane.sidecar, hasOptions: true, port: true };
const ELSEWHERE = { workload: plain, hasOptions: false, port: true };

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
  'remote': { ...ELSEWHERE, dataPlane: ({ configuration: _, ...options }) => DataPlane.remote({ ...PROJECT, ...options }) },
  'Catalyst': { ...ELSEWHERE, dataPlane: ({ configuration: _, ...options }) => DataPlane.catalyst({ ...PROJECT, ...options }) },
  'export to a machine': { ...SIDECAR, files: topology => new MachineExporter().export(topology) },
  'export to compose': { ...SIDECAR, files: topology => new ComposeExporter().export(topology) },
  'export to Container Apps': { ...SIDECAR, files: topology => new ContainerAppsExporter(PLACE).export(topology), withoutToken: true },
  'export to Catalyst': { ...ELSEWHERE, dataPlane: ({ configuration: _, ...options }) => DataPlane.catalyst({ ...PROJECT, ...options }), files: topology => new CatalystExporter().export(topology) },
};

/** A chart with one app, `orders`, in a model. */
export function build(model: Model, say: (chart: Chart) => Said): Chart {
  const { workload, dataPlane, port, withoutToken } = MODELS[model];
  const chart = newChart({ kubernetesVersion: '1.36', daprVersion: '1.18.2', ...(withoutToken ? {} : { apiTokenSecret: 'dapr-token' }) }, { namespace: 'shop' });
  const said = say(chart);
  new DaprApp(chart, 'orders', {
    workload: workload(chart, said),
    dataPlane: dataPlane(said.options ?? {}),
    program: { directory: '/srv/orders', command: ['node', 'main.js'] },
    ...(port ? { appPort: 8080 } : {}),
    ...said.props,
  });
  return chart;
}
