/** Failures of Dapr's tests in shared models that are expected, and differences between the builders. A failure that is not listed fails the run. */
import { Model } from './models';

export interface ExplainedFailure {
  readonly suite: string;
  /** Pattern of the names of the leaf tests. */
  readonly tests: RegExp;
  readonly models: readonly Model[];
  readonly reason: string;
  /** Rule that tells users, if the constructs can know. */
  readonly rule?: string;
  /** Page in `docs` that says it, and part of its text. */
  readonly page: string;
  readonly says: string;
  /** Whether it passes at times, so that a passing test does not make the entry wrong. */
  readonly passesAtTimes?: boolean;
}


export interface ExplainedDifference {
  /** Pattern of the text of a difference. */
  readonly difference: RegExp;
  readonly models: readonly Model[];
  readonly reason: string;
}

const SHARED: readonly Model[] = ['shared-per-node', 'shared-per-cluster', 'pinned'];
const ALL: readonly Model[] = ['sidecar', ...SHARED];

export const EXPLAINED: readonly ExplainedFailure[] = [
  {
    suite: 'service_invocation',
    tests: /^TestHeaders\/.*\/(http-to-http|grpc-to-grpc|grpc-to-http|http-to-grpc)/,
    models: SHARED,
    reason: '`Forwarded` and `X-Forwarded-*` name the pod of daprd, and `:authority` names the channel',
    page: 'models/shared-per-cluster.md',
    says: '`X-Forwarded-*`',
  },
  {
    suite: 'service_invocation',
    tests: /^TestLoadBalancing$/,
    models: SHARED,
    reason: 'calls that do not overlap reuse the connection of a daprd to one pod of the app',
    page: 'models/shared-per-cluster.md',
    says: 'calls one after another reuse a connection',
    passesAtTimes: true,
  },
  {
    suite: 'actor_state',
    tests: /./,
    models: ['shared-per-node'],
    reason: 'daprd accepts actor state only where the actor is active, and calls of the app reach another daprd',
    rule: 'DAPR8040',
    page: 'models/shared-per-node.md',
    says: 'daprd accepts actor state only where the actor is active',
    passesAtTimes: true,
  },
  {
    suite: 'actor_features',
    tests: /Actor_rebalance_to_another_hostname/,
    models: SHARED,
    reason: 'the test scales the app and waits for an actor to move: the number of daprds remains, and each calls any replica',
    rule: 'DAPR8002',
    page: 'models/shared-per-cluster.md',
    says: 'Actors on the app port require exactly one replica of the app (DAPR8002)',
  },
  {
    suite: 'hotreloading',
    tests: /^TestState\/(Create|Update_component)|^TestResiliency/,
    models: SHARED,
    reason: 'HotReload is off: a shared daprd loads resources when it starts, and rolls out when those of its App change',
    page: 'models/shared-per-cluster.md',
    says: 'it rolls out when a resource of this App changes',
  },
  {
    suite: 'healthcheck',
    tests: /set_plan_and_trigger_failures\/after_delay/,
    models: SHARED,
    reason: 'each daprd probes the app and decides on its own',
    page: 'models/shared-per-cluster.md',
    says: 'each daprd probes the app and decides on its own',
    passesAtTimes: true,
  },
];

const CONTAINER = 'spec\\.template\\.spec\\.(initContainers|containers)\\[\\d+\\]';
const env = (names: string): RegExp => new RegExp(`^only ours: ${CONTAINER}\\.env\\[(${names})\\]`);

export const EXPLAINED_DIFFERENCES: readonly ExplainedDifference[] = [
  { models: ['sidecar'], difference: /^only ours: dapr\.io\/enable-native-sidecar$/, reason: 'a Job completes only with a native sidecar, or if its app ends daprd' },
  { models: ALL, difference: env('APP_ID|DAPR_APP_ID|APP_PORT'), reason: 'variables that `dapr run` sets and the injector does not' },
  { models: ALL, difference: /^(only ours: dapr\.io\/env|differs: dapr\.io\/env: .*GOMEMLIMIT=.*)$/, reason: 'GOMEMLIMIT, 90 % of the memory limit' },
  { models: ALL, difference: /^only ours: (dapr\.io\/|--)app-health-(check-path|probe-interval|probe-timeout|threshold)$/, reason: 'the default of the injector' },
  { models: ALL, difference: /^only Dapr: (dapr\.io\/|--)app-protocol$/, reason: '`http`, the default of the injector' },
  { models: SHARED, difference: /^only ours: spec\.template\.metadata\.labels\.cdk8s-dapr\/app$/, reason: 'a label for the channel Service, because a Job has no selector of its own' },
  { models: SHARED, difference: /^only ours: cdk8s-dapr\//, reason: 'fingerprints with which a shared daprd is rolled out' },
  { models: SHARED, difference: env('DAPR_HTTP_ENDPOINT|DAPR_GRPC_ENDPOINT|APP_PROTOCOL'), reason: 'the address of a shared daprd, and what the injector sets in a pod with a sidecar' },
  { models: SHARED, difference: /^(only ours|differs): (dapr\.io\/|--)app-channel-address/, reason: 'a shared daprd calls a Service, not localhost' },
  { models: SHARED, difference: /^(only ours|differs): (dapr\.io\/(sidecar-listen-addresses|config|block-shutdown-duration|sidecar-seccomp-profile-type)|--(dapr-listen-addresses|config|dapr-block-shutdown-duration))/, reason: 'the own settings of a shared daprd' },
  {
    models: ['pinned'],
    difference: /^only ours: (\/daprd|--(control-plane-address|dapr-internal-grpc-port|dapr-public-port|enable-mtls|mode|placement-host-address|scheduler-host-address|sentry-address))$/,
    reason: 'what the injector adds to the command line itself',
  },
  { models: SHARED, difference: /^(differs|only Dapr): (dapr\.io\/|--)disable-builtin-k8s-secret-store/, reason: 'a shared daprd may read Secrets only if its app declares it' },
  { models: SHARED, difference: /^only Dapr: dapr\.io\/(volume-mounts|volume-mounts-rw|unix-domain-socket-path|pluggable-components)$/, reason: 'volumes and sockets of the app\'s pod' },
];
