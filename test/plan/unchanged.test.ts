/** Nothing changes: whatever the order and the format of the manifests. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { DaprPlan } from 'cdk8s-dapr';
import * as fc from 'fast-check';
import { app, component } from '../support/manifests';
import { TOP } from '../support/paths';
import { edited, object } from '../support/plans';
import { parse } from '../support/synth';

const EXAMPLES = readdirSync(join(TOP, 'examples'), { recursive: true, encoding: 'utf8' }).filter(path => /(^|\/)dist[^/]*\/.*\.yaml$/.test(path)).sort()
  .map(path => [path, parse(readFileSync(join(TOP, 'examples', path), 'utf8'))] as const);

/** A copy with the keys of every map in another order. */
function shuffled(value: any, random: () => number): any {
  if (Array.isArray(value)) {
    return value.map(each => shuffled(each, random));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(inOtherOrder(Object.entries(value), random).map(([key, each]) => [key, shuffled(each, random)])) : value;
}
const inOtherOrder = <T>(all: readonly T[], random: () => number): T[] =>
  all.map(each => [random(), each] as const).sort(([a], [b]) => a - b).map(([, each]) => each);

test.each(EXAMPLES)('the plan of %s and itself in another order is empty', (_path, objects) => {
  fc.assert(fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), numbers => {
    const other = shuffled(inOtherOrder(objects, () => numbers.next().value!), () => numbers.next().value!);
    const plan = DaprPlan.between(objects, other);
    expect([plan.isEmpty, plan.hasDanger, plan.entries, plan.stages]).toEqual([true, false, [], []]);
  }), { numRuns: 5, seed: 1 });
});

test('an empty plan says that nothing changes', () => {
  const plan = DaprPlan.between([app()], [app()]);
  expect(plan.toText()).toBe('Nothing changes.\n');
  expect(plan.toMarkdown()).toBe('## Plan\n\nNothing changes.\n');
  expect(plan.toJson()).toEqual({ danger: false, objects: { added: 0, changed: 0, pruned: 0 }, entries: [] });
});

test.each<[string, any, any]>([
  ['a number as a string', component([{ name: 'redisDB', value: 1 }]), component([{ name: 'redisDB', value: '1' }])],
  ['a boolean as a string', component([{ name: 'enableTLS', value: true }]), component([{ name: 'enableTLS', value: 'true' }])],
  ['null instead of a missing field', edited(app(), { 'spec.replicas': null }), app()],
  ['a List', app(), { apiVersion: 'v1', kind: 'List', items: [app()] }],
  ['an empty document', [app()], [app(), null]],
  ['the default namespace', edited(app(), { 'metadata.namespace': 'default' }), edited(app(), { 'metadata.namespace': 'default' })],
  ['another version of the API group', object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a'), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a')],
  ['what the API server adds', { ...app(), status: { replicas: 1 }, metadata: { name: 'web', uid: 'a', resourceVersion: '1', generation: 2, creationTimestamp: null } }, app()],
  ['the same object twice', [app()], [app(), app()]],
])('%s changes nothing', (_, before, after) => {
  const plan = DaprPlan.between([before].flat(), [after].flat());
  expect([plan.isEmpty, plan.entries]).toEqual([true, []]);
});

test('an object without a namespace is the one of the default namespace', () => {
  const plan = DaprPlan.between([app()], [edited(app(), { 'metadata.namespace': 'default' })]);
  expect([plan.addedObjects, plan.prunedObjects, plan.changedObjects, plan.entries]).toEqual([0, 0, 1, []]);
});

test('an object in another namespace is another object', () => {
  const plan = DaprPlan.between([object('v1', 'ConfigMap', 'a')], [edited(object('v1', 'ConfigMap', 'a'), { 'metadata.namespace': 'shop' })]);
  expect([plan.addedObjects, plan.prunedObjects, plan.changedObjects]).toEqual([1, 1, 0]);
});

test('labels of an object are no entry, but the object is counted', () => {
  const plan = DaprPlan.between([app()], [edited(app(), { 'metadata.labels.team': 'a' })]);
  expect(plan.entries).toEqual([]);
  expect(plan.isEmpty).toBe(false);
  expect(plan.toText()).toBe([
    'No effect on daprds or pods. Objects: 0 added, 1 changed, 0 pruned.', '',
    'DAPR9590 Apply in this order; wait until the workloads of a stage are ready:', '  1. apps: Deployment web', '',
  ].join('\n'));
});
