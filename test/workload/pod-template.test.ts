/** Finding and editing the pod template of a workload. */
import { ApiObject, App, Chart, JsonPatch, ResolutionContext, Testing } from 'cdk8s';
import { DaprPlatform } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, deployment, newChart, refusal, messagesOf } from '../../scenarios/charts';
import { PodTemplate } from '../../src/workload/pod-template';
import { kindHasTemplate, templateOf, templatePath } from '../../src/workload/template-path';
import { anObject } from '../support/objects';

describe('the pod template of a workload', () => {
  const custom = (scope: Construct, id: string, apiVersion: string, spec: object | undefined = { template: { spec: { containers: [] } } }) => anObject(scope, id, 'Thing', apiVersion, { spec });

  test('is that of the single object with a pod template', () => {
    const chart = newChart();
    const workload = new Construct(chart, 'workload');
    anObject(workload, 'map');
    anObject(workload, 'job', 'None', 'batch/v1', { spec: { template: { spec: { containers: [] } } } });
    const made = deployment(workload, 'web');
    const pod = PodTemplate.of(chart, workload);
    expect([pod.kind, pod.name, pod.namespace, pod.fresh, pod.owner]).toEqual(['Deployment', made.name, undefined, true, chart]);
  });

  test('of a third-party kind is recognized by its content', () => {
    const chart = newChart();
    expect(PodTemplate.of(chart, custom(chart, 'a', 'acme.dev/v1')).kind).toBe('Thing');
    for (const [id, apiVersion, spec] of [['b', 'acme.dev/v1', {}], ['c', 'acme.dev/v1', { template: {} }], ['d', 'acme.dev/v1', { template: { spec: { containers: 'x' } } }], ['e', 'networking.k8s.io/v1', undefined], ['f', 'v1', undefined]] as const) {
      PodTemplate.of(chart, custom(chart, id, apiVersion, spec));
    }
    expect(messagesOf(chart, 'DAPR1017')).toEqual(['b', 'c', 'd', 'e', 'f'].map(id => `chart: workload 'chart/${id}' contains no objects with a pod template`));
  });

  test('must be unique, and several are listed', () => {
    const chart = newChart();
    const workload = new Construct(chart, 'workload');
    ['a', 'b'].forEach(id => deployment(workload, id));
    PodTemplate.of(chart, workload);
    expect(refusal(chart)).toMatch(
      /DAPR1017 chart: workload 'chart\/workload' contains 2 objects with a pod template \(Deployment chart\/workload\/a, Deployment chart\/workload\/b\)\. .* Pass one of them as the workload\.$/);
  });

  test('must be in a construct of this App that is not an OpenFunction Function', () => {
    const chart = newChart();
    for (const value of [undefined, 'x', {}, { node: {} }, deployment(newChart()), anObject(chart, 'f', 'Function', 'core.openfunction.io/v1beta2')]) {
      PodTemplate.of(chart, value as any);
    }
    expect(messagesOf(chart, 'DAPR1017')).toEqual(['chart: workload is missing', ...["'x'", '{}', '{"node":{}}'].map(shown => `chart: workload must be a construct; got ${shown}`)]);
    expect(refusal(chart)).toMatch(/DAPR1020 chart: workload 'chart\/web' belongs to another cdk8s App\. .* Define both in one App\.$/m);
    expect(messagesOf(chart, 'DAPR8016')).toEqual(["chart: workload 'chart/f' is an OpenFunction Function"]);
  });

  describe.each<[string, JsonPatch, object]>([
    ['name', JsonPatch.replace('/metadata/name', 'renamed'), { name: 'renamed', namespace: 'shop' }],
    ['namespace', JsonPatch.add('/metadata/namespace', 'billing'), { namespace: 'billing' }],
    ['name', JsonPatch.add('/metadata', { name: 'renamed', namespace: 'shop' }), { name: 'renamed', namespace: 'shop' }],
    ['namespace', JsonPatch.remove('/metadata/namespace'), { namespace: undefined }],
  ])('has its %s changed by a JSON patch', (field, patch, seen) => {
    test('before the app is created, and is read with it', () => {
      const chart = newChart({}, { namespace: 'shop' });
      const web = deployment(chart);
      web.addJsonPatch(patch);
      expect(PodTemplate.of(chart, web)).toMatchObject(seen);
      app(chart, { workload: web });
      expect(messagesOf(chart, 'DAPR1033')).toEqual([]);
    });

    test('after the app is created, and is refused', () => {
      const chart = newChart({}, { namespace: 'shop' });
      const web = deployment(chart);
      app(chart, { workload: web });
      web.addJsonPatch(patch);
      expect(messagesOf(chart, 'DAPR1033')).toHaveLength(1);
      expect(messagesOf(chart, 'DAPR1033')[0]).toContain(`chart/checkout: ${field} of the workload was `);
    });
  });

  test('may have a name that a resolver of the App replaces', () => {
    const resolver = { resolve: (context: ResolutionContext) => { if (context.value === 'token-of-web') { context.replaceValue('web'); } } };
    const chart = new Chart(new App({ resolvers: [resolver] }), 'chart');
    const web = new ApiObject(chart, 'web', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'token-of-web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'test.local/app:1' }] } } },
    });
    app(chart, { workload: web });
    expect(messagesOf(chart, 'DAPR1033')).toEqual([]);
    expect(Testing.synth(chart)[0].metadata.name).toBe('web');
  });

  test('is edited while it renders, after patches, and belongs to the app that edits it first', () => {
    const chart = newChart();
    const web = deployment(chart, 'web', { hostNetwork: true });
    const first = PodTemplate.of(chart, web);
    first.edit((template, whole) => { template.spec.seen = [whole.metadata.name, template.spec.hostNetwork]; return []; });
    const second = PodTemplate.of(new Construct(chart, 'other'), web);
    web.addJsonPatch(JsonPatch.replace('/spec/template/spec/hostNetwork', false));
    expect(Testing.synth(chart)[0].spec.template.spec).toMatchObject({ seen: [web.name, false] });
    expect([second.fresh, second.owner]).toEqual([false, chart]);
    expect(first.renderWired().spec.template.spec.seen).toHaveLength(2);
    expect(first.podSpec()).not.toHaveProperty('seen');
  });

  test('that is missing after rendering is an error', () => {
    const chart = newChart();
    const web = deployment(chart);
    PodTemplate.of(chart, web).edit(() => []);
    web.addJsonPatch(JsonPatch.remove('/spec/template'));
    expect(messagesOf(chart, 'DAPR1017')).toEqual(["chart: Deployment 'chart/web' renders without a pod template"]);
  });

  test('has annotations and labels, and its workload has a selector', () => {
    const chart = newChart();
    const pod = PodTemplate.of(chart, deployment(chart, 'web', {}, { annotations: { a: '1' } }));
    expect([pod.annotations(pod.renderWired()), pod.podLabels(pod.renderWired()), pod.matchLabels()]).toEqual([{ a: '1' }, { app: 'web' }, { app: 'web' }]);
    expect([pod.annotations({ kind: 'Deployment' }), pod.podLabels({ kind: 'Deployment', spec: { template: {} } })]).toEqual([{}, {}]);
    const bare = PodTemplate.of(chart, anObject(chart, 'pod', 'Pod', 'v1', { spec: { containers: [] } }));
    expect(bare.matchLabels()).toBeUndefined();
  });

  test('returns a changed selector after the next synth', () => {
    const chart = newChart();
    const web = deployment(chart);
    const pod = PodTemplate.of(chart, web);
    expect(pod.matchLabels()).toEqual({ app: 'web' });
    web.addJsonPatch(JsonPatch.replace('/spec/selector/matchLabels', { app: 'new' }));
    expect(pod.matchLabels()).toEqual({ app: 'web' });
    DaprPlatform.set(chart, {});
    refusal(chart);
    expect(pod.matchLabels()).toEqual({ app: 'new' });
  });

  test('has a path that depends on the kind', () => {
    expect([templatePath('Pod'), templatePath('CronJob'), templatePath('Job')]).toEqual([[], ['spec', 'jobTemplate', 'spec', 'template'], ['spec', 'template']]);
    expect(templateOf({ kind: 'Pod', a: 1 })).toEqual({ kind: 'Pod', a: 1 });
    expect(templateOf({ kind: 'CronJob', spec: { jobTemplate: { spec: { template: 'x' } } } })).toBe('x');
    expect(templateOf({ kind: 'CronJob' })).toBeUndefined();
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Rollout', 'Pod', 'CronJob']) {
      expect([kind, kindHasTemplate(kind)]).toEqual([kind, true]);
    }
    expect(kindHasTemplate('Service')).toBe(false);
  });
});
