import { Construct } from 'constructs';
import type { SharedApps } from './apps';
import type { SHARED } from './checks';
import type { SharedConfiguration } from './configuration';
import { SharedDaprIdentity, SharedDaprOptions } from './options';
import type { Pinned } from './pinned/pinned';
import { DaprdPlacement } from '../../contract';
import { DaprdPorts } from '../../dapr/ports';
import { Annotations } from '../../daprd/annotations';
import { DaprPlatform } from '../../platform/dapr-platform';
import { Schema } from '../../props/schema';

export interface SharedDaprdProps extends SharedDaprOptions, SharedDaprIdentity {}

/** The facts about a shared daprd, for the functions that create its objects. */
export interface SharedContext {
  /** The parent construct of the objects. */
  readonly scope: Construct & { readonly namespace?: string };
  readonly appId: string;
  readonly props: SharedDaprdProps;
  readonly platform: DaprPlatform;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: { [label: string]: string } };
  readonly apiTokenSecret?: string;
  readonly pinned?: Pinned;
  /** Annotations that do not depend on its apps. */
  readonly annotations: Annotations;
  readonly ports: DaprdPorts;
  readonly configuration: SharedConfiguration;
  readonly apps: SharedApps;
}

/** The differences between a DaemonSet and a Deployment. */
export interface SharedKind<P> {
  readonly kind: 'DaemonSet' | 'Deployment';
  /** Types of its props. */
  readonly schema: Schema<P> & typeof SHARED;
  /** Creates the parts that depend on the kind from the props and the declared Kubernetes version. */
  readonly parts: (props: P & SharedDaprdProps, kubernetes: string) => SharedParts;
}

export interface SharedParts {
  /** Fields of the workload's spec other than selector and template. */
  readonly workloadSpec: { [field: string]: any };
  /** Additional fields of the pod spec. */
  readonly podSpec?: (context: SharedContext) => { [field: string]: any };
  /** Affinity of the pods by default; read while rendering. */
  readonly affinity?: (context: SharedContext) => { [field: string]: any };
  /** Additional fields of the API Service's spec. */
  readonly serviceSpec: { [field: string]: any };
  /** The nodes on which a node-local daprd runs. */
  readonly placement?: DaprdPlacement;
  /** Defines the other objects of the kind and checks its props. */
  readonly others?: (context: SharedContext) => void;
}
