/** Apps for the export to Compose. */
import { Chart } from 'cdk8s';
import { ComposeExporter, ComposeExportProps, DaprApp, DaprAppProps, DaprTopology } from 'cdk8s-dapr';
import { byPath, Files, refusalOf, yaml } from './exports';
import { deployment } from '../../scenarios/charts';
import { Json } from '../../src/util/json';

export const PLATFORM = { daprVersion: '1.18.3', apiTokenSecret: 'dapr-token' };

export const app = (chart: Chart, id: string, props: Partial<DaprAppProps> = {}, spec: object = {}): DaprApp =>
  new DaprApp(chart, id, { workload: deployment(chart, `${id}-web`, spec), ...props });

export const files = (chart: Chart, props?: ComposeExportProps): Files => byPath(new ComposeExporter(props).export(DaprTopology.of(chart)));

export const services = (chart: Chart, props?: ComposeExportProps): Json => yaml(files(chart, props)['compose.yaml']).services;

export const refusal = (chart: Chart, props?: ComposeExportProps): string => refusalOf(() => files(chart, props));
