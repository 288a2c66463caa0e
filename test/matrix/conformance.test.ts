/** Every data plane with every kind of workload, with a port and without one. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DaprSubscription, DataPlane, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { danglingReferences, emptyValues, podOf } from '../support/references';
import { schemaErrors } from '../support/strict-schemas';
import { synth, synthFiles } from '../support/synth';
import { Make, OPERATOR_KINDS, PORT, WORKLOADS } from '../support/workloads';

const MODELS: { [name: string]: IDataPlane } = {
  sidecar: DataPlane.sidecar(),
  sharedDaemonSet: DataPlane.sharedDaemonSet(),
  sharedDeployment: DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 5 }, preferNodesOfApp: true }),
  pinnedDaemonSet: DataPlane.sharedDaemonSet({ pinned: { version: '1.18.2' } }),
  pinnedDeployment: DataPlane.sharedDeployment({ pinned: { image: 'registry.example/daprd:1' } }),
};
const WITH_PORT = 'with a port';
const CASES = Object.keys(MODELS).flatMap(model => Object.keys(WORKLOADS).flatMap(kind => [WITH_PORT, 'without a port'].map(port => [model, kind, port] as const)));

interface Options { readonly make: Make; readonly dataPlane: IDataPlane; readonly port: boolean; readonly second?: boolean }

function build({ make, dataPlane, port, second }: Options) {
  return (app: App) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    DaprPlatform.set(chart, { apiTokenSecret: 'dapr-token', kubernetesVersion: '1.36' });
    const store = new DaprComponent(chart, 'orders', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379') } });
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } });
    const checkout = new DaprApp(chart, 'checkout', { workload: make(chart, 'workload'), appPort: port ? PORT : undefined, uses: [store, events], dataPlane });
    // A Job with a subscription is refused; see test/app/uses.test.ts.
    if (port && !/Job/.test(checkout.workloadKind)) {
      new DaprSubscription(chart, 'created', { app: checkout, pubsub: events, topic: 'created', route: '/created', deadLetterTopic: 'failed' });
    }
    if (second) {
      const other = new DaprApp(chart, 'other', { workload: WORKLOADS.KubeDeployment(chart, 'other-workload'), appPort: PORT, dataPlane });
      other.addComponent(store);
    }
  };
}

const podOfApp = (objects: any[]) => objects.map(podOf).find(pod => pod && !pod.owner.endsWith('-daprd'));

/** Empty values in the output of this library, without the user's own objects. */
function emptyIn(objects: any[]): string[] {
  const ours = objects.filter(o => !(podOf(o) && !o.metadata.name.endsWith('-daprd')) && !/beside-it|workload-svc/.test(o.metadata.name));
  const pod = podOfApp(objects);
  return [
    ...ours.flatMap(o => emptyValues(o, `${o.kind}/${o.metadata.name}`)),
    ...emptyValues({ annotations: { some: 'x', ...pod?.annotations }, env: pod?.spec.containers.map((c: any) => c.env) }),
  ];
}

test.each(CASES)('%s, %s, %s: the output is valid, complete and repeatable, and a second app does not change it', (model, kind, withPort) => {
  const port = withPort === WITH_PORT;
  const options = { make: WORKLOADS[kind], dataPlane: MODELS[model], port };
  const { files, objects } = synth(build(options));
  const withSecondApp = synth(build({ ...options, second: true }));
  const pod = podOfApp(objects);
  const createdByOperator = model === 'sidecar' ? OPERATOR_KINDS.test(kind) : model === 'sharedDeployment';
  // One comparison, so that a failure shows all differences.
  expect({
    unknownFields: objects.flatMap(schemaErrors),
    dangling: danglingReferences(objects, ['dapr-token', 'redis', 'checkout', 'dapr-trust-bundle']),
    empty: emptyIn(objects),
    secondSynth: synthFiles(build(options)),
    filesWithSecondApp: Object.keys(withSecondApp.files),
    objectsWithSecondApp: objects.map(object => withSecondApp.objects.find(o => o.kind === object.kind && o.metadata.name === object.metadata.name)),
    injected: pod?.annotations['dapr.io/enabled'] === 'true',
    endpointInPod: pod?.spec.containers[0].env?.some((e: any) => e.name === 'DAPR_HTTP_ENDPOINT'),
    invocationService: objects.some(o => o.kind === 'Service' && o.metadata.name === 'checkout-dapr'),
  }).toEqual({
    unknownFields: [],
    dangling: [],
    empty: [],
    secondSynth: files,
    filesWithSecondApp: Object.keys(files),
    // Of the component that both use, only its scopes change.
    objectsWithSecondApp: objects.map(object =>
      object.kind === 'Component' && object.metadata.name === 'orders' ? { ...object, scopes: ['checkout', 'other'] } : object),
    // The pod declares the location of its daprd once.
    injected: model === 'sidecar',
    endpointInPod: model !== 'sidecar',
    // Exactly where the operator does not create it.
    invocationService: port && !createdByOperator,
  });
});

test('a misspelled field fails the strict check', () => {
  const { objects } = synth(build({ make: WORKLOADS.KubeDeployment, dataPlane: DataPlane.sharedDaemonSet(), port: true }));
  const daemonSet = objects.find(o => o.kind === 'DaemonSet');
  const component = objects.find(o => o.kind === 'Component');
  daemonSet.spec.updateStrategie = {};
  component.spec.ignoreError = true;
  expect(schemaErrors(daemonSet)).toEqual([expect.stringContaining('updateStrategie')]);
  expect(schemaErrors(component)).toEqual([expect.stringContaining('ignoreError')]);
});
