/** What changes for the components of apps between releases of Dapr. */
import { BehaviorChange } from './behavior-change';
import { DaprUseKind, IDaprApp, IDaprResource } from '../contract';
import { warning } from '../diagnostics/rule';
import { Edge, Edges } from '../facts/edges';
import { hasDeadLetterTopic } from '../facts/subscriptions';
import { componentsOf, definedComponent, DefinedComponent, renderedMetadata, typeOf } from '../resources/component/components';
import { INTERVALS_AS_DURATIONS, isPlainNumber, LIMITS_END_RETRIES, plainValue } from '../resources/metadata/delivery-limits';
import { inboundOf } from '../resources/resiliency/inbound';

const RETRIES_WITH_LIMIT = warning('DAPR1125', {
  title: 'inbound retries limited by the broker since Dapr 1.18.5',
  why: 'The retry of an event ends with the time limit of the broker (processingTimeout of Redis and handlerTimeoutInSec of Service Bus, 60 s by default), and the event goes to the dead letter topic',
  todo: 'behind a shared daprd, set maxAppAbsence if the app may be away for more than an hour; beside a sidecar, raise the limit of the component if a retry takes longer; then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md (the same change is in 1.18.5)',
});
const EVENT_HUBS_FROM_START = warning('DAPR1127', {
  title: 'Event Hubs read from the earliest event since Dapr 1.18.5',
  why: 'A consumer group without a checkpoint receives the events of the whole retention time, and an event that the app never accepts holds its partition: backOffMaxRetries does not end its retry',
  todo: 'make sure that the consumer group has a checkpoint, or that the app tolerates old events, and that it accepts or drops every event; then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.5.md, v1.17.15.md',
});
const KAFKA_COMMITS = warning('DAPR1128', {
  title: 'Kafka offsets committed after the last retry since Dapr 1.19',
  why: 'A message whose retries are exhausted is not delivered again when the consumer reconnects',
  todo: 'set a dead letter topic, or a retry without maxRetries for the component in a DaprResiliency, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});
const REDELIVER_INTERVAL = warning('DAPR1115', {
  title: 'redeliverInterval of Redis read as a duration since Dapr 1.19',
  why: 'Before, the component ignored a value that is not a number of milliseconds, and checked for pending events every 15 s; 0s now ends redelivery',
  todo: 'check the value, or set 15s to keep the interval, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md, dapr/components-contrib common/component/redis/redis.go',
});
const FIRST_RETRY = warning('DAPR1116', {
  title: 'retryDelay of Azure App Configuration applied since Dapr 1.19',
  why: 'The component waits for retryDelay (4 s by default) before its first retry; before, it waited for maxRetryDelay (120 s by default)',
  todo: 'raise retryDelay if the store limits requests, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});
const ANTHROPIC_MODEL = warning('DAPR1118', {
  title: 'other default model of Anthropic since Dapr 1.19',
  why: 'Without model, the component uses claude-sonnet-4-6, because the default model of before is retired',
  todo: 'set model, or acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});

/** The changes of components, oldest first. */
export const COMPONENT_CHANGES: readonly BehaviorChange[] = [
  { since: ['1.17.15', '1.18.5', '1.19'], rule: EVENT_HUBS_FROM_START, concerns: receives(/^pubsub\.azure\.eventhubs$/) },
  { since: ['1.18.5', '1.19'], rule: EVENT_HUBS_FROM_START, concerns: receives(/^bindings\.azure\.eventhubs$/) },
  { since: LIMITS_END_RETRIES, rule: RETRIES_WITH_LIMIT, concerns: receives(/^pubsub\.(redis$|azure\.servicebus\.)/) },
  { since: ['1.19'], rule: KAFKA_COMMITS, concerns: receives(/^(pubsub|bindings)\.kafka$/, losesEvents) },
  { since: INTERVALS_AS_DURATIONS, rule: REDELIVER_INTERVAL, concerns: receives(/^pubsub\.redis$/, hasDurationAsInterval) },
  { since: ['1.19'], rule: FIRST_RETRY, concerns: loads(/^configuration\.azure\.appconfig$/) },
  { since: ['1.19'], rule: ANTHROPIC_MODEL, concerns: loads(/^conversation\.anthropic$/, hasNoModel) },
];

const named = (names: readonly string[]): string => [...new Set(names)].sort().map(name => `'${name}'`).join(', ');

/** Apps that receive events from a component of a type. */
function receives(type: RegExp, which: (component: IDaprResource, edge: Edge) => boolean = () => true): (app: IDaprApp) => string | undefined {
  return app => {
    const from = Edges.of(app).from(app)
      .flatMap(edge => edge.resource && (edge.kind === DaprUseKind.SUBSCRIBE || edge.kind === DaprUseKind.INPUT_BINDING)
      && type.test(typeOf(edge.resource) ?? '') && which(edge.resource, edge) ? [edge.resource.resourceName] : []);
    return from.length ? `receives events from ${named(from)}` : undefined;
  };
}

/** Apps that load a component of a type. */
function loads(type: RegExp, which: (component: DefinedComponent) => boolean = () => true): (app: IDaprApp) => string | undefined {
  return app => {
    const loaded = componentsOf(app).filter(component => type.test(component.type) && which(component)).map(({ resourceName }) => resourceName);
    return loaded.length ? `loads ${named(loaded)}` : undefined;
  };
}

/** Whether an event is lost after its last retry: it goes to no dead letter topic, and a retry ends. */
function losesEvents({ resourceName }: IDaprResource, { app, kind, subject }: Edge): boolean {
  const inbound = inboundOf(app as IDaprApp, resourceName);
  const isEndless = inbound.length > 0 && inbound.every(({ policies }) => policies?.retry?._endless && !policies.circuitBreaker);
  return !isEndless && !(kind === DaprUseKind.SUBSCRIBE && hasDeadLetterTopic(app, resourceName, subject ?? ''));
}

function hasDurationAsInterval(resource: IDaprResource): boolean {
  const component = definedComponent(resource);
  const value = component && plainValue(renderedMetadata(component), 'redeliverInterval');
  return value === null || (Boolean(value) && !isPlainNumber(value!));
}

function hasNoModel(component: DefinedComponent): boolean {
  const model = plainValue(renderedMetadata(component), 'model');
  return model === undefined || model === '';
}
