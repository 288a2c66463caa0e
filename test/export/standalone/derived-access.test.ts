/** Derived access without Kubernetes. */
import { ComposeExporter, DaprComponent, DaprTopology, MachineExporter, MetadataValue } from 'cdk8s-dapr';
import { app, deployment } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { shop } from '../../support/namespaces';

describe('exports', () => {
  const program = { directory: '/srv', command: ['node', 'main.js'] };
  const exported = (make: (topology: DaprTopology) => { path: string; content: string }[]) => {
    const chart = shop({ daprVersion: '1.18.3', apiTokenSecret: 'token' });
    const billing = app(chart, { appPort: 8080, readsSecrets: ['stripe'], workload: deployment(chart, 'b', { serviceAccountName: 'b' }), program }, 'billing');
    app(chart, { invokes: [billing], publishes: [{ pubsub: inMemoryBroker(chart), topic: 'orders' }], program }, 'checkout');
    return make(DaprTopology.of(chart)).map(({ path, content }) => `${path}\n${content}`).join('\n');
  };

  test.each([['Compose', (t: DaprTopology) => new ComposeExporter().export(t)], ['machines', (t: DaprTopology) => new MachineExporter().export(t)]])(
    'for %s keep topic and secret scopes, omit derived policies and read Secrets from a file', (_, make) => {
      const text = exported(make);
      expect(text).not.toContain('accessControl');
      expect(text).toContain('checkout=orders');
      expect(text).toMatch(/storeName: kubernetes/);
      expect(text).toMatch(/name: kubernetes\n[^]*secretstores\.local\.file[^]*scopes:\n\s+- billing/);
      expect(text).toContain('"stripe"');
    });

  test('an outbox may publish to the topic with which daprd begins its name outside a cluster', () => {
    const chart = shop({ daprVersion: '1.18.3', apiTokenSecret: 'token' });
    inMemoryBroker(chart);
    const [broker, topic] = ['events', 'orders'].map(MetadataValue.of);
    app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', metadata: { outboxPublishPubsub: broker, outboxPublishTopic: topic } })] });
    const file = new ComposeExporter().export(DaprTopology.of(chart)).find(({ path }) => path.endsWith('component-events.yaml'));
    expect(file!.content).toContain('checkout=orders,defaultcheckoutordersoutbox');
  });
});
