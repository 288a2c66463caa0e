/** The two stacks of `docs/plan.md`: one app, before and after a change. */
import { Chart, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DataPlane, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { deployment } from './charts';

interface Stack {
  readonly dataPlane: IDataPlane;
  /** Where the state store keeps the orders. */
  readonly tableName: string;
}

function stack({ dataPlane, tableName }: Stack): any[] {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop', disableResourceNameHashes: true });
  DaprPlatform.set(chart, { apiTokenSecret: 'dapr-token' });
  const orders = new DaprComponent(chart, 'orders', {
    type: 'state.postgresql',
    version: 'v2',
    metadata: { connectionString: MetadataValue.fromSecret('postgres', 'connection'), tablePrefix: MetadataValue.of(tableName) },
  });
  new DaprApp(chart, 'checkout', { workload: deployment(chart, 'web'), appPort: 8080, uses: [orders], dataPlane });
  return Testing.synth(chart);
}

export const planExample = (): { before: any[]; after: any[] } => ({
  before: stack({ dataPlane: DataPlane.sidecar(), tableName: 'orders_' }),
  after: stack({ dataPlane: DataPlane.sharedDeployment(), tableName: 'shop_' }),
});
