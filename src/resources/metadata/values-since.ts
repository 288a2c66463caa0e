/** Values of older metadata fields that only newer releases of Dapr read as they are meant, from the code of the components. */
import { INTERVALS_AS_DURATIONS, isPlainNumber, timeOf } from './delivery-limits';
import { entryOf } from '../../util/json';
import { isTruthy } from '../../util/values';

/** The plain value of a field: empty if it comes from a secret or the environment, undefined if the field is not set. */
export type ValueOf = (field: string) => string | undefined;

/** A kind of value that releases before `since` misread. */
export interface ValueSince {
  /** The field, in Dapr's spelling. */
  readonly field: string;
  readonly since: readonly string[];
  /** The kind of value, as in "a duration with a unit". */
  readonly kind: string;
  readonly isMeant: (value: string, valueOf: ValueOf) => boolean;
  /** What an older daprd does with it, and what to write for it. */
  readonly before: string;
  readonly instead: string;
}

/** The longest time in milliseconds that the AMQP client writes without an overflow. */
const MAX_QUEUE_TTL = 2 ** 31 - 1;

const QUEUE_TTL: ValueSince = {
  field: 'ttl',
  since: ['1.19'],
  kind: 'a time above 24 days',
  isMeant: value => timeOf(value, 1000) > MAX_QUEUE_TTL,
  before: 'the milliseconds overflow, so RabbitMQ refuses the queue or deletes its messages too early',
  instead: `set at most ${Math.floor(MAX_QUEUE_TTL / 1000)} s`,
};

const MTLS: ValueSince = {
  field: 'authType',
  since: ['1.19'],
  kind: 'mtls without caCert',
  isMeant: (value, valueOf) => value.toLowerCase() === 'mtls' && valueOf('caCert') === undefined && !isTruthy(valueOf('skipVerify') ?? ''),
  before: 'daprd panics while it initializes the component',
  instead: 'set caCert to the certificate of the authority that signed those of the brokers',
};

const VALUES: { readonly [type: string]: readonly ValueSince[] } = {
  'pubsub.redis': [{
    field: 'redeliverInterval',
    since: INTERVALS_AS_DURATIONS,
    kind: 'a time with a unit',
    isMeant: value => value !== '' && !isPlainNumber(value),
    before: 'the component ignores it and uses 15 s',
    instead: 'set a number of milliseconds, which every version reads',
  }],
  'bindings.rabbitmq': [QUEUE_TTL],
  'pubsub.kafka': [MTLS],
  'bindings.kafka': [MTLS],
};

/** The kinds of values of a component type that older releases misread. */
export const valuesSince = (type: string): readonly ValueSince[] => entryOf(VALUES, type) ?? [];

/** Whether a time is written as a number of milliseconds, because only newer releases read one with a unit, and all read the number. */
export const isMilliseconds = (type: string, field: string): boolean => type === 'pubsub.redis' && field === 'redeliverInterval';
