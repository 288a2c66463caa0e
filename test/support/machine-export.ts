/** Apps for the export to a machine. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprAppProps, DaprTopology, MachineExporter, MachineExportProps } from 'cdk8s-dapr';
import { byPath, Files, refusalOf } from './exports';
import { deployment } from '../../scenarios/charts';

export const PROGRAM = { directory: '/srv/shop', command: ['node', 'main.js'] };

export const app = (chart: Chart, id: string, props: Partial<DaprAppProps> = {}, spec: object = {}): DaprApp =>
  new DaprApp(chart, id, { workload: deployment(chart, `${id}-web`, spec), program: PROGRAM, ...props });

export const files = (chart: Chart, props?: MachineExportProps): Files => byPath(new MachineExporter(props).export(DaprTopology.of(chart)));

export const refusal = (chart: Chart, props?: MachineExportProps): string => refusalOf(() => files(chart, props));
