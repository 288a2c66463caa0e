/** What the workloads of apps with `adopt` already had when the apps were created. */
import { IDaprPeer } from '../contract';
import { onePerApp } from '../synth/one-per-app';

export interface Adopted {
  /** The annotations of Dapr on the pod template. */
  readonly annotations: { readonly [name: string]: unknown };
  /** Options of daprd that they set, by name. */
  readonly options: { readonly [option: string]: unknown };
  /** Annotations that no prop or option sets. */
  readonly unread: readonly string[];
  /** Host of the app, by which daprd calls it. */
  readonly channelHost?: string;
  /** Whether a data plane has taken the options. */
  taken: boolean;
}

const ADOPTED = onePerApp('adopted', () => new Map<IDaprPeer, Adopted>());

/** Records what the workload of an app already has. */
export function adopt(app: IDaprPeer, adopted: Adopted): void {
  ADOPTED(app).set(app, adopted);
}

/** What the workload of an app already had; undefined without `adopt`. */
export const adoptedOf = (app: IDaprPeer): Adopted | undefined => ADOPTED(app).get(app);
