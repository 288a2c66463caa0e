import { Construct } from 'constructs';
import type { SharedApps } from './apps';
import type { SHARED } from './checks';
import type { SharedConfiguration } from './configuration';
import { SharedDaprIdentity, SharedDaprOptions } from './options';
import type { Pinned } from './pinned';
import { DaprdPlacement } from '../../contract';
import { DaprdPorts } from '../../dapr/ports';
import { Annotations } from '../../daprd/annotations';
import { DaprPlatform } from '../../platform/dapr-platform';
import { Schema } from '../../props/schema';

export interface SharedDaprdProps extends SharedDaprOptions, SharedDaprIdentity {}

/** Everything known of a shared daprd, for the functions that make its objects. */
export interface SharedContext {
  /** The construct below which they are. */
  readonly scope: Construct & { readonly namespace?: string };
  readonly appId: string;
  readonly props: SharedDaprdProps;
  readonly platform: DaprPlatform;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: { [label: string]: string } };
  readonly apiTokenSecret?: string;
  readonly pinned?: Pinned;
  /** What it is told whoever is behind it. */
  readonly annotations: Annotations;
  readonly ports: DaprdPorts;
  readonly configuration: SharedConfiguration;
  readonly apps: SharedApps;
}

/** In what a DaemonSet and a Deployment differ. */
export interface SharedKind<P> {
  readonly kind: 'DaemonSet' | 'Deployment';
  /** Types of its props. */
  readonly schema: Schema<P> & typeof SHARED;
  /** What the props and the declared Kubernetes make of it. */
  readonly parts: (props: P & SharedDaprdProps, kubernetes: string) => SharedParts;
}

export interface SharedParts {
  /** Fields of the workload's spec besides selector and template. */
  readonly workloadSpec: { [field: string]: any };
  /** Fields of the pod's spec. */
  readonly podSpec?: (context: SharedContext) => { [field: string]: any };
  /** Fields of the API Service's spec. */
  readonly serviceSpec: { [field: string]: any };
  /** The nodes it runs on, where apps are meant to use that of their own node. */
  readonly placement?: DaprdPlacement;
  /** Defines the other objects of the kind, and reports what is wrong with its props. */
  readonly others?: (context: SharedContext) => void;
}
