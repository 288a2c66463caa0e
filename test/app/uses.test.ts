/** The declared uses of an app. */
import { ActorHosting, DaprApp, DaprComponent, DaprUse, WorkflowRole } from 'cdk8s-dapr';
import { app, find, KAFKA_BINDING, newChart, refusal } from '../../scenarios/charts';
import { usesOf } from '../../src/facts/uses';
import { inMemoryBroker } from '../support/brokers';

const kinds = (uses: DaprUse[]) => uses.map(({ kind, subject, component }) => [kind, subject, component].filter(Boolean).join(' '));

test('an app lists every declared use once', () => {
  const chart = newChart();
  const events = inMemoryBroker(chart);
  const other = app(chart, { appPort: 8080 }, 'other');
  const shop = app(chart, {
    appPort: 8080,
    subscribes: [{ pubsub: events, topic: 'paid', route: '/paid' }],
    publishes: [{ pubsub: events, topic: 'ordered' }, { pubsub: events, topic: 'ordered' }],
    invokes: [other],
    hostsActors: ActorHosting.APP_PORT,
    workflows: [WorkflowRole.WORKER, WorkflowRole.CLIENT],
    handlesJobs: ['nightly'],
    inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)],
  });
  expect(kinds(usesOf(shop))).toEqual([
    'subscribe paid events', 'publish ordered events', 'invoke other', 'actors', 'workflow-worker', 'workflow-client', 'job nightly', 'input-binding queue',
  ]);
  expect(kinds(usesOf(other))).toEqual(['invoked checkout']);
});

test('uses declared later apply equally', () => {
  const chart = newChart();
  const events = inMemoryBroker(chart);
  const shop = app(chart, { appPort: 8080 });
  shop.addSubscription({ pubsub: events, topic: 'paid', route: '/paid', deadLetterTopic: 'failed' });
  shop.addPublication({ pubsub: events, topic: 'ordered' });
  shop.addInvocation(DaprApp.fromAppAttributes(chart, 'billing', { appId: 'billing', namespace: 'finance' }));
  shop.addActorHosting(ActorHosting.STREAM);
  shop.addWorkflowRole(WorkflowRole.CLIENT);
  shop.addJob('nightly');
  shop.addInputBinding(new DaprComponent(chart, 'queue', KAFKA_BINDING));
  expect(kinds(usesOf(shop))).toEqual([
    'subscribe paid events', 'publish ordered events', 'invoke billing', 'streaming-actors', 'workflow-client', 'job nightly', 'input-binding queue',
  ]);
  expect(find(chart, 'Subscription', 'checkout-events-paid')).toMatchObject({
    spec: { pubsubname: 'events', topic: 'paid', routes: { default: '/paid' }, deadLetterTopic: 'failed' }, scopes: ['checkout'],
  });
});

test('an app is a scope of its declared brokers and bindings', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, publishes: [{ pubsub: inMemoryBroker(chart), topic: 't' }], inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)] });
  expect(find(chart, 'Component', 'events').scopes).toEqual(['checkout']);
  expect(find(chart, 'Component', 'queue').scopes).toEqual(['checkout']);
});

test.each([
  ['is invoked', (chart: any) => { app(chart, { invokes: [app(chart, {}, 'other')] }); }],
  ['handles a job', (chart: any) => { app(chart, { handlesJobs: ['nightly'] }); }],
  ['hosts actors on its port', (chart: any) => { app(chart, { hostsActors: ActorHosting.APP_PORT }); }],
  ['takes an input binding', (chart: any) => { app(chart, { inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)] }); }],
])('an app that %s needs a port', (_, build) => {
  const chart = newChart();
  build(chart);
  expect(refusal(chart)).toContain('DAPR2005');
});

test('workflows and actors over a stream need no port', () => {
  const chart = newChart();
  app(chart, { hostsActors: ActorHosting.STREAM, workflows: [WorkflowRole.WORKER] });
  expect(refusal(chart)).toBe('');
});

test('actors over a stream need Dapr 1.18', () => {
  const chart = newChart({ daprVersion: '1.17' });
  app(chart, { hostsActors: ActorHosting.STREAM });
  expect(refusal(chart)).toContain('DAPR1106');
});

test.each<[string, object]>([
  ['uses[1] must be a component; got \'orders\'', { uses: ['orders'] }],
  ['subscribes[0].pubsub must be a component; got nothing', { subscribes: [{ topic: 't' }] }],
  ['subscribesInCode[0].pubsub must be a component; got \'b\'', { subscribesInCode: [{ pubsub: 'b', topic: 't' }] }],
  ['publishes[0].pubsub must be a component; got \'b\'', { publishes: [{ pubsub: 'b', topic: 't' }] }],
  ['inputBindings[0] must be a component; got 5', { inputBindings: [5] }],
  ['invokes[0] must be an app; got \'billing\'', { invokes: ['billing'] }],
  ['invokedBy[0].app must be an app; got nothing', { invokedBy: [{}] }],
])('a wrong use is refused by its path: %s', (message, props: any) => {
  const chart = newChart();
  const uses = props.uses ? { uses: [inMemoryBroker(chart), ...props.uses] } : props;
  app(chart, { appPort: 8080, ...uses });
  expect(refusal(chart)).toContain(`: ${message}.`);
});

test('a component that was given by its name is pointed to the reference by name', () => {
  const chart = newChart();
  app(chart, { uses: ['orders' as any] });
  expect(refusal(chart)).toContain('DaprComponent.fromComponentName');
});

test.each<[string, object]>([
  ['publishes[0].pubSub is not a known prop; did you mean \'pubsub\'?', { publishes: [{ pubSub: 'b', topic: 't' }] }],
  ['subscribes[0].pubSub is not a known prop; did you mean \'pubsub\'?', { subscribes: [{ pubSub: 'b', topic: 't' }] }],
  ['subscribesInCode[0].pubsup is not a known prop; did you mean \'pubsub\'?', { subscribesInCode: [{ pubsup: 'b', topic: 't' }] }],
  ['invokedBy[0].apps is not a known prop; did you mean \'app\'?', { invokedBy: [{ apps: 'b' }] }],
])('a misspelt reference is named next to the missing one: %s', (message, props: any) => {
  const chart = newChart();
  app(chart, { appPort: 8080, ...props });
  expect(refusal(chart)).toContain(`: ${message}`);
});

test('methods refuse other values than those of their enums, as the props do', () => {
  const chart = newChart();
  const shop = app(chart);
  shop.addActorHosting('streem' as any);
  shop.addWorkflowRole('wrker' as any);
  const error = refusal(chart);
  expect(error).toContain('hosting must be \'app-port\' or \'stream\'; got \'streem\'');
  expect(error).toContain('role must be \'worker\' or \'client\'; got \'wrker\'');
});
