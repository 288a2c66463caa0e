import { App, Chart } from 'cdk8s';
import {
  DaprApp, DaprComponent, DaprPlatform, DaprSubscription, DataPlane, IDataPlane, MetadataValue,
} from 'cdk8s-dapr';
import { danglingReferences, emptyValues, podOf } from '../support/references';
import { schemaErrors } from '../support/strict-schemas';
import { synth } from '../support/synth';
import { Make, OPERATOR_KINDS, PORT, WORKLOADS } from '../support/workloads';

const MODELS: { [name: string]: IDataPlane } = {
  sidecar: DataPlane.sidecar(),
  sharedDaemonSet: DataPlane.sharedDaemonSet(),
  sharedDeployment: DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 5 }, preferNodesOfApp: true }),
  pinnedDaemonSet: DataPlane.sharedDaemonSet({ pinned: { version: '1.18.2' } }),
  pinnedDeployment: DataPlane.sharedDeployment({ pinned: { image: 'registry.example/daprd:1' } }),
};
const CASES = Object.keys(MODELS).flatMap(model => Object.keys(WORKLOADS).flatMap(kind => [true, false].map(port => [model, kind, port] as const)));

interface Options { readonly make: Make; readonly dataPlane: IDataPlane; readonly port: boolean; readonly second?: boolean }

function build({ make, dataPlane, port, second }: Options) {
  return (app: App) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    DaprPlatform.set(chart, { apiTokenSecret: 'dapr-token', kubernetesVersion: '1.36' });
    const store = new DaprComponent(chart, 'orders', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    const checkout = new DaprApp(chart, 'checkout', { workload: make(chart, 'workload'), appPort: port ? PORT : undefined, uses: [store, events], dataPlane });
    // What a Job cannot do is refused; test/uses.test.ts says so.
    if (port && !/Job/.test(checkout.workloadKind)) {
      new DaprSubscription(chart, 'created', { app: checkout, pubsub: events, topic: 'created', route: '/created', deadLetterTopic: 'failed' });
    }
    if (second) {
      const other = new DaprApp(chart, 'other', { workload: WORKLOADS.KubeDeployment(chart, 'other-workload'), appPort: PORT, dataPlane });
      other.addUses(store);
    }
  };
}

describe.each(CASES)('%s, %s, with a port: %s', (model, kind, port) => {
  const options = { make: WORKLOADS[kind], dataPlane: MODELS[model], port };
  const { files, objects } = synth(build(options));

  test('every field is one that Kubernetes and Dapr know', () => {
    expect(objects.flatMap(schemaErrors)).toEqual([]);
  });

  test('every name that is referred to is defined, and every endpoint is a Service with that port', () => {
    expect(danglingReferences(objects, ['dapr-token', 'redis', 'checkout', 'dapr-trust-bundle'])).toEqual([]);
  });

  test('nothing empty is emitted', () => {
    // The user's own objects may hold what their author likes.
    const ours = objects.filter(o => !(podOf(o) && !o.metadata.name.endsWith('-daprd')) && !/beside-it|workload-svc/.test(o.metadata.name));
    expect(ours.flatMap(o => emptyValues(o, `${o.kind}/${o.metadata.name}`))).toEqual([]);
    const pod = objects.map(podOf).find(p => p && !p.owner.endsWith('-daprd'))!;
    expect(emptyValues({ annotations: { some: 'x', ...pod.annotations }, env: pod.spec.containers.map((c: any) => c.env) })).toEqual([]);
  });

  test('a second synth gives the same bytes', () => {
    expect(synth(build(options)).files).toEqual(files);
  });

  test('a second app that uses the same component changes nothing of the first and no file name', () => {
    const two = synth(build({ ...options, second: true }));
    expect(Object.keys(two.files)).toEqual(Object.keys(files));
    for (const object of objects) {
      const again = two.objects.find(o => o.kind === object.kind && o.metadata.name === object.metadata.name);
      expect(again).toEqual(object.kind === 'Component' && object.metadata.name === 'orders' ? { ...object, scopes: ['checkout', 'other'] } : object);
    }
  });

  test('the pods say once where their daprd is', () => {
    const pod = objects.map(podOf).find(p => p && !p.owner.endsWith('-daprd'))!;
    const injected = pod.annotations['dapr.io/enabled'] === 'true';
    const endpoint = pod.spec.containers[0].env.some((e: any) => e.name === 'DAPR_HTTP_ENDPOINT');
    expect([injected, endpoint]).toEqual([model === 'sidecar', model !== 'sidecar']);
  });

  test('the invocation Service is emitted exactly where the operator does not make it', () => {
    const made = objects.some(o => o.kind === 'Service' && o.metadata.name === 'checkout-dapr');
    const operator = model === 'sidecar' ? OPERATOR_KINDS.test(kind) : model === 'sharedDeployment';
    expect(made).toBe(port && !operator);
  });
});

test('a misspelt field fails the strict check', () => {
  const { objects } = synth(build({ make: WORKLOADS.KubeDeployment, dataPlane: DataPlane.sharedDaemonSet(), port: true }));
  const daemonSet = objects.find(o => o.kind === 'DaemonSet');
  const component = objects.find(o => o.kind === 'Component');
  daemonSet.spec.updateStrategie = {};
  component.spec.ignoreError = true;
  expect(schemaErrors(daemonSet)).toEqual([expect.stringContaining('updateStrategie')]);
  expect(schemaErrors(component)).toEqual([expect.stringContaining('ignoreError')]);
});
