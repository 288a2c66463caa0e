import { IConstruct } from 'constructs';
import { AppProtocol, DaprProgram, DaprUse, IDaprApp } from '../../contract';

/** A daprd of a topology: one for each pod of an app, or one for several workloads. */
export interface TopologyDataPlane {
  /** Path of its construct: the same for all apps that share it. */
  readonly path: string;
  /** The app-id of the daprd. */
  readonly appId: string;
  /** Whether several workloads may share it. */
  readonly isShared: boolean;
  /** The options of the daprd, as annotations that the injector would read. */
  readonly annotations: { readonly [name: string]: string };
  /**
   * The object that runs it.
   * @default - the pods of the app
   */
  readonly workload?: IConstruct;
}

/** An app of a topology. Where a field holds a manifest, that is JSON as Kubernetes would get it. */
export interface TopologyApp {
  /** The construct. */
  readonly construct: IDaprApp;
  /** The app-id. */
  readonly appId: string;
  /**
   * Namespace of its workload.
   * @default - not known
   */
  readonly namespace?: string;
  /**
   * Port on which it receives calls of daprd.
   * @default - it receives none
   */
  readonly appPort?: number;
  /** The protocol in which daprd calls it. */
  readonly appProtocol: AppProtocol;
  /** Kind of its workload, for example `Deployment`. */
  readonly workloadKind: string;
  /** Replicas of its workload. */
  readonly replicas: number;
  /** Manifest of the workload. */
  readonly workload: any;
  /** The pod spec as its owner wrote it, without what wires it to Dapr. */
  readonly podSpec: any;
  /** The containers of that pod spec. */
  readonly containers: any[];
  /** The first of them that talks to Dapr. */
  readonly container: any;
  /** What it does by Dapr. */
  readonly uses: DaprUse[];
  /**
   * Name of the Secret (key `token`) that the app shows to daprd.
   * @default - none
   */
  readonly apiTokenSecret?: string;
  /**
   * Name of the Secret (key `token`) that daprd shows to the app.
   * @default - none
   */
  readonly appTokenSecret?: string;
  /**
   * The program to run where there are no containers.
   * @default - none was given
   */
  readonly program?: DaprProgram;
  /**
   * Name of its Configuration.
   * @default - none
   */
  readonly configuration?: string;
  /**
   * Address at which a remote Dapr calls it.
   * @default - none
   */
  readonly appEndpoint?: string;
  /**
   * Address of its Dapr.
   * @default - daprd is in its pods
   */
  readonly daprEndpoint?: string;
  /**
   * Its daprd.
   * @default - its Dapr is remote
   */
  readonly dataPlane?: TopologyDataPlane;
}

/** A resource of Dapr in a topology. */
export interface TopologyResource {
  /** The construct. */
  readonly construct: IConstruct;
  /** Kind of the object, for example `Component`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /**
   * Namespace of the object.
   * @default - not known
   */
  readonly namespace?: string;
  /** The object as Kubernetes would get it. */
  readonly manifest: any;
}
