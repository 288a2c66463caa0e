/** The stage of each kind, the table in the docs, and the order in which Argo CD applies them. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import { DaprComponent, DaprDelivery, DaprPlatform, DataPlane, OpenFunction, SharedDaprdPolicy } from 'cdk8s-dapr';
import { defineEverything } from '../../scenarios/all-props';
import { app, deployment, job, newChart, SHARED } from '../../scenarios/charts';
import { build, Model, MODELS } from '../../scenarios/models';
import { validStack } from '../../scenarios/valid-stack';
import { KINDS, stageOf, STAGES } from '../../src/delivery/stages';
import { inArgoOrder } from '../support/gitops-order';
import { TOP } from '../support/paths';
import { schemaErrors } from '../support/strict-schemas';

const KNOWN = KINDS.flatMap(([, kinds]) => kinds);
const name = (apiVersion: string, kind: string, spec: object = {}): string => stageOf({ apiVersion, kind, spec }).name;

test('stages and their waves ascend, and workloads are in the wave of objects without one', () => {
  expect(STAGES.map(stage => [stage.name, stage.wave])).toEqual([
    ['control-plane', -30], ['prerequisites', -20], ['resources', -10], ['workloads', 0], ['after-workloads', 10],
  ]);
});

test('a kind is in one stage', () => {
  expect(KNOWN.filter((kind, i) => KNOWN.indexOf(kind) !== i)).toEqual([]);
});

test.each([
  ['v1', 'Namespace', 'prerequisites'],
  ['rbac.authorization.k8s.io/v1', 'Role', 'prerequisites'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'prerequisites'],
  ['dapr.io/v1alpha1', 'Component', 'resources'],
  ['dapr.io/v3', 'NewKind', 'resources'],
  ['v1', 'Service', 'resources'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'resources'],
  ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'resources'],
  ['acme.example/v1', 'Thing', 'resources'],
  ['iam.acme.example/v1', 'Role', 'resources'],
  ['v1', 'PersistentVolumeClaim', 'workloads'],
  ['apps/v1', 'Deployment', 'workloads'],
  ['serving.knative.dev/v1', 'Service', 'workloads'],
  ['argoproj.io/v1alpha1', 'Rollout', 'workloads'],
  ['batch/v1', 'Job', 'after-workloads'],
  ['batch/v1', 'CronJob', 'after-workloads'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'after-workloads'],
  ['keda.sh/v1alpha1', 'ScaledObject', 'after-workloads'],
  ['keda.sh/v1alpha1', 'TriggerAuthentication', 'resources'],
  ['networking.k8s.io/v1', 'Ingress', 'after-workloads'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'after-workloads'],
])('%s %s is in stage %s', (apiVersion, kind, stage) => {
  expect(name(apiVersion, kind)).toBe(stage);
});

test('an unknown kind with a pod template is a workload', () => {
  expect(name('acme.example/v1', 'Fleet', { template: { spec: { containers: [{ name: 'main' }] } } })).toBe('workloads');
  expect(name('acme.example/v1', 'Fleet', { template: 'text' })).toBe('resources');
});

test('a Service of type LoadBalancer is beside the pods, which do not wait for its address', () => {
  expect(name('v1', 'Service', { type: 'LoadBalancer' })).toBe('workloads');
  expect(name('serving.acme.example/v1', 'Service', { type: 'LoadBalancer' })).toBe('resources');
});

test.each([[undefined, 'workloads'], ['Always', 'workloads'], ['Never', 'after-workloads'], ['OnFailure', 'after-workloads']])(
  'a Pod with restartPolicy %s is in stage %s', (restartPolicy, stage) => {
    expect(name('v1', 'Pod', { restartPolicy })).toBe(stage);
  });

const ARGO = { delivery: DaprDelivery.argoCd() };

const IN_CLUSTER = (Object.keys(MODELS) as Model[]).filter(model => !MODELS[model].files);

/** Everything that the library emits, in stacks that Argo CD delivers. */
const EMITTED: [string, () => any[]][] = [
  ...IN_CLUSTER.map((model): [string, () => any[]] => [model, () => build(model, chart => {
    DaprPlatform.set(chart, ARGO);
    const broker = new DaprComponent(chart, 'broker', { type: 'pubsub.in-memory' });
    const uses = [new DaprComponent(chart, 'store', { type: 'state.in-memory' })];
    return { props: { uses, ...(MODELS[model].port ? { subscribes: [{ pubsub: broker, topic: 'paid', route: '/paid' }] } : {}) } };
  }).toJson()]),
  ['every resource with all props', () => {
    const chart = newChart({ ...ARGO, daprVersion: '1.18.3' }, { namespace: 'shop' });
    defineEverything(chart);
    return chart.toJson();
  }],
  ['a valid stack', () => {
    const root = new App();
    DaprPlatform.set(root, ARGO);
    return validStack(root).flatMap(chart => chart.toJson());
  }],
  ['a shared daprd with all its objects', () => {
    const chart = newChart({ ...ARGO, ...SHARED }, { namespace: 'shop' });
    const dataPlane = DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } });
    app(chart, { workload: deployment(chart, 'w', { serviceAccountName: 'w' }), appPort: 8080, readsSecrets: ['a'], dataPlane });
    new SharedDaprdPolicy(chart, 'policy');
    job(chart);
    return chart.toJson();
  }],
  ['a function of OpenFunction', () => {
    const chart = newChart(ARGO, { namespace: 'shop' });
    new OpenFunction(chart, 'orders', { image: 'a' });
    return chart.toJson();
  }],
];

