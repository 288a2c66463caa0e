/** Redis in the place of stores that the cluster does not have: the tests know components by their names only. */

type Json = { [field: string]: any };

const REDIS = [{ name: 'redisHost', secretKeyRef: { name: 'redissecret', key: 'host' } }, { name: 'redisPassword', value: '' }];

/** The metadata of a component that Redis understands too. */
const kept = ({ spec: { metadata = [] } }: Json): Json[] => metadata.filter(({ name }: Json) => name === 'actorStateStore');

const SUBSTITUTES: { readonly [type: string]: ((component: Json) => Json[]) | undefined } = {
  'state.postgres': component => [{ ...component, spec: { type: 'state.redis', version: 'v1', initTimeout: '1m', metadata: [...REDIS, ...kept(component)] } }],
  // Redis without the module RediSearch refuses query indexes.
  'state.redis': component => [{ ...component, spec: { ...component.spec, metadata: (component.spec.metadata ?? []).filter(({ name }: Json) => name !== 'queryIndexes') } }],
  'pubsub.kafka': component => [{ ...component, spec: { type: 'pubsub.redis', version: 'v1', initTimeout: '1m', metadata: REDIS } }],
  // Without Kafka, the apps of their scopes would not start.
  'bindings.kafka': () => [],
};

export const substitute = (object: Json): Json[] => SUBSTITUTES[object.spec?.type]?.(object) ?? [object];
