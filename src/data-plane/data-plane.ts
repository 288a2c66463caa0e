import { Construct } from 'constructs';
import { DaprUseKind, DataPlaneConfig, IDaprApp, IDataPlane } from '../contract';
import { DaprdOptions } from '../daprd/options.generated';
import { RemoteDaprOptions } from './remote/options';
import { Remote } from './remote/remote';
import { SharedDaprDaemonSet, SharedDaprDaemonSetOptions } from './shared/daemon-set';
import { SharedDaprDeployment } from './shared/deployment';
import { SharedDaprDeploymentOptions } from './shared/deployment-options';
import { Sidecar } from './sidecar';

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
  public static sidecar(options?: DaprdOptions): IDataPlane {
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

  /**
   * A Dapr that somebody else runs, behind https and a token: the app is told where it is, and nothing else is emitted,
   * nor is a resource that only such apps use: whoever runs that Dapr brings it there (`CatalystExporter`).
   *
   * One daprd has one app-id. Two app-ids may share an address where a gateway sends each token to its own daprd; with
   * the same address and the same token they are refused (DAPR7044).
   */
  public static remote(options: RemoteDaprOptions): IDataPlane {
    return new Remote(options, { name: 'a remote Dapr', service: false, doubtful: [] });
  }

  /**
   * Diagrid Catalyst: the endpoints are those of the project, the token is that of the app, by
   * default in a Secret `<app-id>-catalyst`: it is all by which Catalyst knows the app, so two app-ids with one are refused (DAPR7044). Actors at the app's port and
   * jobs are a warning (DAPR7041): nobody has written down that Catalyst has them.
   */
  public static catalyst(options: RemoteDaprOptions): IDataPlane {
    return new Remote(options, { name: 'Catalyst', service: true, doubtful: [DaprUseKind.ACTORS, DaprUseKind.JOB] });
  }
}

/** Makes the app a data plane of its own, below it. */
class Recipe implements IDataPlane {
  constructor(private readonly make: (scope: Construct, id: string, app: IDaprApp) => IDataPlane) {}

  public bind(scope: Construct, app: IDaprApp): DataPlaneConfig {
    const dataPlane = this.make(scope, 'DataPlane', app);
    return { ...dataPlane.bind(scope, app), dataPlane };
  }
}
