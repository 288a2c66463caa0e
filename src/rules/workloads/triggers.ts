/** Triggers of KEDA that count other messages than those that the daprd of the app reads. */
import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprApp } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { APPS, isRemote, wiringOf } from '../../facts/apps';
import { Edges } from '../../facts/edges';
import { Objects } from '../../facts/objects';
import { SUBSCRIPTIONS } from '../../facts/subscriptions';
import { keyAt, placeOf } from '../../kubernetes/cluster';
import { keyIn } from '../../kubernetes/names';
import { definedComponent, DefinedComponent, renderedMetadata } from '../../resources/component/components';
import { groupFor, groupOf } from '../../resources/component/consumer-groups';
import { isMap, Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';

const TRIGGER_COUNTS_OTHER_MESSAGES = warning('DAPR8050', {
  title: 'KEDA trigger that counts other messages than the app reads',
  why: 'KEDA does not see the messages that wait for the app: the app stays at its minimum, which may be zero',
  todo: 'set the group, queue and topic that daprd reads in the metadata of the trigger, or acknowledge this if it counts messages that the app reads without Dapr',
  source: 'KEDA ScaledObject, dapr/dapr pkg/runtime/processor/pubsub/pubsub.go',
});

/** What a daprd reads for one subscription. */
interface Read {
  readonly type: string;
  readonly topic: string;
  readonly group: string;
  /** The queue that the metadata of the subscription sets. */
  readonly queue?: string;
}

/** The queues that the metadata of subscriptions sets, by app, broker and topic. */
type Queues = ReadonlyMap<string, string | undefined>;
type Wanted = { readonly [field: string]: string };
const last = (path: unknown): string => String(path).split('/').pop()!;
/** The name of an SQS queue, as the component creates it. */
const sqsName = (name: string): string => name.replace(/[^a-zA-Z0-9_-]/g, '').slice(0, 80);

/** By type of trigger: the fields that the trigger must have to count what a daprd reads. */
const WANTED: { readonly [trigger: string]: { readonly [component: string]: (read: Read) => Wanted } } = {
  'kafka': { 'pubsub.kafka': ({ group, topic }) => ({ consumerGroup: group, topic }) },
  'apache-kafka': { 'pubsub.kafka': ({ group, topic }) => ({ consumerGroup: group, topic }) },
  'redis-streams': { 'pubsub.redis': ({ group, topic }) => ({ stream: topic, consumerGroup: group }) },
  'rabbitmq': { 'pubsub.rabbitmq': ({ group, topic, queue }) => ({ queueName: queue ?? `${group}-${topic}` }) },
  'azure-servicebus': {
    'pubsub.azure.servicebus.topics': ({ group, topic }) => ({ topicName: topic, subscriptionName: group }),
    'pubsub.azure.servicebus.queues': ({ topic }) => ({ queueName: topic }),
  },
  'azure-eventhub': { 'pubsub.azure.eventhubs': ({ group, topic }) => ({ consumerGroup: group, eventHubName: topic }) },
  'aws-sqs-queue': { 'pubsub.aws.snssqs': ({ group }) => ({ queueURL: sqsName(group) }) },
  'gcp-pubsub': { 'pubsub.gcp.pubsub': ({ group, topic }) => ({ subscriptionName: `${group}-${topic}` }) },
  'pulsar': { 'pubsub.pulsar': ({ group, topic }) => ({ topic, subscription: group }) },
};
/** Fields that contain a path or URL, and end with the name. */
const PATHS = ['queueURL', 'subscriptionName', 'topic'];

/** Each trigger must count what the daprd of its app reads. */
const triggers: AppCheck = root => {
  const objects = Objects.of(root).ofKind('ScaledObject', 'keda.sh');
  const apps = new Map(objects.length ? APPS.of(root).filter(app => !isRemote(app)).map(app => [workloadOf(app), app]) : []);
  const queues: Queues = new Map((objects.length ? SUBSCRIPTIONS.of(root) : [])
    .map(({ app, pubsub, topic, metadata }) => [keyAt(app, app.appId, pubsub, topic), metadata?.queueName]));
  return objects.flatMap((object): Finding[] => {
    const { scaleTargetRef: ref, triggers: all }: Json = object.toJson().spec ?? {};
    const app = apps.get(keyIn(placeOf(object, object.metadata.namespace), ref?.kind ?? 'Deployment', ref?.name ?? ''));
    return app ? mapsIn(all).flatMap(trigger => checkTrigger(object, app, trigger, queues)) : [];
  });
};

function workloadOf(app: IDaprApp): string {
  const { pod } = wiringOf(app)!;
  return keyIn(placeOf(app, pod.namespace), pod.kind, pod.name);
}

function checkTrigger(at: IConstruct, app: IDaprApp, { type, metadata }: Json, queues: Queues): Finding[] {
  const wanted = Object.hasOwn(WANTED, type) ? WANTED[type] : undefined;
  const reads = wanted && isMap(metadata) ? readsOf(app, queues) : undefined;
  const matching = reads?.filter(read => Object.hasOwn(wanted!, read.type)).map(read => wanted![read.type](read)) ?? [];
  if (!matching.length || matching.some(each => counts(metadata, each))) {
    return [];
  }
  const shown = (fields: Json): string => Object.keys(matching[0]).filter(field => fields[field] !== undefined)
    .map(field => `${field} ${describe(fields[field])}`).join(' and ');
  return [{
    at,
    rule: TRIGGER_COUNTS_OTHER_MESSAGES,
    what: `trigger ${type} counts ${shown(metadata) || 'other messages'}; the daprd of app '${app.appId}' reads ${matching.map(shown).join(', or ')}`,
  }];
}

/** A field that is not set is not compared: KEDA may read it from the environment or a TriggerAuthentication. */
const counts = (metadata: Json, wanted: Wanted): boolean => Object.entries(wanted).every(([field, value]) => {
  const given: unknown = metadata[field];
  return given === undefined || given === value || (PATHS.includes(field) && last(given) === last(value));
});

/** What the daprd of an app reads; undefined if that is not known, or if it has input bindings. */
function readsOf(app: IDaprApp, queues: Queues): Read[] | undefined {
  const edges = Edges.of(app).from(app);
  const reads = edges.filter(({ kind }) => kind === DaprUseKind.SUBSCRIBE).map(({ resource, subject }): Read | undefined => {
    const component = definedComponent(resource!);
    const group = component && groupOfDaprd(app, component);
    const queue = queues.get(keyAt(app, app.appId, resource!.resourceName, subject!));
    return component && group !== undefined ? { type: component.type, topic: subject!, group, queue } : undefined;
  });
  const isKnown = !edges.some(({ kind }) => kind === DaprUseKind.INPUT_BINDING);
  return isKnown && reads.every(each => each !== undefined) ? reads : undefined;
}

/** The consumer group of an app; undefined if its value is not in the manifest, or new with each start. */
function groupOfDaprd(app: IDaprApp, component: DefinedComponent): string | undefined {
  // A value from a secret may be any.
  const group = groupOf(component.type, renderedMetadata(component).map(({ name, value }) => [String(name), typeof value === 'string' ? value : '{uuid}']));
  return groupFor(app, group?.value ?? app.appId);
}

export const checks = [triggers];
