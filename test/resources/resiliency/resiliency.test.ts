/** Resiliency, HTTP endpoints, MCP servers and workflow access: what becomes of props, and who loads them. */
import { Chart, Duration } from 'cdk8s';
import {
  DaprApp, DaprComponent, DaprHttpEndpoint, DaprMcpServer, DaprResiliency, DaprWorkflowAccessPolicy, DataPlane, IDaprPeer, MetadataValue,
  ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout, RetryPolicy, WorkflowOperation,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';

const timeout = ResiliencyTimeout.of('short', Duration.millis(1500));
const specOf = (make: (chart: Chart) => any) => {
  const chart = newChart();
  new DaprResiliency(chart, 'r', { apps: [app(chart)], ...make(chart) });
  return find(chart, 'Resiliency').spec;
};

describe('a resiliency', () => {
  test('declares the policies of its targets by itself, with a unit in every duration', () => {
    const retry = ResiliencyRetry.of('patient', { policy: RetryPolicy.EXPONENTIAL, maxInterval: Duration.minutes(2), maxRetries: 0 });
    expect(specOf(chart => ({ appTargets: [{ app: DaprApp.fromAppId(chart, 'b', { appId: 'billing' }), timeout, retry }] }))).toEqual({
      policies: { timeouts: { short: '1s500ms' }, retries: { patient: { policy: 'exponential', maxInterval: '2m', maxRetries: 0 } } },
      targets: { apps: { billing: { timeout: 'short', retry: 'patient' } } },
    });
  });

  test('has a scope for every breaker of actors, which Dapr demands', () => {
    expect(specOf(() => ({ actorTargets: [{ actorType: 'Cart', circuitBreaker: ResiliencyCircuitBreaker.of('b') }] })).targets)
      .toEqual({ actors: { Cart: { circuitBreaker: 'b', circuitBreakerScope: 'type' } } });
  });

  test('may be for an HTTP endpoint', () => {
    expect(specOf(chart => ({ appTargets: [{ httpEndpoint: DaprHttpEndpoint.fromHttpEndpointName(chart, 'p', 'payments'), timeout }] })).targets)
      .toEqual({ apps: { payments: { timeout: 'short' } } });
  });

  test('is the same whether targets are props or added', () => {
    const [a, b] = [true, false].map(prop => {
      const chart = newChart();
      const component = new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['checkout'] });
      const other: IDaprPeer = DaprApp.fromAppId(chart, 'b', { appId: 'billing' });
      const [called, actors, used] = [{ app: other, timeout }, { actorType: 'Cart', timeout }, { component, outbound: { timeout } }];
      const resiliency = new DaprResiliency(chart, 'r', { apps: [app(chart)], ...(prop ? { appTargets: [called], actorTargets: [actors], componentTargets: [used] } : {}) });
      if (!prop) {
        resiliency.addAppTarget(called);
        resiliency.addActorTarget(actors);
        resiliency.addComponentTarget(used);
      }
      expect(refusal(chart)).toBe('');
      return find(chart, 'Resiliency');
    });
    expect(a).toEqual(b);
  });
});

const MAKERS: [string, (chart: Chart, scopes: any) => { addApp(app: IDaprPeer): void }, (chart: Chart) => any][] = [
  ['Resiliency', (chart, scopes) => new DaprResiliency(chart, 'r', { timeouts: [timeout], ...scopes }), chart => DaprResiliency.fromResiliencyName(chart, 'old', 'old')],
  ['HTTPEndpoint', (chart, scopes) => new DaprHttpEndpoint(chart, 'r', { baseUrl: 'https://a', ...scopes }), chart => DaprHttpEndpoint.fromHttpEndpointName(chart, 'old', 'old')],
  ['MCPServer', (chart, scopes) => new DaprMcpServer(chart, 'r', { sse: { url: 'https://a' }, ...scopes }), chart => DaprMcpServer.fromMcpServerName(chart, 'old', 'old')],
  ['WorkflowAccessPolicy', (chart, scopes) => new DaprWorkflowAccessPolicy(chart, 'r', scopes),
    chart => DaprWorkflowAccessPolicy.fromWorkflowAccessPolicyName(chart, 'old', 'old')],
];

