/** A topology as plain data, for pictures and tables: what there is and what is joined to what. */
import { Range } from './scale';
import { DaprUse } from '../../contract';

/** Where a daprd lives. */
export type Model = 'sidecar' | 'sharedPerNode' | 'sharedPerCluster' | 'remote';

/** Its name in a picture. */
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
  /** What it does besides what lines show. */
  readonly does?: DaprUse[];
}

export interface PictureDataPlane {
  /** Path of the construct that it belongs to: an app's, or a shared one's. */
  readonly id: string;
  readonly model: Model;
  readonly appId: string;
  readonly namespace?: string;
  readonly apps: string[];
  /** Nothing where it follows the pods or the nodes, or is somebody else's. */
  readonly replicas?: Range;
  /** Where a Dapr of somebody else's is. */
  readonly endpoint?: string;
}

export interface PictureComponent {
  /** Namespace and name. */
  readonly id: string;
  readonly name: string;
  readonly namespace?: string;
  /** Nothing where only its name is known. */
  readonly type?: string;
  readonly version?: string;
  /** App-ids; nothing where every app of the namespace loads it, or where it is defined elsewhere. */
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
  /** Apps whose events come here when the app does not accept them. */
  readonly deadLettersOf?: string[];
}

/** An app that is not in the topology, by its app-id. */
export interface PictureOutsider { readonly id: string; readonly appId: string }
export interface PictureInvocation { readonly from: string; readonly to: string }

export interface Picture {
  readonly title: string;
  readonly daprVersion: string;
  readonly apps: PictureApp[];
  readonly outsideApps: PictureOutsider[];
  readonly dataPlanes: PictureDataPlane[];
  readonly components: PictureComponent[];
  readonly topics: PictureTopic[];
  readonly invocations: PictureInvocation[];
}
