import { DaprdLocation } from '../contract';

/** The data plane of an app in a stack. */
export interface StackDataPlane {
  /** Location of the daprd. */
  readonly location: DaprdLocation;
  /** Whether several workloads can share the daprd. */
  readonly isShared: boolean;
  /**
   * The object whose pods run the daprd, as applied: the workload of the app for a sidecar.
   * @default - the app's Dapr is remote
   */
  readonly object?: any;
  /** Options of the daprd, as annotations of the sidecar injector, for a pinned daprd too. Empty for a remote Dapr. */
  readonly annotations: { readonly [name: string]: string };
  /**
   * Address of the daprd.
   * @default - the daprd runs in the pods of the app
   */
  readonly endpoint?: string;
}

/** A call of an app by another, as access control sees it. Every field that is unset stands for any value. */
export interface StackCall {
  /**
   * Namespace of the caller.
   * @default - the namespace of the called app
   */
  readonly namespace?: string;
  /**
   * The method that is called, such as `/orders/7`.
   * @default - any method
   */
  readonly operation?: string;
  /**
   * HTTP verb of the call, in upper case.
   * @default - any verb
   */
  readonly verb?: string;
}
