/** Access to a shared daprd. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { DaprApp, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, deployment, find, job, newChart, SHARED } from '../../../scenarios/charts';
import { daprdPorts } from '../../../src/daprd/defaults';
import { apiNetworkPolicy } from '../../../src/data-plane/shared/network-policy';
import { mayConnect, PodFacts, podsOf } from '../../support/network-policies';
import { anObject } from '../../support/objects';
import { TOP } from '../../support/paths';
import { parse } from '../../support/synth';

const examples = join(TOP, 'examples');
const manifests = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter(path => /(^|\/)dist[^/]*\/.*\.yaml$/.test(path)).sort()
  .map(path => [path, parse(readFileSync(join(examples, path), 'utf8'))] as const)
  .filter(([, objects]) => objects.some(({ kind }) => kind === 'NetworkPolicy'));

const isDaprd = ({ labels }: PodFacts): boolean => labels['cdk8s-dapr/shared-daprd'] === 'true';
const stranger = (namespace: string): PodFacts => ({ owner: 'stranger', namespace, labels: { app: 'stranger' } });
/** The pods whose environment contains the address of a daprd. */
const clientsOf = (objects: any[], daprd: PodFacts): string[] => objects.filter(o => JSON.stringify(o.spec ?? {})
  .includes(`http://${daprd.owner.split('/')[1].replace(/-daprd$/, '-dapr-api')}`)).map(o => `${o.kind}/${o.metadata.name}`);

test('the examples contain shared daprds', () => {
  expect(manifests.map(([path]) => path.split('/')[0])).toEqual(expect.arrayContaining(['functions-knative', 'hello-kubernetes', 'platform-blueprint']));
});

describe.each(manifests)('%s', (_path, objects) => {
  const pods = podsOf(objects);
  const daprds = pods.filter(isDaprd);

  test.each([3500, 50001])('only the apps of a shared daprd reach its API at %i', port => {
    for (const daprd of daprds) {
      const clients = clientsOf(objects, daprd);
      expect(clients.length).toBeGreaterThan(0);
      expect(pods.filter(pod => mayConnect(objects, pod, daprd, port)).map(({ owner }) => owner).sort()).toEqual([...clients].sort());
      expect([stranger(daprd.namespace), stranger('other')].some(pod => mayConnect(objects, pod, daprd, port))).toBe(false);
    }
  });

  test('other daprds and Prometheus reach it from any namespace, and no pod reaches its health port', () => {
    for (const daprd of daprds) {
      const from = [...pods, stranger(daprd.namespace), stranger('monitoring')];
      expect(from.filter(pod => !mayConnect(objects, pod, daprd, 50002) || !mayConnect(objects, pod, daprd, 9090))).toEqual([]);
      expect(from.filter(pod => mayConnect(objects, pod, daprd, 3501))).toEqual([]);
    }
  });

  test('policies select only the pods of shared daprds and do not restrict egress', () => {
    expect(pods.filter(pod => !isDaprd(pod) && !mayConnect(objects, stranger(pod.namespace), pod, 8080))).toEqual([]);
    expect(objects.filter(o => o.kind === 'NetworkPolicy').flatMap(o => o.spec.policyTypes)).not.toContain('Egress');
  });
});

test('a policy exists once a workload joins, and allows every workload, even one without a selector', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const daprd = new SharedDaprDeployment(chart, 'shop');
  expect(find(chart, 'NetworkPolicy')).toBeUndefined();
  new DaprApp(chart, 'web', { workload: deployment(chart, 'web-pods'), dataPlane: daprd });
  new DaprApp(chart, 'once', { workload: job(chart), dataPlane: daprd });
  const objects = Testing.synth(chart);
  const [to] = podsOf(objects).filter(isDaprd);
  expect(podsOf(objects).filter(pod => mayConnect(objects, pod, to, 3500)).map(({ owner }) => owner.split('/')[0]).sort()).toEqual(['Deployment', 'Job']);
});

test('the policy has the ports of the daprd, and a switch turns it off', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  app(chart, { dataPlane: DataPlane.sharedDeployment({ grpcPort: 50011, internalGrpcPort: 50012 }) });
  expect(find(chart, 'NetworkPolicy').spec.ingress.map((rule: any) => rule.ports.map(({ port }: any) => port))).toEqual([[3500, 50011], [50012, 9090]]);
  const off = newChart({ ...SHARED, derivedAccess: { networkPolicy: false } });
  app(off, { dataPlane: DataPlane.sharedDeployment() });
  expect(find(off, 'NetworkPolicy')).toBeUndefined();
});

test('a policy that forgets a pod fails the check', () => {
  const objects = structuredClone(manifests[0][1]) as any[];
  const policy = objects.find(({ kind }) => kind === 'NetworkPolicy');
  policy.spec.ingress[0].from = [{ podSelector: { matchLabels: { app: 'nobody' } } }];
  const to = podsOf(objects).find(isDaprd)!;
  expect(podsOf(objects).filter(pod => mayConnect(objects, pod, to, 3500))).toEqual([]);
});

test('the pods of its apps reach the API of a shared daprd, and every pod reaches the internal port and the metrics', () => {
  const chart = newChart(SHARED);
  const apps = [{ z: '1', a: '2' }, { a: '2', z: '1' }, { a: '1' }].map((labels, i) => app(chart, { workload: anObject(chart, `web${i}`, 'Deployment', 'apps/v1', { spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {} } } }) }, `app${i}`));
  const policy = (annotations: object): any => apiNetworkPolicy({
    scope: new Construct(chart, JSON.stringify(annotations)), metadata: { name: 'n', labels: { l: 'x' } }, ports: daprdPorts(annotations as any), apps: { all: apps },
  } as any).toJson();
  const everyPod = [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }];
  const tcp = (...ports: number[]) => ports.map(port => ({ port, protocol: 'TCP' }));
  expect(policy({})).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'n', labels: { l: 'x' } },
    spec: {
      podSelector: { matchLabels: { l: 'x' } },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ a: '1' }, { a: '2', z: '1' }].map(matchLabels => ({ podSelector: { matchLabels } })), ports: tcp(3500, 50001) },
        { from: everyPod, ports: tcp(50002, 9090) },
      ],
    },
  });
  expect(policy({ 'dapr.io/grpc-port': '1', 'dapr.io/internal-grpc-port': '2', 'dapr.io/metrics-port': '3' }).spec.ingress.map((rule: any) => rule.ports)).toEqual([tcp(3500, 1), tcp(2, 3)]);
});
