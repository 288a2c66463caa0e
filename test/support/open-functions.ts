/** An OpenFunction function, and components for it. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprComponentProps, MetadataValue, OpenFunction, OpenFunctionProps } from 'cdk8s-dapr';

export const openFunction = (chart: Chart, props: Partial<OpenFunctionProps> = {}, id = 'orders'): OpenFunction =>
  new OpenFunction(chart, id, { image: 'test.local/orders-fn:1', ...props });

/** Required metadata by type. */
const METADATA: { [type: string]: DaprComponentProps['metadata'] } = {
  'bindings.cron': { schedule: MetadataValue.of('@daily') },
  'bindings.http': { url: MetadataValue.of('https://mail.example') },
};

export const componentOf = (chart: Chart, type: string, name: string): DaprComponent =>
  new DaprComponent(chart, name, { type, metadata: METADATA[type] });
