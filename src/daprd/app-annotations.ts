import { Annotations } from './annotations';
import { AppProtocol, IDaprApp } from '../contract';
import { atLeast } from '../dapr/version';
import { KNATIVE_SERVICE } from '../workload/kinds';

/** Annotations that describe the app to its daprd in any location; `port` depends on the location. */
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

/** The first Dapr version that can skip its init calls to the app. */
const SILENT_START_DAPR = '1.17';

/** Skips daprd's init calls to a function, which would scale it up from zero: their answers are declared in the stack. */
export function silentStartAnnotations(app: IDaprApp, daprVersion: string): Annotations {
  return app.workloadKind === KNATIVE_SERVICE && atLeast(daprVersion, SILENT_START_DAPR)
    ? { 'dapr.io/disable-init-endpoints': 'config,subscribe' } : {};
}
