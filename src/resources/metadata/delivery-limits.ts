/**
 * How long message brokers keep an event that the app does not accept, by the limits of their components: docs/events.md. Read in the sources of
 * components-contrib 1.18.3 and of its main branch up to 1.19; components that are not listed have no such limit.
 */
import { isField } from './field-names';
import { hasSince } from '../../dapr/version';
import { entryOf, Json } from '../../util/json';
import { duration, goDuration, goDurationSeconds } from '../../util/values';

/** The releases in which the time limit of a component ends the retry of an event (dapr/dapr#10497). */
export const LIMITS_END_RETRIES: readonly string[] = ['1.18.5', '1.19'];
/** The releases that read `redeliverInterval` of Redis as a duration; before, only a number counts (dapr/components-contrib#4601). */
export const INTERVALS_AS_DURATIONS: readonly string[] = ['1.19'];

/** How an event is delivered. */
export interface Delivery {
  readonly daprVersion: string;
  /** Whether its subscription has a dead letter topic. */
  readonly hasDeadLetters: boolean;
  /** Whether several events are delivered in one call. */
  readonly isBulk: boolean;
}

/** The limit of a component on the time for which it delivers an event. Times are in milliseconds. */
export interface DeliveryLimit {
  /** The metadata field that sets the limit. */
  readonly field: string;
  /** The time of one delivery without the field. */
  readonly byDefault: number;
  /** The time that the field sets; undefined if the field counts deliveries. */
  readonly unit?: number;
  /** The longest time that the broker accepts. */
  readonly max?: number;
  /** Formats a time for the field; undefined if changing it on an existing consumer is not safe. */
  readonly render?: (time: number) => string;
  /** The number of deliveries after which the event does not wait any more. */
  readonly deliveries: (metadata: readonly Json[], delivery: Delivery) => number;
  /** What happens to the event then. */
  readonly then: (delivery: Delivery) => string;
  /** The metadata fields after whose time the broker deletes an event, with the unit of a plain number. */
  readonly expiry?: { readonly [field: string]: number };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const TO_DEAD_LETTERS = 'go to the dead letter topic';

const inSeconds = (time: number): string => String(Math.ceil(time / SECOND));

/** The value of a metadata field; null if it is set and not known, undefined if it is not set. */
export function plainValue(metadata: readonly Json[], field: string): string | null | undefined {
  const entry = metadata.find(({ name }) => isField(name, field));
  return entry && (typeof entry.value === 'string' ? entry.value.trim() : null);
}

/** Whether a value is a number without a unit. */
export const isPlainNumber = (value: string): boolean => /^[0-9]+$/.test(value);

/** A time in milliseconds, given as a plain number or as a Go duration; NaN if it is neither. */
export const timeOf = (value: string, unit: number): number =>
  isPlainNumber(value) ? Number(value) * unit : duration(value) === undefined ? goDurationSeconds(value) * SECOND : NaN;

const countOf = (metadata: readonly Json[], field: string, byDefault: number): number => Number(plainValue(metadata, field) ?? byDefault);
const isSet = (metadata: readonly Json[], field: string): boolean => Boolean(plainValue(metadata, field) ?? '');

/** Redis applies its limit only with redelivery; without a dead letter topic, it delivers the event again. */
const ofRedis: DeliveryLimit['deliveries'] = (metadata, { daprVersion, hasDeadLetters, isBulk }) => {
  const interval = plainValue(metadata, 'redeliverInterval') ?? '';
  const redelivers = timeOf(interval, 1) !== 0 || !(isPlainNumber(interval) || hasSince(daprVersion, INTERVALS_AS_DURATIONS));
  return hasSince(daprVersion, LIMITS_END_RETRIES) && hasDeadLetters && !isBulk && redelivers ? 1 : Infinity;
};

/** Bulk deliveries of Service Bus have always ended with the limit. */
const ofServiceBus: DeliveryLimit['deliveries'] = (metadata, { daprVersion, hasDeadLetters, isBulk }) =>
  !isBulk && !hasSince(daprVersion, LIMITS_END_RETRIES) ? Infinity : hasDeadLetters ? 1 : countOf(metadata, 'maxDeliveryCount', 10);

const SERVICE_BUS: DeliveryLimit = {
  field: 'handlerTimeoutInSec',
  byDefault: MINUTE,
  unit: SECOND,
  render: inSeconds,
  deliveries: ofServiceBus,
  then: ({ hasDeadLetters }) => hasDeadLetters ? TO_DEAD_LETTERS : 'go to the dead letter queue of Service Bus',
  expiry: { defaultMessageTimeToLiveInSec: SECOND, ttlInSeconds: SECOND },
};

const LIMITS: { readonly [type: string]: DeliveryLimit } = {
  'pubsub.redis': {
    field: 'processingTimeout',
    byDefault: MINUTE,
    unit: 1,
    render: goDuration,
    deliveries: ofRedis,
    then: () => TO_DEAD_LETTERS,
    expiry: { streamTTL: SECOND },
  },
  'pubsub.azure.servicebus.topics': SERVICE_BUS,
  'pubsub.azure.servicebus.queues': SERVICE_BUS,
  'pubsub.aws.snssqs': {
    field: 'messageVisibilityTimeout',
    byDefault: 10 * SECOND,
    unit: SECOND,
    max: 12 * 60 * MINUTE,
    render: inSeconds,
    deliveries: metadata => plainValue(metadata, 'disableDeleteOnRetryLimit') === 'true' ? Infinity
      : isSet(metadata, 'sqsDeadLettersQueueName') ? countOf(metadata, 'messageReceiveLimit', 0) || Infinity
        // The delivery that reaches the limit deletes the message.
        : countOf(metadata, 'messageRetryLimit', 10) - 1,
    then: () => 'are deleted from the queue, or moved to its dead letter queue',
  },
  'pubsub.jetstream': {
    field: 'ackWait',
    byDefault: 30 * SECOND,
    unit: SECOND,
    deliveries: metadata => isSet(metadata, 'backOff') || plainValue(metadata, 'ackPolicy') === 'none' ? Infinity : countOf(metadata, 'maxDeliver', 0) || Infinity,
    then: () => 'are not delivered again by the stream',
  },
  'pubsub.gcp.pubsub': {
    field: 'maxDeliveryAttempts',
    // The client library extends the deadline of an event for this time.
    byDefault: 60 * MINUTE,
    deliveries: metadata => isSet(metadata, 'deadLetterTopic') ? countOf(metadata, 'maxDeliveryAttempts', 5) : Infinity,
    then: () => 'go to the dead letter topic of the component',
  },
};

/** The limit of a type of message broker. */
export const deliveryLimitOf = (type: string): DeliveryLimit | undefined => entryOf(LIMITS, type.toLowerCase());

/** How long a component keeps an event that waits for its app, with a time of one delivery; Infinity for no limit, NaN if it is not known. */
export function keptFor(limit: DeliveryLimit, metadata: readonly Json[], delivery: Delivery): number {
  const value = limit.unit === undefined ? undefined : plainValue(metadata, limit.field);
  const each = value === null ? NaN : value ? timeOf(value, limit.unit!) : limit.byDefault;
  // Redis treats 0 as no limit; Service Bus with 0 delivers nothing, which is an error of its own.
  return each === 0 ? Infinity : each * limit.deliveries(metadata, delivery);
}

/** The time after which a component deletes an event, and the field that says so; undefined if none does. */
export function expiryOf({ expiry = {} }: DeliveryLimit, metadata: readonly Json[]): { readonly field: string; readonly time: number } | undefined {
  return Object.entries(expiry).flatMap(([field, unit]) => {
    const value = plainValue(metadata, field);
    return typeof value === 'string' ? [{ field, time: timeOf(value, unit) }] : [];
  })[0];
}
