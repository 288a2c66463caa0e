/** What an upgrade of Dapr changes, told for each app that it concerns. */
import { Chart } from 'cdk8s';
import {
  AccessAction, ActorHosting, ControlPlaneOutput, DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprControlPlane, DaprFeature,
  DaprPlatform, DaprPlatformSettings, DaprResiliency, DaprWarnings, DataPlane, MetadataValue, ResiliencyRetry, WorkflowRole,
} from 'cdk8s-dapr';
import { app, codes, deployment, newChart, SHARED } from '../../scenarios/charts';
import { BEHAVIOR_CHANGES, changesBetween } from '../../src/upgrades/behavior-changes';

const FROM_17: DaprPlatformSettings = { ...SHARED, daprVersion: '1.18.2', upgradingFrom: '1.17' };
const FROM_18: DaprPlatformSettings = { ...SHARED, daprVersion: '1.19', upgradingFrom: '1.18.3' };

/** Told once for the cluster. */
const OF_CLUSTER = ['DAPR1111', 'DAPR1112'];

/** The warnings of an upgrade that concern apps, as `code path: message`. */
function told(settings: DaprPlatformSettings, props: (chart: Chart) => Partial<DaprAppProps>): string[] {
  const chart = newChart(settings, { namespace: 'shop' });
  app(chart, props(chart));
  return DaprWarnings.of(chart.node.root).list().filter(({ code }) => /^DAPR11(1[1-9]|2)/.test(code) && !OF_CLUSTER.includes(code)).map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

const FLOOR = 'DAPR1121 App: Dapr is upgraded from 1.17 to 1.18.2.';
const component = (type: string, metadata: object = {}) => (chart: Chart) => new DaprComponent(chart, 'broker', { type, metadata: { ...metadata } });
const kafka = { brokers: MetadataValue.of('k:9092'), authType: MetadataValue.of('none') };

test('nothing is told unless an upgrade is declared', () => {
  expect(told({ ...SHARED, daprVersion: '1.18' }, () => ({}))).toEqual([]);
});

test('an app that an upgrade does not concern is not named', () => {
  expect([told(FROM_17, () => ({})), told(FROM_18, () => ({}))]).toEqual([[FLOOR], []]);
});

test('the control plane is told once, with several apps and platforms', () => {
  const chart = newChart(FROM_17);
  app(chart);
  app(chart, { workload: deployment(chart, 'b-web') }, 'b');
  const other = new Chart(chart.node.root as any, 'other');
  DaprPlatform.set(other, FROM_17);
  app(other);
  expect(DaprWarnings.of(chart.node.root).list().filter(({ code }) => code === 'DAPR1121')).toHaveLength(1);
});

describe('to 1.18', () => {
  const HOT_RELOAD = "DAPR1120 chart/checkout: Dapr is upgraded from 1.17 to 1.18.2, and the app loads Component 'broker'.";
  const uses = (chart: Chart) => [component('pubsub.in-memory')(chart)];

  test('HotReload concerns a sidecar that loads resources and whose Configuration does not decide', () => {
    const configured = (...features: DaprFeature[]) => (chart: Chart) => ({ uses: uses(chart), dataPlane: DataPlane.sidecar({ configuration: new DaprConfiguration(chart, 'c', { features }) }) });
    expect(told(FROM_17, chart => ({ uses: uses(chart) }))).toEqual([FLOOR, HOT_RELOAD]);
    expect(told(FROM_17, configured(DaprFeature.ACTOR_STATE_TTL))).toEqual([FLOOR, HOT_RELOAD.replace("'broker'", "'broker', Configuration 'c'")]);
    expect(told(FROM_17, configured(DaprFeature.HOT_RELOAD.disabled()))).toEqual([FLOOR]);
    expect(told(FROM_17, configured(DaprFeature.HOT_RELOAD))).toEqual([FLOOR]);
    expect(told(FROM_17, chart => ({ uses: uses(chart), dataPlane: DataPlane.sharedDeployment() }))).toEqual([FLOOR]);
  });

  test('workflows and invocations', () => {
    const chart = (props: object) => told(FROM_17, () => props).filter(text => text !== FLOOR);
    expect(chart({ workflows: [WorkflowRole.CLIENT] })).toEqual(['DAPR1122 chart/checkout: Dapr is upgraded from 1.17 to 1.18.2, and the app starts workflows.']);
    expect(chart({ workflows: [WorkflowRole.WORKER] })).toEqual(['DAPR1123 chart/checkout: Dapr is upgraded from 1.17 to 1.18.2, and the app runs workflows.']);
    expect(told(FROM_17, made => ({ invokes: [DaprApp.fromAppId(made, 'peer', 'billing')] })).filter(text => text !== FLOOR))
      .toEqual(['DAPR1124 chart/checkout: Dapr is upgraded from 1.17 to 1.18.2, and the app invokes other apps.']);
    expect(told(FROM_18, made => ({ invokes: [DaprApp.fromAppId(made, 'peer', 'billing')] }))).toEqual(['DAPR1119 chart/checkout: Dapr is upgraded from 1.18.3 to 1.19, and the app invokes other apps.']);
    expect(told(FROM_17, made => ({
      workflows: [WorkflowRole.WORKER],
      dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(made, 'c', { features: [DaprFeature.WORKFLOWS_REMOTE_ACTIVITY_REMINDER.disabled()] }) }),
    }))).toEqual([FLOOR]);
  });
});

