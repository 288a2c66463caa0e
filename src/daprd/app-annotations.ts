import { AppProtocol, IDaprApp } from '../contract';
import { atLeast } from '../dapr/version';
import { KNATIVE_SERVICE } from '../workload/kinds';

type Annotations = { [name: string]: string };

/** Facts about the app that its daprd has to know, wherever it lives; port and address depend on where. */
export function appAnnotations(app: IDaprApp, port: number | undefined): Annotations {
  const annotations: Annotations = { 'dapr.io/app-id': app.appId };
  if (port === undefined) {
    return annotations;
  }
  annotations['dapr.io/app-port'] = String(port);
  if (app.appProtocol !== AppProtocol.HTTP) {
    annotations['dapr.io/app-protocol'] = app.appProtocol;
  }
  if (app.appMaxConcurrency !== undefined) {
    annotations['dapr.io/app-max-concurrency'] = String(app.appMaxConcurrency);
  }
  if (app.appTokenSecret !== undefined) {
    annotations['dapr.io/app-token-secret'] = app.appTokenSecret;
  }
  return annotations;
}

/** The first Dapr that can leave out its questions to the app. */
const SILENT_START_DAPR = '1.17';

/** A start of the daprd must not wake a function that is at zero: what it would ask there is declared. */
export function silentStartAnnotations(app: IDaprApp, daprVersion: string): Annotations {
  return app.workloadKind === KNATIVE_SERVICE && atLeast(daprVersion, SILENT_START_DAPR)
    ? { 'dapr.io/disable-init-endpoints': 'config,subscribe' } : {};
}
