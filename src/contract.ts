/**
 * The architecture on one page: an app declares WHAT runs, a data plane decides WHERE its daprd runs, and a resource
 * declares what that daprd loads. This file imports plain values only; the rest of the library implements or uses it.
 *
 * `DaprApp` collects the facts about its app, calls `bind` of its data plane once, and applies the result to the workload. Each use of
 * a resource by an app is stored once, as an edge (`facts/edges.ts`); everything else is derived from the edges.
 */
import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AppAddress, AppHealthCheck, AppProtocol, DaprdLocation, DaprdPlacement, DaprEnvVar, UnsupportedUse } from './contract-values';

export * from './contract-values';

/** A resource that daprd loads: a Component, Subscription, Configuration, ... */
export interface IDaprResource extends IConstruct {
  /** Kind of the Kubernetes object, for example `Component`. */
  readonly kind: string;
  /** Name by which apps and other resources refer to the resource. */
  readonly resourceName: string;
  /** Namespace of the object, if known. */
  readonly namespace?: string;
}

/** A Dapr component, defined in this App or imported by name. */
export interface IDaprComponent extends IDaprResource {
  /** Name by which apps address the component. */
  readonly componentName: string;
}

/** A Dapr Configuration: the settings that daprd reads at start. */
export interface IDaprConfiguration extends IDaprResource {
  /** Name of the object. */
  readonly configurationName: string;
}

/** A Dapr application: an app of this stack, or one referenced by its app ID only. */
export interface IDaprPeer extends IConstruct {
  /** App ID by which other apps address the app. */
  readonly appId: string;
  /** Namespace of the workload, if known. */
  readonly namespace?: string;
}

/** The facts about an application with a Dapr app ID, all known before it is wired to a data plane. */
export interface IDaprApp extends IDaprPeer {
  /** Port on which the app listens for calls from daprd. Without one, the app only calls Dapr. */
  readonly appPort?: number;
  /** Protocol that daprd uses to call the app. */
  readonly appProtocol: AppProtocol;
  /** App health check that daprd runs, if enabled. */
  readonly appHealthCheck?: AppHealthCheck;
  /** Longest time for which the app may be away while its shared daprd keeps its events. */
  readonly maxAppAbsence?: Duration;
  /** Maximum number of concurrent calls from daprd to the app. */
  readonly appMaxConcurrency?: number;
  /** Name of the Secret whose key `token` contains the app API token that daprd sends to the app. */
  readonly appTokenSecret?: string;
  /** Address at which a daprd outside the app's pods calls the app; undefined without an app port. */
  readonly appAddress?: AppAddress;
  /** Kind of the workload object, for example `Deployment`; `KnativeService` for a Knative Service. */
  readonly workloadKind: string;
}

/** The settings a workload needs to use its data plane. Plain data. */
export interface DataPlaneConfig {
  /**
   * Location of daprd.
   * @default DaprdLocation.POD
   */
  readonly location?: DaprdLocation;
  /**
   * Whether the app's pods have a sidecar in addition to the daprd at `location`, while the app moves between them (`DataPlane.switching`).
   * @default false
   */
  readonly sidecar?: boolean;
  /**
   * The data plane that serves the app, if it is not the one whose `bind` was called.
   * @default - the data plane whose `bind` was called
   */
  readonly dataPlane?: IDataPlane;
  /**
   * Address at which a remote Dapr calls the app.
   * @default - daprd calls the app at its port, or not at all
   */
  readonly appEndpoint?: string;
  /**
   * Annotations for the app's pods.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Labels for the app's pods.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * Environment variables for the app's containers.
   * @default - none
   */
  readonly env?: DaprEnvVar[];
  /**
   * The Configuration that daprd loads. The app depends on it and on the resources it references.
   * @default - none
   */
  readonly configuration?: IDaprConfiguration;
  /**
   * The object that runs daprd outside the app's pods. The resources that daprd loads are applied before this object.
   * @default - daprd runs in the app's pods
   */
  readonly daprd?: IConstruct;
  /**
   * Service account with which daprd reads Secrets for the app. The data plane grants it the permission.
   * @default - the service account of the app's pods, which is granted the permission; none if daprd runs outside them (DAPR8001)
   */
  readonly secretsServiceAccount?: string;
  /**
   * The nodes on which a node-local daprd runs.
   * @default - any node
   */
  readonly placement?: DaprdPlacement;
  /**
   * Features that this data plane does not support, each with the reason.
   * @default - all features are supported
   */
  readonly unsupportedUses?: UnsupportedUse[];
}

/**
 * A data plane: decides where the daprd of an app runs.
 *
 * A class in C# must extend `DeputyBase` of Amazon.JSII.Runtime. Otherwise jsii drops the prop without an error, and the app gets the default
 * data plane.
 */
export interface IDataPlane {
  /**
   * Binds an app to this data plane. Each app calls it once.
   *
   * Define the objects you need below `scope` immediately, never inside a `Lazy`, and return the settings for the workload.
   *
   * @param scope the construct of the app
   * @param app the facts about the app
   */
  bind(scope: Construct, app: IDaprApp): DataPlaneConfig;
}

/** A data plane that serves a single app ID. It is a separate interface, because a member of an interface is not optional in Go. */
export interface ISharedDataPlane extends IDataPlane {
  /** The only app ID that this data plane serves, and the default of `appId` of the apps that join. */
  readonly appId: string;
}
