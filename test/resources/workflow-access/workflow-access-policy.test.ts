/** Workflow access policies. */
import { DaprWorkflowAccessPolicy, WorkflowEventType, WorkflowOperation } from 'cdk8s-dapr';
import { app, find, messagesOf, newChart, refusal } from '../../../scenarios/charts';

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

describe('a condition', () => {
  const policy = (daprVersion: string, operations: WorkflowOperation[], events = 1) => {
    const chart = newChart({ daprVersion });
    const [caller, payer] = [app(chart, {}, 'caller'), app(chart, {}, 'payer')];
    const requires = Array(events).fill({ eventType: WorkflowEventType.ACTIVITY_COMPLETED, name: 'pay', app: payer });
    new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)], rules: [{ callers: [caller], workflows: [{ name: 'order', operations, requires }], activities: [{ name: 'ship', requires }] }] });
    return chart;
  };
  const SCHEDULE = [WorkflowOperation.SCHEDULE];

  test('names the events that the history of the caller must contain, with the app that produced them', () => {
    const requires = [{ eventType: 'activity.completed', name: 'pay', appID: 'payer' }];
    for (const daprVersion of ['1.19', '1.19.2', '1.20']) {
      const chart = policy(daprVersion, SCHEDULE);
      expect(refusal(chart)).toBe('');
      expect(find(chart, 'WorkflowAccessPolicy').spec.rules).toEqual([{
        callers: [{ appID: 'caller' }], workflows: [{ name: 'order', operations: ['schedule'], requires }], activities: [{ name: 'ship', requires }],
      }]);
    }
  });

  test('is refused before Dapr 1.19, which would allow the access without it', () => {
    const what = 'needs Dapr 1.19, and 1.18.3 is declared; an older API server drops it and allows the access without the condition';
    expect(messagesOf(policy('1.18.3', SCHEDULE), 'DAPR1106')).toEqual([
      `chart/p: rules[0].workflows[0].requires ${what}`, `chart/p: rules[0].activities[0].requires ${what}`,
    ]);
    expect(messagesOf(policy('1.18.3', SCHEDULE, 0), 'DAPR1106')).toEqual([]);
  });

  test('is refused for other operations than the start', () => {
    const what = "chart/p: rules[0].workflows[0].operations must be ['schedule'] with requires; got";
    expect(messagesOf(policy('1.19', [WorkflowOperation.GET]), 'DAPR3150')).toEqual([`${what} ["get"]`]);
    expect(messagesOf(policy('1.19', [...SCHEDULE, WorkflowOperation.GET]), 'DAPR3150')).toEqual([`${what} ["schedule","get"]`]);
    expect(messagesOf(policy('1.19', [WorkflowOperation.GET], 0), 'DAPR3150')).toEqual([]);
  });

  test('has at most 20 events, unless a newer Dapr is declared', () => {
    const many = (daprVersion: string, events: number) => messagesOf(policy(daprVersion, SCHEDULE, events), 'DAPR3150');
    expect(many('1.19', 20)).toEqual([]);
    expect(many('1.19', 21)).toEqual(['chart/p: rules[0].workflows[0].requires must have at most 20 events; got 21', 'chart/p: rules[0].activities[0].requires must have at most 20 events; got 21']);
    expect(many('1.20', 21)).toEqual([]);
  });
});

test('lists and names have the limits of the CRD of Dapr 1.19, unless another Dapr is declared', () => {
  const found = (daprVersion: string, count: number, length: number) => {
    const chart = newChart({ daprVersion });
    const [caller, called] = [app(chart, {}, 'caller'), app(chart)];
    const name = 'a'.repeat(length);
    const requires = daprVersion === '1.18' ? [] : [{ eventType: WorkflowEventType.EVENT_RAISED, name, app: caller }];
    const rule = { callers: [caller], workflows: [{ name, operations: [WorkflowOperation.SCHEDULE], requires }], activities: Array(count).fill({ name: 'ship' }) };
    new DaprWorkflowAccessPolicy(chart, 'p', { apps: [called], rules: [rule, ...Array(count - 1).fill({ callers: Array(count).fill(caller), activities: [{ name: 'ship' }] })].slice(0, count) });
    return messagesOf(chart, 'DAPR3150');
  };
  expect(found('1.19', 100, 256)).toEqual([]);
  const all = found('1.19', 101, 257);
  expect(all).toHaveLength(104);
  expect(all).toEqual(expect.arrayContaining([
    'chart/p: rules must have at most 100 entries; got 101',
    'chart/p: rules[0].workflows[0].name must have at most 256 characters; got 257',
    'chart/p: rules[0].workflows[0].requires[0].name must have at most 256 characters; got 257',
    'chart/p: rules[0].activities must have at most 100 entries; got 101',
    'chart/p: rules[1].callers must have at most 100 entries; got 101',
  ]));
  expect([found('1.18', 101, 257), found('1.20', 101, 257)]).toEqual([[], []]);
});
