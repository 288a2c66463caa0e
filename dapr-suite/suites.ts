/** Dapr's suites, with the images of their apps, and those that are left out. */
import { isShared, Model } from './models';

export interface Suite {
  /** Test apps, by their folder in `tests/apps`. */
  readonly apps: readonly string[];
  /**
   * Whether the tests are told that the target is Windows, for which they leave out pluggable components and Unix sockets: always, because the module
   * does not contain the images, or behind shared daprds only, which no socket reaches. The proxy selects nodes with Linux.
   */
  readonly asForWindows?: 'always' | 'shared';
  /** Tests that are not run, and what they need. */
  readonly skip?: { readonly tests: string; readonly needs: string };
  /** Why the apps cannot run behind a shared daprd, and the rule that tells users. */
  readonly notShared?: { readonly reason: string; readonly rule: string };
}

export const SUITES: { readonly [suite: string]: Suite } = {
  'hellodapr': { apps: ['hellodapr'] },
  'stateapp': { apps: ['stateapp'], asForWindows: 'always' },
  'service_invocation': {
    apps: ['service_invocation', 'service_invocation_grpc', 'service_invocation_external', 'service_invocation_grpc_proxy_client', 'service_invocation_grpc_proxy_server'],
  },
  'secretapp': { apps: ['secretapp'] },
  'healthcheck': { apps: ['healthapp'] },
  'actor_activation': { apps: ['actorapp'] },
  'actor_features': { apps: ['actorfeatures', 'actorclientapp'] },
  'actor_invocation': { apps: ['actorinvocationapp'] },
  'actor_reentrancy': { apps: ['actorreentrancy'] },
  'actor_reminder': { apps: ['actorfeatures'] },
  'actor_state': { apps: ['actorstate'] },
  'allowlists': { apps: ['service_invocation', 'service_invocation_grpc', 'service_invocation_grpc_proxy_client', 'service_invocation_grpc_proxy_server'] },
  'configuration': { apps: ['configurationapp'] },
  'middleware': { apps: ['middleware'] },
  'metadata': { apps: ['metadata'], asForWindows: 'shared' },
  'job': { apps: ['job-publisher', 'pubsub-subscriber'] },
  'scheduler': {
    apps: ['schedulerapp', 'schedulerapp_grpc'],
    skip: { tests: '^TestSchedulerQuorumRecovery$', needs: 'a persistent volume of the scheduler: it deletes one of its pods' },
  },
  'pubsub': { apps: ['pubsub-publisher', 'pubsub-subscriber'], asForWindows: 'always' },
  'pubsub_grpc': { apps: ['pubsub-publisher', 'pubsub-subscriber_grpc'] },
  'pubsub_routing': { apps: ['pubsub-publisher', 'pubsub-subscriber-routing'] },
  'pubsub_routing_grpc': { apps: ['pubsub-publisher', 'pubsub-subscriber-routing_grpc'] },
  'pubsub_streaming': { apps: ['pubsub-publisher-streaming', 'pubsub-subscriber-streaming'] },
  'bulk-pubsub': { apps: ['pubsub-publisher', 'pubsub-bulk-subscriber'] },
  'hotreloading': { apps: ['stateapp'] },
  'injector': {
    apps: ['injectorapp', 'injectorapp-init'],
    notShared: { reason: 'an init container of the app writes the files that the components read', rule: 'DAPR4054' },
  },
  'metrics': { apps: ['hellodapr', 'stateapp'] },
  'resiliency': { apps: ['resiliencyapp', 'resiliencyapp_grpc'] },
  'runtime': { apps: ['runtime', 'runtime_init'] },
};

/** Whether a suite runs in a model. */
export const runsIn = (model: Model, suite: string): boolean => !(isShared(model) && SUITES[suite].notShared);

/** Suites that are not run, and what they need. */
export const LEFT_OUT: { readonly [suite: string]: string } = {
  actor_sdks: 'apps of the .NET, Java, PHP and Python SDKs',
  bindings: 'Kafka: no other broker has a binding with the metadata of the test',
  crypto: 'an app that imports packages of an old Go SDK, which newer releases do not contain',
  operator: 'installs and removes the control plane',
  tracing_zipkin: 'Zipkin',
  workflows: 'an app of the .NET SDK',
  workflow_accesspolicy: 'an app of the .NET SDK',
  workflow_retention: 'an app of the .NET SDK',
};
