import { Construct } from 'constructs';
import type { SHARED } from './checks';
import { DaprdPlacement, IDaprApp } from '../../contract';
import { Shape } from '../../props/shape';

/** What the two kinds see of the daprd they are. */
export interface SharedContext {
  readonly scope: Construct;
  readonly identity: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: { [label: string]: string } };
  /** The app that receives what this daprd delivers. */
  readonly receiver: () => IDaprApp | undefined;
}

/** In what a DaemonSet and a Deployment differ. */
export interface SharedKind<P> {
  readonly kind: 'DaemonSet' | 'Deployment';
  /** Types of its props. */
  readonly shape: Shape<P> & typeof SHARED;
  /** What the props and the declared Kubernetes make of it. */
  readonly parts: (props: P & { nodeSelector?: { [label: string]: string }; tolerations?: any[] }, kubernetes: string) => SharedParts;
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
