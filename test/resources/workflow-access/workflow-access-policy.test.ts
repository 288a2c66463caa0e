/** Workflow access policies. */
import { DaprWorkflowAccessPolicy, WorkflowOperation } from 'cdk8s-dapr';
import { app, find, newChart } from '../../../scenarios/charts';

test('a policy without rules lets nobody but the app start workflows', () => {
  const chart = newChart();
  new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)] });
  expect(find(chart, 'WorkflowAccessPolicy')).toEqual({ apiVersion: 'dapr.io/v1alpha1', kind: 'WorkflowAccessPolicy', metadata: { name: 'p' }, scopes: ['checkout'] });
});

test('a workflow access policy names apps by their ids', () => {
  const chart = newChart();
  const rules = [{ callers: [app(chart, {}, 'caller')], workflows: [{ name: 'order', operations: [WorkflowOperation.SCHEDULE] }] }];
  new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)], rules });
  expect(find(chart, 'WorkflowAccessPolicy').spec).toEqual({ rules: [{ callers: [{ appID: 'caller' }], workflows: [{ name: 'order', operations: ['schedule'] }] }] });
});