test('the protocols of Services are told once', () => {
  const chart = newChart(FROM_18);
  app(chart);
  expect(DaprWarnings.of(chart.node.root).list().filter(({ code }) => code === 'DAPR1112').map(({ path, message }) => `${path}: ${message}`)).toEqual(['App: Dapr is upgraded from 1.18.3 to 1.19.']);
});

describe('to 1.19', () => {
  const receives = (type: string, metadata?: object) => told(FROM_18, chart => ({ appPort: 8080, subscribesInCode: [{ pubsub: component(type, metadata)(chart), topic: 't' }] }));
  const NAMED = "chart/checkout: Dapr is upgraded from 1.18.3 to 1.19, and the app receives events from 'broker'.";

  test('each broker has its change', () => {
    expect([receives('pubsub.redis'), receives('pubsub.azure.servicebus.topics'), receives('pubsub.azure.servicebus.queues')]).toEqual(Array(3).fill([`DAPR1125 ${NAMED}`]));
    expect(receives('pubsub.azure.eventhubs')).toEqual([`DAPR1127 ${NAMED}`]);
    expect(receives('pubsub.kafka', kafka)).toEqual([`DAPR1128 ${NAMED}`]);
    expect([receives('pubsub.rabbitmq'), receives('pubsub.acme')]).toEqual([[], []]);
  });

  test('input bindings count, other uses of a component do not', () => {
    expect(told(FROM_18, chart => ({ appPort: 8080, inputBindings: [component('bindings.kafka', { ...kafka, topics: MetadataValue.of('t'), consumerGroup: MetadataValue.of('g') })(chart)] }))).toEqual([`DAPR1128 ${NAMED}`]);
    expect(told(FROM_18, chart => ({ publishes: [{ pubsub: component('pubsub.kafka', kafka)(chart), topic: 't' }] }))).toEqual([]);
  });

  test('changes of 1.18.5 are not told again', () => {
    const from = (upgradingFrom: string, daprVersion: string) => told({ ...FROM_18, upgradingFrom, daprVersion }, chart => ({ appPort: 8080, subscribesInCode: [{ pubsub: component('pubsub.redis')(chart), topic: 't' }] }));
    expect(from('1.18.5', '1.19')).toEqual([]);
    expect(from('1.18.4', '1.18.5')).toEqual(["DAPR1125 chart/checkout: Dapr is upgraded from 1.18.4 to 1.18.5, and the app receives events from 'broker'."]);
  });

  test.each([['sidecars', DataPlane.sidecar()], ['shared daprds', DataPlane.sharedDeployment()], ['DaemonSets', DataPlane.sharedDaemonSet()]])('CRDs are told once for each cluster, with %s', (_, dataPlane) => {
    const chart = newChart({ ...FROM_18, cluster: 'a', dataPlane }, { namespace: 'shop' });
    app(chart);
    app(chart, { workload: deployment(chart, 'b-web') }, 'b');
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'shop' });
    DaprPlatform.set(other, { ...FROM_18, cluster: 'b', dataPlane });
    app(other);
    expect(DaprWarnings.of(chart.node.root).list().filter(({ code }) => code === 'DAPR1111').map(({ path, message }) => `${path}: ${message}`))
      .toEqual(["App: Dapr is upgraded from 1.18.3 to 1.19 in cluster 'a'.", "App: Dapr is upgraded from 1.18.3 to 1.19 in cluster 'b'."]);
    new DaprControlPlane(other, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: '1.19.0' });
    expect(DaprWarnings.of(chart.node.root).list().filter(({ code }) => code === 'DAPR1111').map(({ message }) => message)).toEqual([expect.stringContaining("'a'")]);
  });

  test('offsets of Kafka concern apps whose events are lost after the last retry', () => {
    const of = (props: object, retry?: ResiliencyRetry) => told(FROM_18, chart => {
      const pubsub = component('pubsub.kafka', kafka)(chart);
      if (retry) {
        new DaprResiliency(chart, 'r', { availableToNamespace: true, componentTargets: [{ component: pubsub, inbound: { retry } }] });
      }
      return { appPort: 8080, subscribes: [{ pubsub, topic: 't', route: '/t', ...props }] };
    }).filter(text => text.startsWith('DAPR1128'));
    expect(of({})).toEqual([`DAPR1128 ${NAMED}`]);
    expect(of({ deadLetterTopic: 'dead' })).toEqual([]);
    expect(of({}, ResiliencyRetry.of('always', { maxRetries: -1 }))).toEqual([]);
    expect([of({}, ResiliencyRetry.of('some', { maxRetries: 3 })), of({}, ResiliencyRetry.of('busy', { maxRetries: -1, httpStatusCodes: '503' }))]).toEqual(Array(2).fill([`DAPR1128 ${NAMED}`]));
  });

  test('redeliverInterval concerns apps that receive from a Redis with a duration', () => {
    const of = (redeliverInterval: string) => receives('pubsub.redis', { redeliverInterval: MetadataValue.of(redeliverInterval) }).filter(text => text.startsWith('DAPR1115'));
    expect([of('30s'), of('0s')]).toEqual(Array(2).fill([`DAPR1115 ${NAMED}`]));
    expect([of('30000'), of('0')]).toEqual([[], []]);
    expect(receives('pubsub.redis', { redeliverInterval: MetadataValue.fromSecret('s', 'k') })).toContain(`DAPR1115 ${NAMED}`);
    expect(told(FROM_18, chart => ({ publishes: [{ pubsub: component('pubsub.redis', { redeliverInterval: MetadataValue.of('30s') })(chart), topic: 't' }] }))).toEqual([]);
  });

  test('the first retry of Azure App Configuration and the model of Anthropic concern apps that load the component', () => {
    const loads = (type: string, metadata: object = {}) => told(FROM_18, chart => ({ uses: [component(type, metadata)(chart)] }));
    const LOADED = "chart/checkout: Dapr is upgraded from 1.18.3 to 1.19, and the app loads 'broker'.";
    expect(loads('configuration.azure.appconfig')).toEqual([`DAPR1116 ${LOADED}`]);
    expect(loads('conversation.anthropic')).toEqual([`DAPR1118 ${LOADED}`]);
    expect(loads('conversation.anthropic', { model: MetadataValue.of('claude-sonnet-4-6') })).toEqual([]);
    expect([loads('conversation.openai'), loads('configuration.redis')]).toEqual([[], []]);
  });

  test('actors and clients of workflows', () => {
    const of = (props: object) => told(FROM_18, () => ({ appPort: 8080, ...props })).map(text => text.slice(0, 8));
    expect(of({ hostsActors: ActorHosting.APP_PORT })).toEqual(['DAPR1113']);
    expect(of({ workflows: [WorkflowRole.CLIENT] })).toEqual(['DAPR1114']);
    expect(of({ workflows: [WorkflowRole.WORKER] })).toEqual([]);
  });

  test('operations with encoded separators are named', () => {
    const of = (...names: string[]) => told(FROM_18, chart => ({
      appPort: 8080,
      invokedBy: [{ app: DaprApp.fromAppAttributes(chart, 'peer', { appId: 'web', namespace: 'shop' }), operations: names.map(name => ({ name, action: AccessAction.ALLOW })) }],
    }));
    expect(of('/a%2Fb', '/orders', '/a%2eb')).toEqual(["DAPR1126 chart/checkout: Dapr is upgraded from 1.18.3 to 1.19, and the app allows the operations '/a%2Fb', '/a%2eb'."]);
    expect(of('/orders', '/2F')).toEqual([]);
  });
});

