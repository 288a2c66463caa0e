import { IDaprPeer } from '../../contract';
import { DaprScopes } from '../scopes';

/** An operation on a workflow. */
export enum WorkflowOperation {
  /** Start the workflow. */
  SCHEDULE = 'schedule',
  /** Terminate the workflow. */
  TERMINATE = 'terminate',
  /** Raise an event for the workflow. */
  RAISE = 'raise',
  /** Pause the workflow. */
  PAUSE = 'pause',
  /** Resume the workflow. */
  RESUME = 'resume',
  /** Purge the state of the workflow. */
  PURGE = 'purge',
  /** Get the state of the workflow. */
  GET = 'get',
  /** Rerun the workflow from a step. */
  RERUN = 'rerun',
}

/** Workflows and the operations allowed on them. */
export interface WorkflowAccess {
  /** Name of the workflow, or a pattern such as `order-*`. */
  readonly name: string;
  /** Allowed operations. */
  readonly operations: WorkflowOperation[];
}

/** Allows apps to access workflows and activities. `workflows` or `activities` must be set (DAPR3150). */
export interface WorkflowAccessRule {
  /** Apps to which the rule applies. */
  readonly callers: IDaprPeer[];
  /**
   * Workflows, and the operations that the callers may perform on them.
   * @default - none
   */
  readonly workflows?: WorkflowAccess[];
  /**
   * Names, or patterns of names, of activities that the callers may start.
   * @default - none
   */
  readonly activities?: string[];
}

/** Props of `DaprWorkflowAccessPolicy`. */
export interface DaprWorkflowAccessPolicyProps extends DaprScopes {
  /**
   * Name of the object.
   * @default - the construct ID
   */
  readonly workflowAccessPolicyName?: string;
  /**
   * Namespace, which must be that of the apps (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Rules that allow other apps to access workflows and activities.
   * @default - only the app itself may access its workflows
   */
  readonly rules?: WorkflowAccessRule[];
}