describe.each(MAKERS)('%s', (kind, make, existing) => {
  test('is scoped to its apps, sorted, those that are added later too', () => {
    const chart = newChart();
    const resource = make(chart, { apps: [app(chart, {}, 'b')], scopes: ['zoo'] });
    resource.addApp(DaprApp.fromAppId(chart, 'a', { appId: 'a' }));
    expect(find(chart, kind).scopes).toEqual(['a', 'b', 'zoo']);
    expect(warningCodes(chart)).toEqual(['DAPR4015']);
  });

  test('is for the whole namespace only if it is asked for', () => {
    const chart = newChart();
    app(chart);
    make(chart, { availableToNamespace: true }).addApp(DaprApp.fromAppId(chart, 'a', { appId: 'a' }));
    expect(find(chart, kind)).not.toHaveProperty('scopes');
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
  });

  test.each(['as a construct', 'with the whole namespace'])('takes part in the fingerprint of a shared daprd that loads it %s', how => {
    const [without, withIt, again, changed] = [0, 1, 1, 2].map(n => {
      const chart = newChart(SHARED);
      const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
      if (n) {
        make(chart, how === 'as a construct' ? { apps: [checkout] } : { availableToNamespace: true });
        (chart.node.findChild('r').node.defaultChild as any).addJsonPatch(...n === 2 ? [{ _toJson: () => ({ op: 'add', path: '/spec', value: { changed: true } }) }] : []);
      }
      return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    });
    expect([withIt, again, changed].map(each => each === without)).toEqual([false, false, false]);
    expect(withIt).toBe(again);
    expect(changed).not.toBe(withIt);
  });

  test('does not roll a shared daprd when another app loads it too', () => {
    const [one, two] = [false, true].map(more => {
      const chart = newChart(SHARED);
      const resource = make(chart, { apps: [app(chart, { dataPlane: DataPlane.sharedDeployment() })] });
      if (more) {
        resource.addApp(app(chart, {}, 'other'));
      }
      return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    });
    expect(one).toBe(two);
  });

  test('that exists is loaded by its name and emits nothing', () => {
    const chart = newChart(SHARED);
    app(chart, { dataPlane: DataPlane.sharedDeployment() }).addResource(existing(chart));
    expect(find(chart, kind)).toBeUndefined();
    expect(refusal(chart)).toBe('');
    expect(existing(newChart())).toMatchObject({ kind, resourceName: 'old' });
  });
});

test('an HTTP endpoint takes its secrets from Kubernetes, or from a store', () => {
  const chart = newChart();
  const vault = DaprComponent.fromComponentName(chart, 'vault', 'vault');
  new DaprHttpEndpoint(chart, 'e', { apps: [app(chart)], baseUrl: 'https://a', secretStore: vault, headers: { Authorization: MetadataValue.fromSecret('s', 'k') } });
  expect(find(chart, 'HTTPEndpoint')).toMatchObject({
    auth: { secretStore: 'vault' }, spec: { baseUrl: 'https://a', headers: [{ name: 'Authorization', secretKeyRef: { name: 's', key: 'k' } }] },
  });
});

test('a policy without rules lets nobody but the app start workflows', () => {
  const chart = newChart();
  new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)] });
  expect(find(chart, 'WorkflowAccessPolicy')).toEqual({ apiVersion: 'dapr.io/v1alpha1', kind: 'WorkflowAccessPolicy', metadata: { name: 'p' }, scopes: ['checkout'] });
});

test('a workflow access policy names apps by their ids', () => {
  const chart = newChart();
  const rules = [{ callers: [app(chart, {}, 'caller')], workflows: [{ name: 'order', operations: [WorkflowOperation.SCHEDULE] }] }];
  new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)], rules });
  expect(find(chart, 'WorkflowAccessPolicy').spec).toEqual({ rules: [{ callers: [{ appID: 'caller' }], workflows: [{ name: 'order', operations: ['schedule'] }] }] });
});
