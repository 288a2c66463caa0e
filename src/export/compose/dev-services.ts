import { Edges } from '../../facts/edges';
import { Json } from '../../util/json';
import { isActorStateStore, StandaloneDaprd } from '../standalone/apps';
import { DaprTopology } from '../topology/topology';

/** Images of the development services. */
const REDIS = 'docker.io/library/redis:7';
const ZIPKIN = 'docker.io/openzipkin/zipkin:3';
/** Address of the development Redis. */
const HOST = 'redis:6379';

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

/**
 * The state store and pub/sub component that `dapr init` creates, for the apps that use a component with this name, and the state store for
 * those that need one for actors. Components of the topology with these names replace them.
 */
export function devComponents(topology: DaprTopology, daprds: StandaloneDaprd[]): Json[] {
  const components = topology.resources.filter(({ kind }) => kind === 'Component');
  const hasActorStore = components.some(({ manifest: json }) => isActorStateStore(json));
  const actors = hasActorStore ? [] : daprds.filter(daprd => daprd.needsPlacement);
  return [
    redis('pubsub', 'pubsub.redis', usersOf('pubsub', daprds)),
    redis('statestore', 'state.redis', [...usersOf('statestore', daprds), ...actors], actors.length ? [{ name: 'actorStateStore', value: 'true' }] : []),
  ].filter(({ metadata, scopes }) => scopes.length && !components.some(({ name }) => name === metadata.name));
}

const usersOf = (component: string, daprds: StandaloneDaprd[]): StandaloneDaprd[] => daprds.filter(({ apps }) =>
  apps.some(({ topology: { construct: app } }) => Edges.of(app).loadedBy(app).some(({ kind, resourceName }) => kind === 'Component' && resourceName === component)));

function redis(name: string, type: string, users: StandaloneDaprd[], more: Json[] = []): Json {
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type, version: 'v1', metadata: [{ name: 'redisHost', value: HOST }, ...more] },
    scopes: [...new Set(users.map(({ appId }) => appId))].sort(),
  };
}

/** Fields of Redis components for authentication, TLS, clusters and Sentinel, none of which the development Redis has. */
const NOT_OF_DEV_REDIS = /^(redisPassword|redisUsername|enableTLS|insecureSkipTLSVerify|clientCert|clientKey|redisType|failover|sentinel\w+|useEntraID|useAzureAD|azure\w+)$/i;

/** The spec of a component; one that connects to the development Redis without the fields that this Redis would refuse. */
export function withDevRedis(spec: Json): Json {
  const metadata: Json[] = Array.isArray(spec.metadata) ? spec.metadata : [];
  const valueOf = (field: string): unknown => metadata.find(({ name }) => String(name).toLowerCase() === field)?.value;
  const host = valueOf('redishost');
  return host === HOST || (host === 'redis' && String(valueOf('redisport')) === '6379')
    ? { ...spec, metadata: metadata.filter(({ name }) => !NOT_OF_DEV_REDIS.test(name)) } : spec;
}
