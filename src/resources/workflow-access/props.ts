import { IDaprPeer } from '../../contract';
import { DaprScopes } from '../scopes';

/** What may be done to a workflow. */
export enum WorkflowOperation {
  /** Start it. */
  SCHEDULE = 'schedule',
  /** End it. */
  TERMINATE = 'terminate',
  /** Send it an event. */
  RAISE = 'raise',
  /** Let it wait. */
  PAUSE = 'pause',
  /** Let it go on. */
  RESUME = 'resume',
  /** Delete its state. */
  PURGE = 'purge',
  /** Ask for its state. */
  GET = 'get',
  /** Run it again from a step. */
  RERUN = 'rerun',
}

/** Workflows, and what may be done to them. */
export interface WorkflowAccess {
  /** Name of the workflow, or a pattern such as `order-*`. */
  readonly name: string;
  /** What may be done. */
  readonly operations: WorkflowOperation[];
}

/** What some apps may do. One of `workflows` and `activities` has to be given (DAPR3150). */
export interface WorkflowAccessRule {
  /** The apps. */
  readonly callers: IDaprPeer[];
  /**
   * Workflows.
   * @default - none
   */
  readonly workflows?: WorkflowAccess[];
  /**
   * Names of activities that they may start, or patterns.
   * @default - none
   */
  readonly activities?: string[];
}

/** What defines a `DaprWorkflowAccessPolicy`. */
export interface DaprWorkflowAccessPolicyProps extends DaprScopes {
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly workflowAccessPolicyName?: string;
  /**
   * Namespace, which must be that of the apps (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Who may do what.
   * @default - nobody but the app itself may do anything
   */
  readonly rules?: WorkflowAccessRule[];
}
