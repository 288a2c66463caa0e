import { Construct } from 'constructs';
import { DaprdOptions } from './daprd-options.generated';
import { SharedDaprDaemonSet, SharedDaprDaemonSetOptions } from './shared-dapr-daemon-set';
import { SharedDaprDeployment, SharedDaprDeploymentOptions } from './shared-dapr-deployment';
import { Sidecar } from './sidecar';
import { DataPlaneConfig, IDaprApp, IDataPlane } from '../contract';

/**
 * Where the daprd of an app lives: the one argument that switches the model.
 *
 * Each value is a recipe without state. Every app that gets one, in whatever chart, gets a daprd of its own. To let
 * several workloads share one daprd, create the construct (`SharedDaprDaemonSet`, `SharedDaprDeployment`) and pass it.
 */
export abstract class DataPlane {
  /**
   * A daprd in each pod of the app, injected by Dapr's control plane; a native sidecar for Job and CronJob.
   */
  public static sidecar(options: DaprdOptions = {}): IDataPlane {
    return new Sidecar(options);
  }

  /**
   * One daprd on each node, outside the app's pods, which the app reaches on its own node.
   */
  public static sharedDaemonSet(options: SharedDaprDaemonSetOptions = {}): IDataPlane {
    return new Recipe((scope, id, app) => new SharedDaprDaemonSet(scope, id, { ...options, appId: app.appId, namespace: app.namespace }));
  }

  /**
   * A few daprds for the whole cluster, outside the app's pods.
   */
  public static sharedDeployment(options: SharedDaprDeploymentOptions = {}): IDataPlane {
    return new Recipe((scope, id, app) => new SharedDaprDeployment(scope, id, { ...options, appId: app.appId, namespace: app.namespace }));
  }
}

/** Makes the app a data plane of its own, below it. */
class Recipe implements IDataPlane {
  constructor(private readonly make: (scope: Construct, id: string, app: IDaprApp) => IDataPlane) {}

  public bind(scope: Construct, app: IDaprApp): DataPlaneConfig {
    return this.make(scope, 'DataPlane', app).bind(scope, app);
  }
}