test('an upgrade over several lines has the changes of each, and a downgrade none', () => {
  const codesOf = (from: string, to: string) => changesBetween(from, to).map(({ rule }) => rule.code);
  expect(codesOf('1.16', '1.19').sort()).toEqual(BEHAVIOR_CHANGES.map(({ rule }) => rule.code).sort());
  expect(codesOf('1.18.1', '1.18.4')).toEqual([]);
  expect(codesOf('1.18.4', '1.18.5')).toEqual(['DAPR1127', 'DAPR1127', 'DAPR1125']);
  expect(codesOf('1.18.5', '1.18.6')).toEqual(['DAPR1119', 'DAPR1126']);
  expect(codesOf('1.17.14', '1.17.15')).toEqual(['DAPR1127']);
  expect(codesOf('1.17.15', '1.17.16')).toEqual(['DAPR1119', 'DAPR1126']);
  expect(codesOf('1.18.6', '1.19')).not.toContain('DAPR1126');
  expect(codesOf('1.19', '1.17')).toEqual([]);
  expect(codesOf('1.17.7', '1.18').every(code => /^DAPR112[0-4]$/.test(code))).toBe(true);
  expect(codesOf('latest', '1.18')).toEqual([]);
});

test('the version before an upgrade must be a version', () => {
  expect(codes(() => newChart({ upgradingFrom: 'latest' }))).toEqual(['DAPR1101']);
  expect(DaprPlatform.of(newChart({ upgradingFrom: 'latest' })).upgradingFrom).toBeUndefined();
});
