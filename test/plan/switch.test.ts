/** An app whose daprd moves, in stacks of this library: every ordered pair of models. */
import { Chart, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlan, DaprPlatform, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { deployment } from '../../scenarios/charts';

const PINNED = { image: 'daprio/daprd:1.18.2' };
const MODELS: { readonly [model: string]: () => IDataPlane } = {
  'a sidecar': () => DataPlane.sidecar(),
  'a shared DaemonSet': () => DataPlane.sharedDaemonSet(),
  'a shared Deployment': () => DataPlane.sharedDeployment(),
  'a pinned shared Deployment': () => DataPlane.sharedDeployment({ pinned: PINNED }),
};

function stack(dataPlane: IDataPlane, kind = 'Deployment'): any[] {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  DaprPlatform.set(chart, { apiTokenSecret: 'token', kubernetesVersion: '1.36' });
  const orders = new DaprComponent(chart, 'orders', { type: 'state.in-memory', version: 'v1' });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory', version: 'v1' });
  new DaprApp(chart, 'web', {
    workload: deployment(chart, 'web-app', {}, {}, kind), appPort: 8080, uses: [orders], subscribes: [{ pubsub: events, topic: 'paid', route: '/paid' }], dataPlane,
  });
  return Testing.synth(chart);
}

const codes = (plan: DaprPlan): string[] => [...new Set(plan.entries.map(({ code }) => code))];
const PAIRS = Object.keys(MODELS).flatMap(from => Object.keys(MODELS).filter(to => to !== from).map(to => [from, to] as const));

test.each(PAIRS)('from %s to %s', (from, to) => {
  const plan = DaprPlan.between(stack(MODELS[from]()), stack(MODELS[to]()));
  expect(plan.entries.filter(({ code }) => code === 'DAPR9520').map(({ message }) => message)).toEqual([`app ID 'web' moves from ${from} to ${to}.`]);
  expect(codes(plan).filter(code => ['DAPR9521', 'DAPR9522', 'DAPR9523', 'DAPR9527', 'DAPR9529'].includes(code))).toEqual([]);
  // Only a Deployment that loses the annotation stays in the operator's cache.
  expect(codes(plan).includes('DAPR9526')).toBe(from === 'a sidecar');
});

test.each(Object.keys(MODELS))('the same stack with %s is an empty plan', model => {
  expect(DaprPlan.between(stack(MODELS[model]()), stack(MODELS[model]())).isEmpty).toBe(true);
});

test('the way from a sidecar is named with the step that heals it', () => {
  const [ghost] = DaprPlan.between(stack(MODELS['a sidecar']()), stack(MODELS['a shared DaemonSet']())).entries.filter(({ code }) => code === 'DAPR9526');
  expect(ghost.message).toMatch(/^had dapr\.io\/enabled, and the daprd of app ID 'web' is now in DaemonSet shop\/web-daprd: Service 'web-dapr' may keep the selector of Deployment .*web-app/);
  expect([ghost.kind, ghost.namespace, ghost.level]).toEqual(['Deployment', 'shop', 'danger']);
  expect(ghost.todo).toContain('kubectl rollout restart deployment dapr-operator -n dapr-system');
  expect(ghost.todo).toContain('operatorServices: false');
});

test('a workload kind that the operator does not serve is no owner', () => {
  const plan = DaprPlan.between(stack(MODELS['a sidecar'](), 'DaemonSet'), stack(MODELS['a shared DaemonSet'](), 'DaemonSet'));
  expect(codes(plan).filter(code => /DAPR952[06]/.test(code))).toEqual(['DAPR9520']);
});

test('the order of a switch is daprd first, and prune last', () => {
  const plan = DaprPlan.between(stack(MODELS['a shared Deployment']()), stack(MODELS['a shared DaemonSet']()));
  const names = plan.stages.map(({ name }) => name);
  expect(names.indexOf('daprds')).toBeGreaterThanOrEqual(0);
  expect(names[names.length - 1]).toBe('prune');
  expect(plan.stages.find(({ name }) => name === 'daprds')!.objects).toEqual(['DaemonSet shop/web-daprd']);
  expect(plan.stages.find(({ name }) => name === 'prune')!.objects).toContain('Deployment shop/web-daprd');
});
