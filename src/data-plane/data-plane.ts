import { Construct } from 'constructs';
import { DaprUseKind, DataPlaneConfig, IDaprApp, IDataPlane } from '../contract';
import { withAdopted } from './adopted-options';
import { DaprdOptions } from '../daprd/options.generated';
import { RemoteDaprOptions } from './remote/options';
import { Remote } from './remote/remote';
import { SharedDaprDaemonSet, SharedDaprDaemonSetOptions } from './shared/daemon-set';
import { SharedDaprDeployment } from './shared/deployment';
import { SharedDaprDeploymentOptions } from './shared/deployment-options';
import { Sidecar } from './sidecar';
import { Switching } from './switching';
import { BUILT_IN_DATA_PLANE } from '../platform/scoped-settings';
import { brand } from '../util/brand';

/**
 * Data planes: where the daprd of an app runs. This one argument of an app selects the model.
 *
 * Each value is stateless: every app that uses it gets its own daprd, in any chart. To share one daprd between several
 * workloads, create a `SharedDaprDaemonSet` or `SharedDaprDeployment` and pass the construct.
 * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.sharedDaemonSet() });
 */
export abstract class DataPlane {
  /**
   * A daprd in each pod of the app, added by Dapr's sidecar injector; a native sidecar for Jobs and CronJobs.
   * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.sidecar({ logLevel: LogLevel.WARN }) });
   */
  public static sidecar(options: DaprdOptions = {}): IDataPlane {
    return new Sidecar(options);
  }

  /**
   * A shared daprd on each node, outside the app's pods, which the app reaches on its own node.
   * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.sharedDaemonSet({ strictlyNodeLocal: true }) });
   */
  public static sharedDaemonSet(options: SharedDaprDaemonSetOptions = {}): IDataPlane {
    return new DataPlanePerApp('DataPlane.sharedDaemonSet', SharedDaprDaemonSet, options);
  }

  /**
   * A shared daprd with a few replicas for the whole cluster, outside the app's pods.
   * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.sharedDeployment({ replicas: 3 }) });
   */
  public static sharedDeployment(options: SharedDaprDeploymentOptions = {}): IDataPlane {
    return new DataPlanePerApp('DataPlane.sharedDeployment', SharedDaprDeployment, options);
  }

  /**
   * Two data planes at once, for the time in which an app moves from one to the other without losing a call or an event.
   *
   * First apply a stack with `DataPlane.switching(from, to)`, and wait until all its workloads are rolled out; then apply one with `to` alone.
   * In between, both daprds serve the app ID: calls and events reach either one, and the app uses its sidecar if one of the two
   * is a sidecar. Between two kinds of shared daprds, its pods do not change at all.
   *
   * Requires `operatorServices: false` and `hotReload: false` in `DaprPlatform` (DAPR7051). A remote Dapr is refused (DAPR7050).
   * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDeployment()) });
   */
  public static switching(from: IDataPlane, to: IDataPlane): IDataPlane {
    return new Switching(from, to);
  }

  /**
   * A Dapr that another party runs, reached over HTTPS with a token. Only the environment of the app is set: resources that only
   * such apps use are not emitted, because the party that runs that Dapr provides them (`CatalystExporter`).
   *
   * A daprd has one app ID. Two app IDs may share an address if a gateway routes each token to its own daprd; with the
   * same address and the same token, they are refused (DAPR7044).
   * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.remote({ httpEndpoint: 'https://dapr.example.com:443', grpcEndpoint: 'https://grpc.dapr.example.com:443', apiTokenSecret: 'dapr' }) });
   */
  public static remote(options: RemoteDaprOptions): IDataPlane {
    return new Remote(options, { name: 'a remote Dapr', service: false, undocumented: [] });
  }

  /**
   * Diagrid Catalyst. The endpoints are those of the project; the API token is that of the app, by default from the Secret
   * `<app-id>-catalyst`. Catalyst identifies an app by its token only, so two app IDs with the same token are refused (DAPR7044).
   * Actors at the app's port and jobs are a warning (DAPR7041), because Catalyst does not document them.
   * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.catalyst({ httpEndpoint: 'https://http-prj1.api.example.com:443', grpcEndpoint: 'https://grpc-prj1.api.example.com:443' }) });
   */
  public static catalyst(options: RemoteDaprOptions): IDataPlane {
    return new Remote(options, { name: 'Catalyst', service: true, undocumented: [DaprUseKind.ACTORS, DaprUseKind.JOB] });
  }
}

/** Creates a separate data plane for each app, below the app. */
class DataPlanePerApp implements IDataPlane {
  constructor(
    public readonly model: string,
    private readonly Type: new (scope: Construct, id: string, props: object) => IDataPlane,
    private readonly options: object,
  ) {}

  public bind(scope: Construct, app: IDaprApp): DataPlaneConfig {
    const dataPlane = new this.Type(scope, 'DataPlane', { ...withAdopted(app, this.options), appId: app.appId, namespace: app.namespace });
    return { ...dataPlane.bind(scope, app), dataPlane };
  }
}

brand(DataPlanePerApp.prototype, BUILT_IN_DATA_PLANE);
