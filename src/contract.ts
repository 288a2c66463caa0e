/**
 * The architecture on one page: an app says WHAT runs, a data plane says WHERE its daprd lives, a resource says
 * what that daprd is told. Nothing here imports anything of this library but plain values; everything else
 * implements or reads it.
 *
 * `DaprApp` knows the facts of its app, calls `bind` of its data plane once, and applies what that returns to the workload. That an app uses
 * something is stored once, as an edge (`facts/edges.ts`); whatever follows from it is read from the edges.
 */
import { Construct, IConstruct } from 'constructs';
import { AppAddress, AppHealthCheck, AppProtocol, DaprdLocation, DaprdPlacement, DaprEnvVar, UnsupportedUse } from './contract-values';

export * from './contract-values';

/** Something that daprd loads: a component, a subscription, a configuration, ... */
export interface IDaprResource extends IConstruct {
  /** Kind of the Kubernetes object, for example `Component`. */
  readonly kind: string;
  /** Name by which apps and other resources refer to it. */
  readonly resourceName: string;
  /** Namespace of the object, where known. */
  readonly namespace?: string;
}

/** A component of Dapr: of this App, or one that exists. */
export interface IDaprComponent extends IDaprResource {
  /** Name by which apps call it. */
  readonly componentName: string;
}

/** A Configuration: the settings that a daprd reads at its start. */
export interface IDaprConfiguration extends IDaprResource {
  /** Name of the object. */
  readonly configurationName: string;
}

/** Whatever has an app-id: an app of this stack, or one of which only the name is known. */
export interface IDaprPeer extends IConstruct {
  /** The name under which other apps know it. */
  readonly appId: string;
  /** Namespace of the workload, where known. */
  readonly namespace?: string;
}

/** An application with a Dapr identity: the facts about it, all known before it is wired. */
export interface IDaprApp extends IDaprPeer {
  /** Port on which the app receives calls of daprd; without one it only calls Dapr. */
  readonly appPort?: number;
  /** The protocol in which daprd calls the app. */
  readonly appProtocol: AppProtocol;
  /** How daprd finds out whether the app is able to receive, where it asks. */
  readonly appHealthCheck?: AppHealthCheck;
  /** Calls that daprd makes to the app at the same time, at the most. */
  readonly appMaxConcurrency?: number;
  /** Name of the Secret (key `token`) that daprd shows to the app. */
  readonly appTokenSecret?: string;
  /** Where a daprd outside the app's pods calls the app; nothing where it has no port. */
  readonly appAddress?: AppAddress;
  /** Kind of the workload object, for example `Deployment`; `KnativeService` for the Service of Knative. */
  readonly workloadKind: string;
}

/** What a workload needs in order to talk to its data plane: data only. */
export interface DataPlaneConfig {
  /**
   * Where the daprd is.
   * @default DaprdLocation.POD
   */
  readonly location?: DaprdLocation;
  /**
   * The data plane that serves the app, where that is not the one that was asked.
   * @default - the one that was asked
   */
  readonly dataPlane?: IDataPlane;
  /**
   * Address at which a remote Dapr calls the app.
   * @default - it calls it at the app's port, or not at all
   */
  readonly appEndpoint?: string;
  /**
   * Annotations of the app's pods.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Labels of the app's pods.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * Environment variables of the app's containers.
   * @default - none
   */
  readonly env?: DaprEnvVar[];
  /**
   * The Configuration that the daprd was given. The app uses what it names.
   * @default - none
   */
  readonly configuration?: IDaprConfiguration;
  /**
   * The object that runs the daprd, where that is not the app's own pod: what it loads is applied before it.
   * @default - the daprd is in the app's pods
   */
  readonly daprd?: IConstruct;
  /**
   * Service account by which the daprd reads Secrets for the app; the data plane gives it the right to.
   * @default - that of the app's pods, which is given the right; none where the daprd is not in them (DAPR8001)
   */
  readonly secretsServiceAccount?: string;
  /**
   * The nodes on which that daprd runs, where the app is meant to reach it on its own node.
   * @default - any
   */
  readonly placement?: DaprdPlacement;
  /**
   * Uses that this data plane does not support, with the reason for each.
   * @default - it supports all
   */
  readonly unsupportedUses?: UnsupportedUse[];
}

/** Where the daprd of an app lives. */
export interface IDataPlane {
  /**
   * The one identity this data plane serves.
   * @default - the identity of whichever app joins
   */
  readonly appId?: string;
  /**
   * Joins an app. Called once by each app.
   *
   * Define what you need below `scope`, at once and never inside a `Lazy`; return what the workload needs.
   *
   * @param scope the app's construct
   * @param app what is known of the app
   */
  bind(scope: Construct, app: IDaprApp): DataPlaneConfig;
}
