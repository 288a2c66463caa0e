import { Construct } from 'constructs';
import { DaprdPlacement, IDaprApp } from '../contract';

/** What the two kinds see of the daprd they are. */
export interface SharedContext {
  readonly scope: Construct;
  readonly identity: string;
  readonly metadata: { [field: string]: any };
  readonly labels: { [label: string]: string };
  /** The app that receives what this daprd delivers. */
  readonly receiver: () => IDaprApp | undefined;
}

/** In what a DaemonSet and a Deployment differ. */
export interface SharedKind {
  readonly kind: 'DaemonSet' | 'Deployment';
  /** Fields of the workload's spec besides selector and template. */
  readonly workloadSpec: { [field: string]: any };
  /** Fields of the pod's spec. */
  readonly podSpec: (context: SharedContext) => { [field: string]: any };
  /** Fields of the API Service's spec. */
  readonly serviceSpec: { [field: string]: any };
  /** The nodes it runs on, where apps are meant to use that of their own node. */
  readonly placement?: DaprdPlacement;
  /** Called once, when the first app with a port has joined. */
  readonly receiverJoined?: (context: SharedContext, ports: { grpc: number; internalGrpc: number; metrics: number }) => void;
}
