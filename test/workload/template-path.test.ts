/** Workloads of custom resources that have their pod template elsewhere. */
import { ApiObject, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DataPlane } from 'cdk8s-dapr';
import { app, codes, newChart, refusal, SHARED } from '../../scenarios/charts';

const template = (metadata: object = {}) => ({ metadata, spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'a:1' }] } });
const custom = (chart: Chart, apiVersion: string, kind: string, spec: object): ApiObject => new ApiObject(chart, 'w', { apiVersion, kind, metadata: { name: 'w' }, spec } as any);
const rendered = (chart: Chart, kind: string): any => Testing.synth(chart).find(object => object.kind === kind);

const OTHERS: [kind: string, apiVersion: string, path: string, spec: object, get: (spec: any) => any][] = [
  ['JobSet', 'jobset.x-k8s.io/v1alpha2', 'spec.replicatedJobs[0].template.spec.template', { replicatedJobs: [{ template: { spec: { template: template() } } }] }, spec => spec.replicatedJobs[0].template.spec.template],
  ['LeaderWorkerSet', 'leaderworkerset.x-k8s.io/v1', 'spec.leaderWorkerTemplate.workerTemplate', { leaderWorkerTemplate: { workerTemplate: template() } }, spec => spec.leaderWorkerTemplate.workerTemplate],
  ['Job', 'batch.volcano.sh/v1alpha1', 'spec.tasks[1].template', { tasks: [{ template: template() }, { template: template() }] }, spec => spec.tasks[1].template],
];

test.each(OTHERS)('the template of a %s of %s is at %s', (kind, apiVersion, podTemplatePath, spec, get) => {
  const chart = newChart();
  app(chart, { workload: custom(chart, apiVersion, kind, spec), podTemplatePath });
  expect(refusal(chart)).toBe('');
  const { metadata, spec: pod } = get(rendered(chart, kind).spec);
  expect(metadata.annotations).toMatchObject({ 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'checkout' });
  expect(pod.containers[0].env).toContainEqual({ name: 'APP_ID', value: 'checkout' });
});

test.each(OTHERS)('the app of a %s of %s at %s may have a shared daprd', (kind, apiVersion, podTemplatePath, spec, get) => {
  const chart = newChart(SHARED);
  app(chart, { workload: custom(chart, apiVersion, kind, spec), podTemplatePath, dataPlane: DataPlane.sharedDeployment() });
  expect(refusal(chart)).toBe('');
  expect(get(rendered(chart, kind).spec).spec.containers[0].env).toContainEqual({ name: 'DAPR_HTTP_ENDPOINT', value: 'http://checkout-dapr-api:3500' });
});

test.each(OTHERS)('a %s of %s without a path is refused, and the message names podTemplatePath', (kind, apiVersion, _path, spec) => {
  const chart = newChart();
  app(chart, { workload: custom(chart, apiVersion, kind, spec) });
  expect(refusal(chart)).toMatch(/DAPR1017.*podTemplatePath/s);
});

test('a path without a pod template is refused with the path', () => {
  const chart = newChart();
  app(chart, { workload: custom(chart, 'a.b/v1', 'Thing', { x: {} }), podTemplatePath: 'spec.x[0].y' });
  expect(refusal(chart)).toContain('contains no objects with a pod template at spec.x[0].y.');
});

test('a path that is not a string is refused', () => {
  expect(codes(() => { const chart = newChart(); app(chart, { workload: custom(chart, 'a.b/v1', 'Thing', { template: template() }), podTemplatePath: 5 as any }); return chart; })).toEqual(['DAPR3017']);
});

describe('a ScaledJob of KEDA', () => {
  const scaled = (chart: Chart, props: object = {}, jobs: object = {}): DaprApp => app(chart, {
    workload: custom(chart, 'keda.sh/v1alpha1', 'ScaledJob', { triggers: [], jobTargetRef: { ...jobs, template: template({ labels: { app: 'resize' } }) } }), ...props,
  });

  test('gets a native sidecar, as a Job does', () => {
    const chart = newChart();
    scaled(chart);
    expect(refusal(chart)).toBe('');
    expect(rendered(chart, 'ScaledJob').spec.jobTargetRef.template.metadata.annotations).toMatchObject({ 'dapr.io/enabled': 'true', 'dapr.io/enable-native-sidecar': 'true' });
  });

  test('has the limits of a Job', () => {
    const chart = newChart();
    scaled(chart, { appPort: 8080, subscribes: [{ pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' }] });
    expect(refusal(chart)).toContain('DAPR8001');
  });

  test('needs a deadline for a classic sidecar', () => {
    const withDeadline = (deadline: object): string => {
      const chart = newChart();
      scaled(chart, { dataPlane: DataPlane.sidecar({ enableNativeSidecar: false }) }, deadline);
      return refusal(chart);
    };
    expect(withDeadline({})).toContain('DAPR7007');
    expect(withDeadline({ activeDeadlineSeconds: 60 })).toBe('');
  });

  test('runs as many jobs as its maximum', () => {
    const chart = newChart();
    scaled(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory' })] });
    expect(codes(() => chart)).toEqual([]);
    expect(JSON.stringify(refusal(chart))).toBe('""');
  });
});
