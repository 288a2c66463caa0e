import { Json } from '../../util/json';
import { isActorStateStore, StandaloneDaprd } from '../standalone/apps';
import { DaprTopology } from '../topology/topology';

/** Images of the development services. */
const REDIS = 'docker.io/library/redis:7';
const ZIPKIN = 'docker.io/openzipkin/zipkin:3';

/** Tracing to the development Zipkin. */
export const DEV_TRACING: Json = { samplingRate: '1', zipkin: { endpointAddress: 'http://zipkin:9411/api/v2/spans' } };
/** Start condition of a daprd that uses the development services. */
export const DEV_READY = { redis: { condition: 'service_healthy' } };

/** The development services: Redis and Zipkin. */
export function devServices(): { [service: string]: Json } {
  return {
    redis: {
      image: REDIS,
      healthcheck: { test: ['CMD', 'redis-cli', 'ping'], interval: '5s', timeout: '3s', retries: 20 },
      volumes: ['redis:/data'],
      restart: 'unless-stopped',
    },
    zipkin: { image: ZIPKIN, ports: ['127.0.0.1:9411:9411'], restart: 'unless-stopped' },
  };
}

/** The state store and pub/sub component that `dapr init` creates, unless the topology has components with these names. */
export function devComponents(topology: DaprTopology, daprds: StandaloneDaprd[]): Json[] {
  const components = topology.resources.filter(({ kind }) => kind === 'Component');
  const actors = daprds.some(daprd => daprd.needsPlacement) && !components.some(({ manifest: json }) => isActorStateStore(json));
  return [
    redis('pubsub', 'pubsub.redis'),
    redis('statestore', 'state.redis', actors ? [{ name: 'actorStateStore', value: 'true' }] : []),
  ].filter(({ metadata }) => !components.some(({ name }) => name === metadata.name));
}

function redis(name: string, type: string, more: Json[] = []): Json {
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type, version: 'v1', metadata: [{ name: 'redisHost', value: 'redis:6379' }, ...more] },
  };
}
