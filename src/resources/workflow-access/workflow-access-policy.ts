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

const INVALID_WORKFLOW_ACCESS = error('DAPR3150', {
  title: 'invalid workflow access policy',
  why: 'The API server rejects it',
  todo: 'correct the rule',
  source: 'dapr/dapr pkg/apis/workflowaccesspolicy',
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
 * Who may start and steer the workflows of some apps. Without any such policy everybody may; with one, only those it
 * names and the app itself. Dapr 1.18 or newer.
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
      report(this, ACCESS_CONTROL_WITHOUT_MTLS, 'a workflow access policy, and mtls of the platform is false');
    }
  }

  private check({ callers, ...allowed }: WorkflowAccessRule, i: number): void {
    const [workflows, activities] = [allowed.workflows ?? [], allowed.activities ?? []];
    const invalid = (what: string): void => report(this, INVALID_WORKFLOW_ACCESS, `rules[${i}] ${what}`);
    if (!callers.length) {
      invalid('has no caller');
    }
    if (!workflows.length && !activities.length) {
      invalid('has neither workflows nor activities');
    }
    for (const { name, operations } of workflows) {
      if (!operations.length) {
        invalid(`allows no operation on '${name}'`);
      }
      if (new Set(operations).size < operations.length) {
        invalid(`names an operation on '${name}' twice`);
      }
    }
  }
}
