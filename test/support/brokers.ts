/** A message broker named `events`. */
import { Chart } from 'cdk8s';
import { DaprComponent, MetadataValue } from 'cdk8s-dapr';

export const redisBroker = (scope: Chart): DaprComponent =>
  new DaprComponent(scope, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('r:6379') }, availableToNamespace: true });

export const inMemoryBroker = (scope: Chart, props: object = {}): DaprComponent => new DaprComponent(scope, 'events', { type: 'pubsub.in-memory', ...props });
