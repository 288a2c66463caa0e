/**
 * Events of an input binding wait while the app of a shared daprd is unavailable. With MQTT, whose broker does not redeliver a message to a
 * client that stays connected: without the retry, an undelivered event would be lost. Requires a daprd with all components, as the released
 * one.
 */
import { ApiObject, Chart, Duration } from 'cdk8s';
import { bindings, DaprApp, DaprPlatform, DaprResiliency, DataPlane, ResiliencyRetry } from 'cdk8s-dapr';
import { PINNED, testApp } from './apps';
import { API_TOKEN_SECRET, figure, server, TestNamespace } from './cluster';
import { awayAndBack, deliver, httpReceiver, ledger, Outcome, rollOut, Target } from './deliveries';

const SECONDS = 30;
const AWAY_SECONDS = 15;
/** With the derived retry, and with a limited retry of the user. */
const NAMES = ['kept', 'given-up'];
const TARGETS = Object.fromEntries(NAMES.map((name): [string, Target] => [name, { path: `/v1.0/bindings/to-${name}`, wrap: 'binding' }]));

/** An MQTT broker. */
function mosquitto(chart: Chart): void {
  const data = { 'mosquitto.conf': 'listener 1883 0.0.0.0\nallow_anonymous true\n' };
  new ApiObject(chart, 'mosquitto-settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mosquitto' }, data });
  server(chart, 'mosquitto', {
    image: process.env.E2E_MOSQUITTO ?? 'test.local/mosquitto:1',
    port: 1883,
    container: { command: ['/usr/sbin/mosquitto', '-c', '/settings/mosquitto.conf'], volumeMounts: [{ name: 'settings', mountPath: '/settings' }] },
    pod: { securityContext: { runAsUser: 1883, runAsNonRoot: true }, volumes: [{ name: 'settings', configMap: { name: 'mosquitto' } }] },
  });
}

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('input-bindings', { redis: false });
  await namespace.deploy(mosquitto);
  await namespace.rolledOut('deployment/mosquitto');
  await namespace.deploy(chart => {
    DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
    ledger(chart);
    const mqtt = (id: string, name: string, metadata: object) =>
      new bindings.Mqtt3Binding(chart, id, { metadata: { url: 'mqtt://mosquitto:1883', topic: name, consumerID: id, ...metadata } });
    const outputs = NAMES.map(name => mqtt(`to-${name}`, name, { direction: 'output' }));
    for (const name of NAMES) {
      const binding = mqtt(`from-${name}`, name, { direction: 'input', route: 'events' });
      const app = new DaprApp(chart, `${name}-dapr`, {
        workload: testApp(chart, name, { port: 3000, script: httpReceiver() }),
        appId: name,
        appPort: 3000,
        inputBindings: [binding],
        dataPlane: DataPlane.sharedDeployment({ replicas: 1, pinned: PINNED }),
      });
      if (name === 'given-up') {
        const few = ResiliencyRetry.of('few', { duration: Duration.seconds(1), maxRetries: 2 });
        new DaprResiliency(chart, `${name}-resiliency`, { apps: [app], componentTargets: [{ component: binding, inbound: { retry: few } }] });
      }
    }
    new DaprApp(chart, 'sender-dapr', { appId: 'sender', workload: testApp(chart, 'sender'), uses: outputs, dataPlane: DataPlane.sidecar({ sidecarImage: PINNED.image }) });
  });
  await namespace.ready();
  await deliver(namespace, { sender: 'sender', targets: TARGETS, run: 'first', seconds: 1 });
});

afterAll(async () => namespace?.delete());

test.each<[string, (name: string) => Promise<void>]>([
  ['rolled out', async name => rollOut(namespace, name)],
  [`away for ${AWAY_SECONDS} s`, async name => awayAndBack(namespace, name, AWAY_SECONDS)],
])('an app that is %s loses no message, but what daprd sends without its body', async (what, action) => {
  const delivery = { sender: 'sender', targets: TARGETS, run: what.replace(/\W/g, ''), seconds: SECONDS, mayLose: ['given-up'] };
  const outcome: { [name: string]: Outcome } = await deliver(namespace, delivery, async () => Promise.all(NAMES.map(async name => action(name))));
  NAMES.forEach(name => {
    const { sent, lost, twice, empty } = outcome[name];
    figure(`input bindings, ${name === 'kept' ? 'derived retry' : 'limited retry'}, app ${what}: ${lost} of ${sent} lost, ${twice} more than once, ${empty} empty`);
  });
  expect(outcome.kept.sent).toBeGreaterThan(0);
  // Dapr 1.18 repeats a call without its body if one attempt failed during sending and the next one could not connect.
  expect(outcome.kept.lost).toBeLessThanOrEqual(outcome.kept.empty);
  expect(outcome.kept.lost).toBeLessThan(outcome.kept.sent * 0.02);
});
