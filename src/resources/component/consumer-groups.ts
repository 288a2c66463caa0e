/** How message brokers divide the events of a topic among daprds: each consumer group gets all of them, and the daprds of a group share them. */
import { IDaprPeer } from '../../contract';
import { entryOf } from '../../util/json';
import { isField } from '../metadata/field-names';

/** The metadata fields that set the group, the first one first; without any, daprd uses the app ID as `consumerID`. */
const GROUP_FIELDS: { readonly [type: string]: readonly string[] | undefined } = {
  'pubsub.aws.snssqs': ['consumerID'],
  'pubsub.azure.eventhubs': ['consumerGroup', 'consumerID'],
  'pubsub.azure.servicebus.topics': ['consumerID'],
  'pubsub.gcp.pubsub': ['consumerID'],
  'pubsub.jetstream': ['queueGroupName', 'durableName'],
  'pubsub.kafka': ['consumerGroup', 'consumerID'],
  'pubsub.kubemq': ['group'],
  'pubsub.mqtt3': ['consumerID'],
  'pubsub.pulsar': ['consumerID'],
  'pubsub.rabbitmq': ['consumerID'],
  'pubsub.redis': ['consumerID'],
  'pubsub.rocketmq': ['consumerGroup', 'groupName'],
  'bindings.azure.eventhubs': ['consumerGroup'],
  'bindings.kafka': ['consumerGroup'],
  'bindings.rocketmq': ['consumerGroup'],
};

/** Sources whose messages go to one of all consumers. */
const QUEUES = [
  'pubsub.azure.servicebus.queues', 'bindings.aws.sqs', 'bindings.azure.servicebus.queues', 'bindings.azure.storagequeues', 'bindings.gcp.pubsub',
  'bindings.rabbitmq',
];
/** Brokers with one queue, or connection, for all topics of a group. */
const SHARED_BY_TOPICS = ['pubsub.aws.snssqs', 'pubsub.mqtt3'];

/** Metadata with a plain value, by name. */
export type Entries = readonly (readonly [string, string])[];

export const isQueue = (type: string): boolean => QUEUES.includes(type);
export const isSharedByTopics = (type: string): boolean => SHARED_BY_TOPICS.includes(type);

/** The field that sets the group of a component, and its value. */
export function groupOf(type: string, entries: Entries): { readonly field: string; readonly value: string } | undefined {
  return (entryOf(GROUP_FIELDS, type) ?? []).flatMap(field => {
    const value = entries.find(([name]) => isField(name, field))?.[1].trim();
    return value ? [{ field, value }] : [];
  })[0];
}

/** The group with the placeholders that daprd replaces; undefined if it changes with each start. */
export const groupFor = ({ appId, namespace = '' }: IDaprPeer, group: string): string | undefined =>
  /\{(podName|uuid)\}/.test(group) ? undefined : group.replaceAll('{appID}', appId).replaceAll('{namespace}', `${namespace}.${appId}`);

/** Whether a group is the same for all apps. */
export const isFixed = (group: string): boolean => !/\{(appID|namespace|podName|uuid)\}/.test(group);

/** The placeholder with which a group is new at each start of daprd. An MQTT broker needs another client ID for each daprd. */
export const renewedBy = (type: string, field: string, value: string): string | undefined =>
  type !== 'pubsub.mqtt3' && entryOf(GROUP_FIELDS, type)?.some(each => isField(field, each)) ? /\{(?:podName|uuid)\}/.exec(value)?.[0] : undefined;
