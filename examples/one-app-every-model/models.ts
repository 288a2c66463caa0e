import { ApiObject } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprTopology, DataPlane, ExportedFile, IDataPlane, MachineExporter, RemoteDaprOptions,
} from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { deployment, knative } from './workloads';

/** Everything that differs between models. */
export interface Model {
  /** Data plane of an app. */
  readonly dataPlane: (appId: string) => IDataPlane;
  /** Workload of an app. */
  readonly workload: (scope: Construct, name: string, port: number) => ApiObject;
  /** Files for a target other than this cluster. */
  readonly files?: (topology: DaprTopology) => ExportedFile[];
  /** True if subscriptions cannot be declared: the program answers `GET /dapr/subscribe`. */
  readonly programSubscribes?: boolean;
}

const sidecar: Model = { dataPlane: () => DataPlane.sidecar(), workload: deployment };
const REDIS = 'redis.shop.svc:6379';

/** A remote Dapr identifies an app by its token, and calls it at the address of your ingress. */
const remoteDapr = (appId: string): RemoteDaprOptions => ({
  httpEndpoint: 'https://http.dapr.example:443',
  grpcEndpoint: 'https://grpc.dapr.example:443',
  apiTokenSecret: `${appId}-dapr-token`,
  appEndpoint: `https://${appId}.shop.example:443`,
});

export const MODELS: { readonly [name: string]: Model } = {
  'sidecar': sidecar,
  'shared-per-node': { ...sidecar, dataPlane: () => DataPlane.sharedDaemonSet() },
  'shared-per-cluster': { ...sidecar, dataPlane: () => DataPlane.sharedDeployment() },
  'pinned': { ...sidecar, dataPlane: () => DataPlane.sharedDeployment({ pinned: {} }) },
  'knative-sidecar': { ...sidecar, workload: knative(1) },
  'knative-shared': { dataPlane: () => DataPlane.sharedDeployment(), workload: knative(0) },
  'remote': { ...sidecar, dataPlane: appId => DataPlane.remote(remoteDapr(appId)) },
  'catalyst': {
    ...sidecar,
    dataPlane: appId => DataPlane.catalyst(remoteDapr(appId)),
    files: topology => new CatalystExporter({ addresses: { [REDIS]: 'redis.shop.example:6379' } }).export(topology),
  },
  'machine': { ...sidecar, files: topology => new MachineExporter({ name: 'shop', addresses: { [REDIS]: '127.0.0.1:6379' } }).export(topology) },
  'compose': { ...sidecar, files: topology => new ComposeExporter({ name: 'shop', addresses: { [REDIS]: 'redis.example:6379' } }).export(topology) },
  'azure-container-apps': {
    ...sidecar,
    programSubscribes: true,
    files: topology => new ContainerAppsExporter({
      location: 'westeurope',
      managedEnvironmentId: '/subscriptions/SUBSCRIPTION/resourceGroups/shop/providers/Microsoft.App/managedEnvironments/shop',
      addresses: { [REDIS]: 'shop.redis.cache.windows.net:6380' },
    }).export(topology),
  },
};
