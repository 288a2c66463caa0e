/** Dapr's tests by what they show, for docs/conformance.md. */
import { Model } from './models';
import { Capability as Declared } from '../scenarios/capabilities';

export interface Capability {
  readonly name: string;
  /** Suites, or parts of suites, that test it. */
  readonly tests: readonly { readonly suite: string; readonly only?: RegExp; readonly except?: RegExp }[];
  /** Rows of `scenarios/capability-table.ts` that must agree. */
  readonly declared?: readonly Declared[];
  /** Settings with which the tests ran in a model, because its defaults are not supported. */
  readonly settings?: { readonly [model in Model]?: string };
}

const ONE_DAPRD = '`replicas: 1` of the daprd (DAPR8040)';
const ONE_DAPRD_FOR_ACTORS = '`replicas: 1` of the daprd for the actors (DAPR8040)';
const ACTORS: Pick<Capability, 'declared' | 'settings'> = { declared: ['actors'], settings: { 'shared-per-cluster': ONE_DAPRD, 'pinned': ONE_DAPRD } };
const GRPC = /grpc/i;

export const CAPABILITIES: readonly Capability[] = [
  { name: 'start, scaling and restart of an app', tests: [{ suite: 'hellodapr' }, { suite: 'runtime' }], declared: ['app port'] },
  { name: 'state', tests: [{ suite: 'stateapp' }], declared: ['state component', 'Secret in a component'] },
  { name: 'service invocation over HTTP', tests: [{ suite: 'service_invocation', except: GRPC }], declared: ['invoke', 'invoked', 'protocol http'] },
  { name: 'service invocation over gRPC', tests: [{ suite: 'service_invocation', only: GRPC }], declared: ['invoke', 'invoked', 'protocol grpc'] },
  { name: 'access control of invocation', tests: [{ suite: 'allowlists' }], declared: ['invoke', 'invoked', 'configuration'] },
  { name: 'publish and subscribe', tests: [{ suite: 'pubsub' }, { suite: 'pubsub_grpc' }], declared: ['publish', 'subscribe'] },
  { name: 'routing of events', tests: [{ suite: 'pubsub_routing' }, { suite: 'pubsub_routing_grpc' }], declared: ['subscribe'] },
  { name: 'bulk subscriptions', tests: [{ suite: 'bulk-pubsub' }], declared: ['subscribe'] },
  { name: 'streaming subscriptions', tests: [{ suite: 'pubsub_streaming' }] },
  { name: 'secrets', tests: [{ suite: 'secretapp' }], declared: ['read-secret'] },
  { name: 'app health checks', tests: [{ suite: 'healthcheck' }], declared: ['app health check'] },
  { name: 'actor activation and invocation', tests: [{ suite: 'actor_activation' }, { suite: 'actor_invocation' }, { suite: 'actor_features' }], ...ACTORS },
  { name: 'actor reentrancy', tests: [{ suite: 'actor_reentrancy' }], ...ACTORS },
  { name: 'actor reminders', tests: [{ suite: 'actor_reminder' }], ...ACTORS },
  { name: 'actor state', tests: [{ suite: 'actor_state' }], ...ACTORS },
  { name: 'jobs and the scheduler', tests: [{ suite: 'job' }, { suite: 'scheduler' }], declared: ['job'] },
  { name: 'configuration API', tests: [{ suite: 'configuration' }] },
  { name: 'middleware', tests: [{ suite: 'middleware' }], declared: ['configuration'] },
  { name: 'resiliency', tests: [{ suite: 'resiliency' }], settings: { 'shared-per-cluster': ONE_DAPRD_FOR_ACTORS, 'pinned': ONE_DAPRD_FOR_ACTORS } },
  { name: 'metadata API', tests: [{ suite: 'metadata' }] },
  { name: 'metrics', tests: [{ suite: 'metrics' }] },
  { name: 'reload of components', tests: [{ suite: 'hotreloading' }] },
  { name: 'volumes and certificates of the injector', tests: [{ suite: 'injector' }] },
];
