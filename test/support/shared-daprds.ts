/** A shared daprd of each kind, named `front`. */
import { Chart } from 'cdk8s';
import { SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, newChart, SHARED } from '../../scenarios/charts';

export type SharedKind = [kind: 'DaemonSet' | 'Deployment', make: (chart: Chart, props?: any) => SharedDaprDaemonSet | SharedDaprDeployment];

export const KINDS: SharedKind[] = [
  ['DaemonSet', (chart, props = {}) => new SharedDaprDaemonSet(chart, 'front', props)],
  ['Deployment', (chart, props = {}) => new SharedDaprDeployment(chart, 'front', props)],
];

/** The chart of a shared Deployment and of an app that receives through it. */
export function front(props: any, settings: object = SHARED): Chart {
  const chart = newChart(settings);
  app(chart, { appPort: 8080, dataPlane: new SharedDaprDeployment(chart, 'front', props) });
  return chart;
}