/** The name of a kind in the table. */
const keyOf = ({ apiVersion, kind }: any): string[] => {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : 'core';
  return [kind, group, `${group}/${kind}`];
};

describe.each(EMITTED)('%s', (_what, emitted) => {
  test('the table contains each kind', () => {
    expect(emitted().filter(object => !keyOf(object).some(key => KNOWN.includes(key))).map(({ kind }) => kind)).toEqual([]);
  });

  test('each object has the wave of its stage, and is valid', () => {
    for (const object of emitted()) {
      expect(`${object.kind} ${object.metadata.annotations['argocd.argoproj.io/sync-wave']}`).toBe(`${object.kind} ${stageOf(object).wave}`);
      expect(schemaErrors(object)).toEqual([]);
    }
  });

  test('Argo CD applies what a daprd loads, policies and Services before pods, and Jobs last', () => {
    const ordered = inArgoOrder(emitted());
    const first = ordered.findIndex(object => ['workloads', 'after-workloads'].includes(stageOf(object).name));
    const before = ordered.slice(0, first).map(({ kind }) => kind);
    const after = first < 0 ? [] : ordered.slice(first);
    expect(after.filter(({ apiVersion, kind }) => /^dapr\.io/.test(apiVersion) || /^(NetworkPolicy|MutatingAdmissionPolicy.*)$/.test(kind) || (kind === 'Service' && apiVersion === 'v1'))).toEqual([]);
    expect(before.filter(kind => /^(Deployment|DaemonSet|StatefulSet|Job|CronJob|Pod)$/.test(kind))).toEqual([]);
    const jobs = after.findIndex(({ kind }) => /^(Job|CronJob)$/.test(kind));
    expect(after.slice(jobs < 0 ? after.length : jobs).filter(({ kind }) => /^(Deployment|DaemonSet)$/.test(kind))).toEqual([]);
  });
});

test('without waves Argo CD applies Deployments before components', () => {
  const [, emitted] = EMITTED.find(([what]) => what === 'a valid stack')!;
  const plain: any[] = emitted().map(({ metadata: { annotations: _, ...metadata }, ...object }) => ({ ...object, metadata }));
  const ordered = inArgoOrder(plain).map(({ kind }) => kind);
  expect(ordered.indexOf('Deployment')).toBeLessThan(ordered.indexOf('Component'));
});

test('the table in the docs is that of the code', () => {
  const page = readFileSync(join(TOP, 'docs', 'delivery.md'), 'utf8');
  const rows = STAGES.map((stage, i) => {
    const kinds = KINDS.find(([each]) => each === stage)?.[1].map(kind => `\`${kind}\``).join(', ');
    return `| \`${stage.name}\` | ${stage.wave} | \`${i}0-${stage.name}\` | ${kinds ?? 'objects of `DaprControlPlane`'}`;
  });
  expect(rows.filter(row => !page.includes(row))).toEqual([]);
});
