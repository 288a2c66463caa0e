/** Workflow access policies. */
import { DaprWorkflowAccessPolicy, WorkflowOperation } from 'cdk8s-dapr';
import { app, find, newChart } from '../../../scenarios/charts';

test('a policy without rules allows only the app itself to start workflows', () => {
  const chart = newChart();
  new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)] });
  expect(find(chart, 'WorkflowAccessPolicy')).toEqual({ apiVersion: 'dapr.io/v1alpha1', kind: 'WorkflowAccessPolicy', metadata: { name: 'p' }, scopes: ['checkout'] });
});

test('a workflow access policy refers to apps by app ID', () => {
  const chart = newChart();
  const rules = [{ callers: [app(chart, {}, 'caller')], workflows: [{ name: 'order', operations: [WorkflowOperation.SCHEDULE] }] }];
  new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)], rules });
  expect(find(chart, 'WorkflowAccessPolicy').spec).toEqual({ rules: [{ callers: [{ appID: 'caller' }], workflows: [{ name: 'order', operations: ['schedule'] }] }] });
});
