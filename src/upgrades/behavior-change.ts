import { IDaprApp } from '../contract';
import { Rule } from '../diagnostics/rule';

/** A change of Dapr's behavior. */
export interface BehaviorChange {
  /** The first version of each release line that has it. */
  readonly since: readonly string[];
  readonly rule: Rule;
  /** How it concerns an app, as a predicate of "the app"; undefined if it does not, or if it concerns the control plane only. */
  readonly concerns?: (app: IDaprApp) => string | undefined;
  /** Whether it is a fact about the cluster, told once for each cluster in which it concerns an app. */
  readonly ofCluster?: boolean;
}
