/** What exporters read of a topology. Not public: it holds rendered JSON. */
import { IConstruct } from 'constructs';
import { AppProtocol, DaprUse, IDaprApp } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { Json } from '../../util/json';

/** A daprd as exporters see it: one for each pod of an app, or one for several workloads. */
export interface TopologyDaprd {
  /** Path of its construct: the same for all that share it. */
  readonly id: string;
  readonly appId: string;
  readonly shared: boolean;
  /** What it is told, as the injector would read it. */
  readonly annotations: Annotations;
  /** The object that runs it, where that is not the pod of an app. */
  readonly workload?: IConstruct;
}

/** An app as exporters see it. */
export interface TopologyApp {
  /** To report something about it. */
  readonly at: IDaprApp;
  readonly appId: string;
  readonly namespace?: string;
  readonly appPort?: number;
  readonly appProtocol: AppProtocol;
  readonly workloadKind: string;
  readonly replicas: number;
  /** The workload as Kubernetes would get it. */
  readonly object: Json;
  /** Containers as their owner wrote them, without what wires them to Dapr. */
  readonly containers: Json[];
  /** The first of them that talks to Dapr. */
  readonly main: Json;
  /** The pod as its owner wrote it. */
  readonly podSpec: Json;
  readonly uses: DaprUse[];
  /** Names of the Secrets that hold the tokens. */
  readonly apiTokenSecret?: string;
  readonly appTokenSecret?: string;
  /** What runs it where there are no containers. */
  readonly program?: { readonly command?: string[]; readonly directory: string };
  /** Name of the Configuration that it was given, or that is made for it. */
  readonly configuration?: string;
  /** Where a Dapr elsewhere calls it. */
  readonly appEndpoint?: string;
  /** Address of its Dapr, where that is not in its pods. */
  readonly endpoint?: string;
  /** Nothing where its Dapr is somebody else's. */
  readonly daprd?: TopologyDaprd;
}

/** A resource of Dapr as Kubernetes would get it. */
export interface TopologyResource {
  readonly at: IConstruct;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly json: Json;
}
