/** Export targets outside a cluster, and a stack that each supports. */
import { ApiObject, Chart } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprComponent, DaprTopology, DataPlane, ExportedFile, MachineExporter, MetadataValue,
} from 'cdk8s-dapr';
import { app, deployment, newChart } from '../../scenarios/charts';

export const REMOTE = { httpEndpoint: 'https://http-prj.example:443', grpcEndpoint: 'https://grpc-prj.example:443' };
type Export = (chart: Chart, addresses?: { [from: string]: string }) => ExportedFile[];
export const TARGETS: { [name: string]: Export } = {
  Catalyst: (chart, addresses) => new CatalystExporter({ addresses }).export(DaprTopology.of(chart)),
  machine: (chart, addresses) => new MachineExporter({ addresses, multiAppRun: false }).export(DaprTopology.of(chart)),
  compose: (chart, addresses) => new ComposeExporter({ addresses, unsafeAllowUnauthenticatedApi: true }).export(DaprTopology.of(chart)),
  containerApps: (chart, addresses) => new ContainerAppsExporter({ addresses, location: 'x', managedEnvironmentId: '/x' }).export(DaprTopology.of(chart)),
};

/** An app that the target supports, and a component with one field. */
export function stack(target: string, metadata: { [name: string]: MetadataValue } = {}, more: object = {}, env: object[] = []): Chart {
  const chart = newChart({ daprVersion: '1.18.2' }, { namespace: 'shop' });
  const store = new DaprComponent(chart, 'store', { type: 'state.acme', metadata, ...more });
  const containers = [{ name: 'main', image: 'test.local/app:1', command: ['/app'], ports: [{ containerPort: 8080 }], env }];
  app(chart, {
    appPort: 8080,
    workload: deployment(chart, 'web', { containers }),
    uses: [store],
    program: { directory: 'apps/orders' },
    ...(target === 'Catalyst' ? { dataPlane: DataPlane.catalyst(REMOTE) } : {}),
  }, 'orders');
  return chart;
}
export const service = (chart: Chart, name = 'redis', port = 6379) => new ApiObject(chart, `${name}-service`, {
  apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port }] },
});
