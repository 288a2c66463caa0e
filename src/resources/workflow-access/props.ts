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

/** An event in the history of a workflow. */
export enum WorkflowEventType {
  /** An activity was started. */
  ACTIVITY_STARTED = 'activity.started',
  /** An activity completed. */
  ACTIVITY_COMPLETED = 'activity.completed',
  /** A child workflow was started. */
  WORKFLOW_STARTED = 'workflow.started',
  /** A child workflow completed. */
  WORKFLOW_COMPLETED = 'workflow.completed',
  /** An external event was raised. */
  EVENT_RAISED = 'event.raised',
}

/** An event that the history of the calling workflow must contain. The caller must propagate its history. */
export interface RequiredWorkflowEvent {
  /** Type of the event. */
  readonly eventType: WorkflowEventType;
  /** Name of the activity, of the child workflow or of the external event. */
  readonly name: string;
  /** App that produced the event. */
  readonly app: IDaprPeer;
}

/** Workflows and the operations allowed on them. */
export interface WorkflowAccess {
  /** Name of the workflow, or a pattern such as `order-*`. */
  readonly name: string;
  /** Allowed operations. */
  readonly operations: WorkflowOperation[];
  /**
   * Events that the history of the calling workflow must contain, in this order; at most 20. Only with the single operation
   * `SCHEDULE` (DAPR3150). For alternatives, list the workflow several times. Requires Dapr 1.19 or newer: an older API server drops the
   * condition, and the access is allowed without it (DAPR1106).
   * @default - no condition
   */
  readonly requires?: RequiredWorkflowEvent[];
}

/** Activities that callers may start. */
export interface ActivityAccess {
  /** Name of the activity, or a pattern such as `pay-*`. */
  readonly name: string;
  /**
   * Events that the history of the calling workflow must contain, in this order; at most 20 (DAPR3150). For alternatives, list the
   * activity several times. Requires Dapr 1.19 or newer: an older API server drops the condition, and the access is allowed without it
   * (DAPR1106).
   * @default - no condition
   */
  readonly requires?: RequiredWorkflowEvent[];
}

/**
 * Allows apps to access workflows and activities. `workflows` or `activities` must be set (DAPR3150). From Dapr 1.19, each list has at most 100
 * entries, and a name at most 256 characters (DAPR3150).
 */
export interface WorkflowAccessRule {
  /** Apps to which the rule applies. */
  readonly callers: IDaprPeer[];
  /**
   * Workflows, and the operations that the callers may perform on them.
   * @default - none
   */
  readonly workflows?: WorkflowAccess[];
  /**
   * Activities that the callers may start.
   * @default - none
   */
  readonly activities?: ActivityAccess[];
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
