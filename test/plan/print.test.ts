/** The plan as text, Markdown and JSON, and the order to apply in. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { DaprPlan } from 'cdk8s-dapr';
import { RULES } from '../../src/catalogue/rules.generated';
import { app, component, configuration, job, kind, named, secret } from '../support/manifests';
import { TOP } from '../support/paths';
import { edited, object, service } from '../support/plans';

const store = (type: string, name = 'store'): any => edited(component([], {}, type, name), { 'metadata.namespace': 'shop' });
const before = [store('state.redis'), store('state.redis', 'other'), secret('gone')];
const after = [store('state.postgresql'), store('state.postgresql', 'other')];

test('text has one block for each code, with dangers first', () => {
  const { why, todo } = RULES.DAPR9540;
  expect(DaprPlan.between(before, after).toText()).toBe(`2 dangers, 1 notice. Objects: 0 added, 2 changed, 1 pruned.

DANGER DAPR9540 type of a component changes
  Component shop/other: spec.type changes from 'state.redis/v1' to 'state.postgresql/v1'.
  Component shop/store: spec.type changes from 'state.redis/v1' to 'state.postgresql/v1'.
  Why: ${why}.
  Do: ${todo[0].toUpperCase()}${todo.slice(1)}.

NOTICE DAPR9511 object pruned
  Secret gone: is not in the new manifests.
  Why: The object stays in the cluster until it is pruned or deleted.
  Do: Prune it after everything else is applied and ready.

DAPR9590 Apply in this order; wait until the workloads of a stage are ready:
  1. Dapr resources, policies and Services: Component shop/other, Component shop/store
  2. prune: Secret gone
`);
});

test('Markdown has links to the codes', () => {
  const lines = DaprPlan.between(before, after).toMarkdown().split('\n');
  expect(lines).toContain('### :warning: [DAPR9540](https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md#dapr9540) type of a component changes');
  expect(lines).toContain('- **Component shop/store**: spec.type changes from \'state.redis/v1\' to \'state.postgresql/v1\'.');
  expect(lines).toContain('### [DAPR9511](https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md#dapr9511) object pruned');
  expect(lines).toContain('1. Dapr resources, policies and Services: Component shop/other, Component shop/store');
});

test('names and values are never markup', () => {
  const image = (tag: string): any => edited(app(), { 'spec.template.spec.containers': [{ name: 'main', image: tag }] });
  const markdown = DaprPlan.between([image('a')], [image('<b>|*x*_y_[z](u)`')]).toMarkdown();
  expect(markdown).toContain('to \'\\<b\\>\\|\\*x\\*\\_y\\_\\[z\\](u)\\`\'');
});

test('JSON has all fields of an entry', () => {
  const plan = DaprPlan.between(before, after);
  const { code, level, title, why, todo, source } = RULES.DAPR9540;
  expect(plan.toJson()).toEqual({
    danger: true,
    objects: { added: 0, changed: 2, pruned: 1 },
    entries: plan.entries,
    order: { code: 'DAPR9590', stages: [{ name: 'Dapr resources, policies and Services', objects: ['Component shop/other', 'Component shop/store'] }, { name: 'prune', objects: ['Secret gone'] }] },
  });
  expect(plan.entries[0]).toEqual({
    code,
    level,
    title,
    kind: 'Component',
    namespace: 'shop',
    name: 'other',
    message: 'spec.type changes from \'state.redis/v1\' to \'state.postgresql/v1\'.',
    why: `${why}.`,
    todo: `${todo[0].toUpperCase()}${todo.slice(1)}.`,
    source,
    docsUrl: 'https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md#dapr9540',
  });
});

test('the output is the same whatever the order of the manifests', () => {
  const [one, other] = [DaprPlan.between(before, after), DaprPlan.between([...before].reverse(), [...after].reverse())];
  expect([other.toText(), other.toMarkdown(), other.toJson()]).toEqual([one.toText(), one.toMarkdown(), one.toJson()]);
});

test('the lists of a plan are copies', () => {
  const plan = DaprPlan.between(before, after);
  plan.entries.pop();
  plan.stages[0].objects.pop();
  plan.stages.pop();
  expect([plan.entries.length, plan.stages.length, plan.stages[0].objects.length]).toEqual([3, 2, 2]);
});

test('each object is applied in its stage', () => {
  const shared = { ...app({ 'app-channel-address': 'web' }), metadata: { name: 'web-daprd' } };
  const stages = DaprPlan.between([secret('old')], [
    named('b'), shared, job(), service('web'), configuration({}), secret('a'), object('v1', 'Namespace', 'shop'), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a'),
    object('networking.k8s.io/v1', 'NetworkPolicy', 'a'), object('batch/v1', 'CronJob', 'c'), kind('StatefulSet', named('c')), object('external-secrets.io/v1', 'ExternalSecret', 'e'), object('serving.knative.dev/v1', 'Service', 'k'),
  ]).stages;
  expect(stages).toEqual([
    { name: 'prerequisites', objects: ['ExternalSecret e', 'Namespace shop', 'Secret a'] },
    { name: 'Dapr resources, policies and Services', objects: ['Configuration tracing', 'NetworkPolicy a', 'Service web'] },
    { name: 'daprds', objects: ['Deployment web-daprd'] },
    { name: 'apps', objects: ['Deployment b', 'HorizontalPodAutoscaler a', 'KnativeService k', 'StatefulSet c'] },
    { name: 'Jobs', objects: ['CronJob c', 'Job web'] },
    { name: 'prune', objects: ['Secret old'] },
  ]);
});

test('text shows at most 20 objects of a stage, and JSON all of them', () => {
  const plan = DaprPlan.between([], Array.from({ length: 25 }, (_, i) => service(`s-${String(i).padStart(2, '0')}`)));
  expect(plan.toText()).toMatch(/Service s-19 and 5 more\n/);
  expect(plan.stages[0].objects).toHaveLength(25);
});

test('every code of a plan has a test', () => {
  const tests = readdirSync(join(TOP, 'test', 'plan')).map(file => readFileSync(join(TOP, 'test', 'plan', file), 'utf8')).join('');
  const codes = Object.values(RULES).filter(({ level }) => level === 'danger' || level === 'notice').map(({ code }) => code);
  expect(codes.filter(code => !tests.includes(code))).toEqual([]);
});
