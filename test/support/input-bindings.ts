/** Apps with input bindings. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, newChart, SHARED } from '../../scenarios/charts';
import { EVERY_COMPONENT, MadeComponent, make } from '../../scenarios/every-component';

/** Props of an app behind one shared daprd. */
export const shared = () => ({ dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) });

/** Bindings whose events are not kept: cron, and senders that retry. */
const DO_NOT_WAIT = ['bindings.cron', 'bindings.azure.eventgrid', 'bindings.alicloud.dingtalk.webhook'];
const INPUTS = EVERY_COMPONENT.filter(({ component }) => component.directions.includes('input'));

/** All input bindings of Dapr that keep their events, or all others. */
export const inputBindings = (waits: boolean): [string, MadeComponent][] =>
  INPUTS.filter(({ component }) => DO_NOT_WAIT.includes(component.type) !== waits).map(made => [made.component.type, made]);

type More = (chart: Chart, checkout: DaprApp, binding: DaprComponent) => void;

/** The chart of an app with the input binding `queue`, with further constructs. */
export function called(props: object = {}, more: More = () => undefined, made?: MadeComponent): Chart {
  const chart = newChart(SHARED);
  const binding = made ? make(chart, 'queue', made, MetadataValue.fromSecret('s', 'k')) : new DaprComponent(chart, 'queue', { type: 'bindings.acme' });
  more(chart, app(chart, { appPort: 8080, inputBindings: [binding], ...props }), binding);
  return chart;
}
