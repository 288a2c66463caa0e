import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ScopedResource, SCOPES } from '../scoped-resource';
import { conditionProblems, INVALID_WORKFLOW_ACCESS, sizeProblems } from './checks';
import {
  ActivityAccess, DaprWorkflowAccessPolicyProps, RequiredWorkflowEvent, WorkflowAccess, WorkflowAccessRule, WorkflowEventType, WorkflowOperation,
} from './props';
import { report, reportAll } from '../../diagnostics/report';
import { ACCESS_CONTROL_WITHOUT_MTLS } from '../../platform/checks';
import { DaprPlatform } from '../../platform/dapr-platform';
import { aString, anApp, listOf, enumOf, struct, unchecked } from '../../props/checks';
import { Schema, validProps } from '../../props/schema';
import { Json, omitEmpty } from '../../util/json';
import { describe } from '../../util/values';

const EVENT: Schema<RequiredWorkflowEvent> = { eventType: enumOf(WorkflowEventType), name: aString, app: anApp };
const EVENTS = listOf(struct(EVENT, 'eventType', 'name', 'app'));
const WORKFLOW: Schema<WorkflowAccess> = { name: aString, operations: listOf(enumOf(WorkflowOperation)), requires: EVENTS };
const ACTIVITY: Schema<ActivityAccess> = { name: aString, requires: EVENTS };
const RULE: Schema<WorkflowAccessRule> = {
  callers: listOf(anApp), workflows: listOf(struct(WORKFLOW, 'name', 'operations')), activities: listOf(struct(ACTIVITY, 'name')),
};
const POLICY: Schema<DaprWorkflowAccessPolicyProps> = {
  ...SCOPES,
  workflowAccessPolicyName: unchecked,
  namespace: unchecked,
  rules: listOf(struct(RULE, 'callers')),
};

const condition = (requires: readonly RequiredWorkflowEvent[] | undefined): Json[] | undefined =>
  requires?.map(({ eventType, name, app }) => ({ eventType, name, appID: app.appId }));

/**
 * Controls which apps may start and manage the workflows of other apps. Without a policy, every app may; with one, only
 * the callers it lists and the app itself. Requires Dapr 1.18 or newer.
 * @example new DaprWorkflowAccessPolicy(chart, 'access', { apps: [orders], rules: [{ callers: [billing], workflows: [{ name: 'refund', operations: [WorkflowOperation.SCHEDULE] }] }] });
 */
export class DaprWorkflowAccessPolicy extends ScopedResource {
  constructor(scope: Construct, id: string, props: DaprWorkflowAccessPolicyProps) {
    super(scope, id, 'WorkflowAccessPolicy', props?.workflowAccessPolicyName, props?.namespace);
    const all = validProps(this, props, POLICY);
    const spec = omitEmpty({
      rules: (all.rules ?? []).map(({ callers, workflows, activities }) => omitEmpty({
        callers: callers.map(({ appId }) => ({ appID: appId })),
        workflows: workflows?.map(({ name, operations, requires }) =>
          omitEmpty({ name, operations: [...operations], requires: condition(requires) })),
        activities: activities?.map(({ name, requires }) => omitEmpty({ name, requires: condition(requires) })),
      })),
    });
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'WorkflowAccessPolicy',
      metadata: this._metadata(),
      ...omitEmpty({ spec }),
      scopes: Lazy.any({ produce: () => this._scopes() }),
    });
    this._checkVersion();
    this._scopeTo(all);
    (all.rules ?? []).forEach((rule, i) => this.check(rule, i));
    reportAll(this, sizeProblems('rules', all.rules ?? [], DaprPlatform.of(this).daprVersion));
    if (!DaprPlatform.of(this).mtls) {
      report(this, ACCESS_CONTROL_WITHOUT_MTLS, 'a workflow access policy is defined, and mtls of the platform is false');
    }
  }

  private check({ callers, ...allowed }: WorkflowAccessRule, i: number): void {
    const [workflows, activities] = [allowed.workflows ?? [], allowed.activities ?? []];
    const invalid = (what: string): void => report(this, INVALID_WORKFLOW_ACCESS, `rules[${i}]${what}`);
    if (!callers.length) {
      invalid('.callers must not be empty');
    }
    if (!workflows.length && !activities.length) {
      invalid(' must have workflows or activities');
    }
    for (const { name, operations } of workflows) {
      if (!operations.length) {
        invalid(` must allow at least one operation on workflow ${describe(name)}`);
      }
      if (new Set(operations).size < operations.length) {
        invalid(` must not repeat an operation on workflow ${describe(name)}`);
      }
    }
    const { daprVersion } = DaprPlatform.of(this);
    reportAll(this, Object.entries({ workflows, activities }).flatMap(([list, entries]) => entries.flatMap((entry, j) =>
      conditionProblems(`rules[${i}].${list}[${j}]`, entry, daprVersion))));
  }
}
