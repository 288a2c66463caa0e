import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ScopedResource, SCOPES } from '../scoped-resource';
import { DaprWorkflowAccessPolicyProps, WorkflowAccess, WorkflowAccessRule, WorkflowOperation } from './props';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { ACCESS_CONTROL_WITHOUT_MTLS } from '../../platform/checks';
import { DaprPlatform } from '../../platform/dapr-platform';
import { aString, anApp, listOf, enumOf, struct, unchecked } from '../../props/checks';
import { Schema, validProps } from '../../props/schema';
import { omitEmpty } from '../../util/json';
import { describe } from '../../util/values';

export const INVALID_WORKFLOW_ACCESS = error('DAPR3150', {
  title: 'invalid workflow access policy',
  why: 'The API server rejects the policy',
  todo: 'correct the rule',
  source: 'dapr/dapr pkg/apis/workflowaccesspolicy',
  manifests: true,
});

const WORKFLOW: Schema<WorkflowAccess> = { name: aString, operations: listOf(enumOf(WorkflowOperation)) };
const RULE: Schema<WorkflowAccessRule> = {
  callers: listOf(anApp), workflows: listOf(struct(WORKFLOW, 'name', 'operations')), activities: listOf(aString),
};
const POLICY: Schema<DaprWorkflowAccessPolicyProps> = {
  ...SCOPES,
  workflowAccessPolicyName: unchecked,
  namespace: unchecked,
  rules: listOf(struct(RULE, 'callers')),
};

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
        workflows: workflows?.map(({ name, operations }) => ({ name, operations: [...operations] })),
        activities: activities?.map(name => ({ name })),
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
  }
}
