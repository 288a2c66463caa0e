/** Scoped resources: which apps load them. */
import { Chart, Duration } from 'cdk8s';
import {
  DaprApp, DaprHttpEndpoint, DaprMcpServer, DaprResiliency, DaprWorkflowAccessPolicy, DataPlane, IDaprPeer, ResiliencyTimeout,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../scenarios/charts';

const MAKERS: [string, (chart: Chart, scopes: any) => { addApp(app: IDaprPeer): void }][] = [
  ['Resiliency', (chart, scopes) => new DaprResiliency(chart, 'r', { timeouts: [ResiliencyTimeout.of('short', Duration.millis(1500))], ...scopes })],
  ['HTTPEndpoint', (chart, scopes) => new DaprHttpEndpoint(chart, 'r', { baseUrl: 'https://a', ...scopes })],
  ['MCPServer', (chart, scopes) => new DaprMcpServer(chart, 'r', { sse: { url: 'https://a' }, ...scopes })],
  ['WorkflowAccessPolicy', (chart, scopes) => new DaprWorkflowAccessPolicy(chart, 'r', scopes)],
];

describe.each(MAKERS)('%s', (kind, make) => {
  test('is scoped to its apps in sorted order, including those added later', () => {
    const chart = newChart();
    const resource = make(chart, { apps: [app(chart, {}, 'b')], scopes: ['zoo'] });
    resource.addApp(DaprApp.fromAppId(chart, 'a', 'a'));
    expect(find(chart, kind).scopes).toEqual(['a', 'b', 'zoo']);
    expect(warningCodes(chart)).toEqual(['DAPR4015']);
  });

  test('is available to the whole namespace only if requested', () => {
    const chart = newChart();
    app(chart);
    make(chart, { availableToNamespace: true }).addApp(DaprApp.fromAppId(chart, 'a', 'a'));
    expect(find(chart, kind)).not.toHaveProperty('scopes');
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
  });

  test.each(['as a construct', 'with the whole namespace'])('is part of the fingerprint of a shared daprd that loads it %s', how => {
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

  test('does not restart a shared daprd when another app loads it too', () => {
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
});
