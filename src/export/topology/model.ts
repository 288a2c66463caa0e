import { IConstruct } from 'constructs';
import { AppProtocol, DaprProgram, DaprUse, IDaprApp } from '../../contract';

/** The data plane of apps in a topology: a sidecar in each pod of an app, or a daprd that several workloads share. */
export interface TopologyDataPlane {
  /** Path of its construct, the same for all apps that share it. */
  readonly path: string;
  /** App ID of the daprd. */
  readonly appId: string;
  /** Whether several workloads can share it. */
  readonly isShared: boolean;
  /** Options of the daprd, as annotations of the sidecar injector. */
  readonly annotations: { readonly [name: string]: string };
  /**
   * The object that runs the daprd.
   * @default - the pods of the app
   */
  readonly workload?: IConstruct;
}

/** An app of a topology. Manifests are JSON as applied to Kubernetes. */
export interface TopologyApp {
  /** Construct of the app. */
  readonly construct: IDaprApp;
  /** App ID. */
  readonly appId: string;
  /**
   * Name of the cluster, as set in `DaprPlatform`.
   * @default - the cluster has no name
   */
  readonly cluster?: string;
  /**
   * Namespace of the workload.
   * @default - unknown
   */
  readonly namespace?: string;
  /**
   * Port on which the app receives calls from daprd.
   * @default - the app receives no calls
   */
  readonly appPort?: number;
  /** Protocol in which daprd calls the app. */
  readonly appProtocol: AppProtocol;
  /** Kind of the workload, for example `Deployment`. */
  readonly workloadKind: string;
  /** Replicas of the workload. */
  readonly replicas: number;
  /** Manifest of the workload. */
  readonly workload: any;
  /** Pod spec as its owner wrote it, without the wiring to Dapr. */
  readonly podSpec: any;
  /** Containers of that pod spec. */
  readonly containers: any[];
  /** The first container that calls Dapr. */
  readonly container: any;
  /** Uses of Dapr by the app, such as the topics that it publishes to. */
  readonly uses: DaprUse[];
  /**
   * Name of the Secret (key `token`) that the app sends to daprd.
   * @default - none
   */
  readonly apiTokenSecret?: string;
  /**
   * Name of the Secret (key `token`) that daprd sends to the app.
   * @default - none
   */
  readonly appTokenSecret?: string;
  /**
   * Program to run on a target without containers.
   * @default - none
   */
  readonly program?: DaprProgram;
  /**
   * Name of the app's Configuration.
   * @default - none
   */
  readonly configuration?: string;
  /**
   * Address at which a remote Dapr calls the app.
   * @default - none
   */
  readonly appEndpoint?: string;
  /**
   * Address of the app's Dapr.
   * @default - daprd runs in the pods of the app
   */
  readonly daprEndpoint?: string;
  /**
   * Data plane of the app.
   * @default - the app's Dapr is remote
   */
  readonly dataPlane?: TopologyDataPlane;
}

/** A Dapr resource of a topology. */
export interface TopologyResource {
  /** Construct of the resource. */
  readonly construct: IConstruct;
  /** Kind of the object, for example `Component`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /**
   * Name of the cluster, as set in `DaprPlatform`.
   * @default - the cluster has no name
   */
  readonly cluster?: string;
  /**
   * Namespace of the object.
   * @default - unknown
   */
  readonly namespace?: string;
  /** Manifest of the object as applied to Kubernetes. */
  readonly manifest: any;
}
