/** A topology as plain data for pictures and tables: its elements and their connections. */
import { DaprUse } from '../../contract';
import { Range } from '../../facts/replicas';

/** Model of a data plane. */
export type Model = 'sidecar' | 'sharedPerNode' | 'sharedPerCluster' | 'remote';

/** Names of the models in a picture. */
export const MODEL_NAMES: { readonly [model in Model]: string } = {
  sidecar: 'sidecar',
  sharedPerNode: 'shared, one on each node',
  sharedPerCluster: 'shared, a few for the cluster',
  remote: 'remote',
};

export interface PictureApp {
  /** Path of its construct. */
  readonly id: string;
  readonly appId: string;
  readonly namespace?: string;
  readonly workload: { readonly kind: string; readonly name: string; readonly replicas?: Range };
  readonly appPort?: number;
  readonly appProtocol?: string;
  readonly dataPlane: string;
  /** Uses that have no line in the picture. */
  readonly does?: DaprUse[];
}

export interface PictureDataPlane {
  /** Path of the app's construct, or of the shared data plane's. */
  readonly id: string;
  readonly model: Model;
  readonly appId: string;
  readonly namespace?: string;
  readonly apps: string[];
  /** Undefined for sidecars, one daprd on each node, and a remote Dapr. */
  readonly replicas?: Range;
  /** Address of a remote Dapr. */
  readonly endpoint?: string;
}

export interface PictureComponent {
  /** Namespace and name. */
  readonly id: string;
  readonly name: string;
  readonly namespace?: string;
  /** Undefined if the component is referenced by name only. */
  readonly type?: string;
  readonly version?: string;
  /** App IDs; undefined if every app of the namespace loads it, or if it is referenced by name only. */
  readonly scopes?: string[];
  readonly availableToNamespace?: boolean;
  readonly apps: string[];
  /** Apps that it calls, as an input binding. */
  readonly calls?: string[];
}

export interface PictureTopic {
  readonly id: string;
  readonly component: string;
  readonly name: string;
  readonly publishers: string[];
  readonly subscribers: string[];
  /** Apps with this topic as their dead letter topic. */
  readonly deadLettersOf?: string[];
}

/** An app outside the topology, by its app ID. */
export interface PictureOutsider { readonly id: string; readonly appId: string }
export interface PictureInvocation { readonly from: string; readonly to: string }

export interface Picture {
  readonly title: string;
  readonly daprVersion: string;
  /** Undefined if the cluster has no name. */
  readonly cluster?: string;
  readonly apps: PictureApp[];
  readonly outsideApps: PictureOutsider[];
  readonly dataPlanes: PictureDataPlane[];
  readonly components: PictureComponent[];
  readonly topics: PictureTopic[];
  readonly invocations: PictureInvocation[];
}
