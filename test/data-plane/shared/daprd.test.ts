/** A shared daprd and the resources that it loads. */
import { App, Chart, Testing } from 'cdk8s';
import {
  ApiReachability, DaprComponent, DaprPlatform, DaprSubscription, SharedDaprDaemonSet, SharedDaprDaemonSetProps, SharedDaprDeployment,
  SharedDaprDeploymentProps,
} from 'cdk8s-dapr';
import { app, deployment, find, newChart, refusal, SHARED } from '../../../scenarios/charts';
import { Locality } from '../../../src/data-plane/shared/deployment-options';
import { KINDS } from '../../support/shared-daprds';

describe.each(KINDS)('a shared %s', (kind, make) => {
  test('has an API without a token only with unsafeAllowUnauthenticatedApi', () => {
    const chart = newChart();
    make(chart, { unsafeAllowUnauthenticatedApi: true });
    expect(refusal(chart)).toBe('');
    expect(find(chart, kind).spec.template.metadata.annotations).not.toHaveProperty('dapr.io/api-token-secret');
  });

  test('is applied after the resources that it loads, in one chart', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { appPort: 8080, dataPlane: make(chart) });
    const late = new DaprComponent(chart, 'late', { type: 'state.in-memory' });
    checkout.addComponent(late);
    new DaprSubscription(chart, 'sub', { app: checkout, pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
    const order = Testing.synth(chart).map(o => `${o.kind}/${o.metadata.name}`);
    for (const before of ['Component/late', 'Component/events', 'Subscription/sub', 'Resiliency/front-events-events', 'Configuration/front-daprd']) {
      expect(order.indexOf(before)).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(before)).toBeLessThan(order.indexOf(`${kind}/front-daprd`));
    }
  });

  test('makes no chart depend on another', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const components = new Chart(chart.node.root, 'components', { namespace: 'shop' });
    app(chart, { dataPlane: make(chart, { namespace: 'shop' }), workload: deployment(chart), uses: [new DaprComponent(components, 'store', { type: 'state.in-memory' })] });
    expect(chart.node.root.node.findAll().flatMap(c => c.node.dependencies).filter(d => Chart.of(d) !== chart)).toEqual([]);
    expect(refusal(chart)).toBe('');
  });
});

test('every prop of a shared data plane changes the output', () => {
  const known: Required<Pick<SharedDaprDaemonSetProps, 'strictlyNodeLocal' | 'appId' | 'namespace' | 'unsafeAllowUnauthenticatedApi' | 'apiReachability'
  | 'placeholderImage' | 'pinned' | 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'podAnnotations' | 'podLabels'
  | 'serviceAccountName' | 'serviceAccountAnnotations' | 'imagePullSecrets' | 'affinity' | 'volumes'>>
  & Required<Pick<SharedDaprDeploymentProps, 'replicas' | 'autoscaling' | 'locality' | 'preferNodesOfApp'>> = {
    appId: 'all',
    namespace: 'shop',
    strictlyNodeLocal: true,
    unsafeAllowUnauthenticatedApi: false,
    apiReachability: ApiReachability.AFTER_APP_LISTENS,
    placeholderImage: 'p:1',
    pinned: { version: '1.18.2' },
    nodeSelector: { a: 'b' },
    tolerations: [{ operator: 'Exists' }],
    priorityClassName: 'p',
    podAnnotations: { a: 'b' },
    podLabels: { a: 'b' },
    serviceAccountName: 'sa',
    serviceAccountAnnotations: { a: 'b' },
    imagePullSecrets: ['registry'],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] } } },
    volumes: [{ name: 'ca', configMap: { name: 'ca' } }],
    replicas: 3,
    autoscaling: { maxReplicas: 4 },
    locality: Locality.SAME_ZONE,
    preferNodesOfApp: true,
  };
  for (const [option, value] of Object.entries(known)) {
    const build = (props: object) => {
      const chart = newChart(SHARED);
      const Type = option in ({ replicas: 1, autoscaling: 1, locality: 1, preferNodesOfApp: 1 }) ? SharedDaprDeployment : SharedDaprDaemonSet;
      app(chart, { appPort: 8080, appId: 'appId' in props ? 'all' : 'front', dataPlane: new Type(chart, 'front', { apiTokenSecret: 't', ...props }) });
      return JSON.stringify(chart.node.root.node.findAll().filter(c => 'toJson' in c && !('charts' in c) && !(c instanceof Chart)).map((c: any) => c.toJson()));
    };
    // `false` is the default of the prop that must not be true together with a token.
    expect([option, build({ [option]: value }) !== build({})]).toEqual([option, value !== false]);
  }
});

test('a shared daprd in a separate App needs nothing else', () => {
  const root = new App();
  DaprPlatform.set(root, { apiTokenSecret: 'token' });
  const chart = new Chart(root, 'c');
  new SharedDaprDeployment(chart, 'front');
  expect(refusal(chart)).toBe('');
});
