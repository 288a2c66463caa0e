/** A remote Dapr. */
import { Chart } from 'cdk8s';
import { DaprApp, DataPlane, RemoteDaprOptions } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';

/** Its endpoints, and the endpoint of the app. */
export const PROJECT = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', appEndpoint: 'https://orders.example:443' };

export const HTTP = 'https://http-prj.example:443';
export const GRPC = 'https://grpc-prj.example:443';
/** Endpoints and token of another remote Dapr. */
export const REMOTE: RemoteDaprOptions = { httpEndpoint: HTTP, grpcEndpoint: GRPC, apiTokenSecret: 'remote-token' };

/** An app with that remote Dapr. */
export function remoteApp(options: any = {}, props: any = {}, settings: any = {}): { chart: Chart; shop: DaprApp } {
  const chart = newChart(settings);
  const shop = app(chart, { appPort: 8080, dataPlane: DataPlane.remote({ ...REMOTE, ...options }), ...props });
  return { chart, shop };
}
