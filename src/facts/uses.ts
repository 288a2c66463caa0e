/** The uses that apps make of Dapr, their descriptions, and which workloads do not support them. */
import { IConstruct } from 'constructs';
import { APPS, wiringOf } from './apps';
import { Edge, Edges } from './edges';
import { AppProtocol, DaprdLocation, DaprUse, DaprUseKind, IDaprApp, IDaprPeer, UnsupportedUse } from '../contract';
import { keyAt } from '../kubernetes/cluster';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../workload/kinds';

/** Whether Dapr calls an app over gRPC. */
export const isGrpc = (protocol: AppProtocol): boolean => protocol === AppProtocol.GRPC || protocol === AppProtocol.GRPCS;

/** Uses in which Dapr calls the app, so it needs the app's address. */
export const DELIVERED = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED, DaprUseKind.ACTORS, DaprUseKind.JOB];
/** Uses for which an app keeps a stream open: it must be running to receive anything. */
export const STREAMED = [DaprUseKind.WORKFLOW_WORKER, DaprUseKind.STREAMING_ACTORS];

const USE_KINDS: readonly string[] = Object.values(DaprUseKind);

/** The uses of an app: those that it declares, and calls by others. */
export function usesOf(app: IDaprPeer): DaprUse[] {
  const own = Edges.of(app).from(app).flatMap(edge => useOf(edge) ?? []);
  return [...own, ...callersOf(app).map(subject => ({ kind: DaprUseKind.INVOKED, subject }))];
}

/** IDs of the apps that call an app. A reference by name may match several workloads with one app ID: it means the one that receives calls. */
function callersOf(app: IDaprPeer): string[] {
  const calls = Edges.of(app).callsOf(app);
  const byName = calls.filter(({ peer }) => peer !== app && !wiringOf(peer!));
  const received = byName.length && isReceiver(app) ? byName : [];
  return [...new Set(calls.filter(call => call.peer === app || received.includes(call)).map(({ app: { appId } }) => appId))];
}

/** The apps that receive calls, by namespace and app ID. */
const RECEIVERS = onePerApp('receivers', root => oncePerSynth(root, () =>
  new Set(APPS.of(root).filter(({ appPort }) => appPort !== undefined).map(app => keyAt(app, app.appId)))));

const isReceiver = (app: IDaprPeer): boolean => (app as IDaprApp).appPort !== undefined || !RECEIVERS(app)().has(keyAt(app, app.appId));

function useOf({ kind, resource, peer, subject }: Edge): DaprUse | undefined {
  return USE_KINDS.includes(kind) ? {
    kind: kind as DaprUseKind,
    ...(resource ? { component: resource.resourceName } : {}),
    ...(peer || subject !== undefined ? { subject: peer?.appId ?? subject } : {}),
  } : undefined;
}

/** A use, and the app that declares it. */
export interface AppUse {
  readonly app: IDaprApp;
  readonly use: DaprUse;
}

/** Computed once per synth: most apps of a large App declare nothing, and most rules need the same uses. */
const ALL = onePerApp('uses', root => oncePerSynth(root, () => {
  const edges = Edges.of(root);
  const users = new Set(edges.users());
  const apps = edges.hasCalls() ? APPS.of(root) : APPS.of(root).filter(app => users.has(app));
  return {
    loading: apps.filter(app => edges.loadedBy(app).length > 0),
    uses: apps.flatMap(app => usesOf(app).map((use): AppUse => ({ app, use }))),
  };
}));

/** The uses of all apps. */
export const allUses = (scope: IConstruct): readonly AppUse[] => ALL(scope)().uses;

/** The apps whose daprd loads at least one resource. */
export const loadingApps = (scope: IConstruct): readonly IDaprApp[] => ALL(scope)().loading;

/** Whether an app declared a use of a kind. */
export const hasUse = (app: IDaprPeer, kind: DaprUseKind): boolean => Edges.of(app).from(app).some(edge => edge.kind === kind);

/** Names of the Secrets that apps declare to read. */
export const secretsRead = (apps: readonly IDaprPeer[]): string[] => [...new Set(apps.flatMap(app => Edges.of(app).from(app))
  .flatMap(({ kind, subject }) => kind === DaprUseKind.READ_SECRET && subject !== undefined ? [subject] : []))].sort();

/** Whether one of the apps declares to read all Secrets. */
export const readsAllSecrets = (apps: readonly IDaprPeer[]): boolean =>
  apps.some(app => Edges.of(app).from(app).some(({ kind, subject }) => kind === DaprUseKind.READ_SECRET && subject === undefined));

const ENDS = 'its pods run to completion, so deliveries from Dapr are lost';
const SHORT_LIVED: readonly UnsupportedUse[] = [
  ...[...DELIVERED, DaprUseKind.STREAMING_ACTORS].map(kind => ({ kind, reason: ENDS })),
  { kind: DaprUseKind.WORKFLOW_WORKER, reason: 'its pods run to completion, so workflows stay pending' },
];
/** For a Knative Service with a daprd outside its pods. */
const KNATIVE: readonly UnsupportedUse[] = [
  { kind: DaprUseKind.ACTORS, reason: 'Knative routes each call to any pod, or to a new one, so one actor is active in several pods' },
];

/** The uses that a kind of workload does not support. */
export function unsupportedByWorkload(kind: string, location: DaprdLocation): readonly UnsupportedUse[] {
  return SHORT_LIVED_KINDS.includes(kind) ? SHORT_LIVED : kind === KNATIVE_SERVICE && location !== DaprdLocation.POD ? KNATIVE : [];
}

const WORDS: { [kind in DaprUseKind]: string } = {
  [DaprUseKind.PUBLISH]: 'publishes to',
  [DaprUseKind.SUBSCRIBE]: 'subscribes to',
  [DaprUseKind.INPUT_BINDING]: 'is called by the binding',
  [DaprUseKind.INVOKE]: 'invokes',
  [DaprUseKind.INVOKED]: 'is invoked by',
  [DaprUseKind.ACTORS]: 'hosts actors on its port',
  [DaprUseKind.STREAMING_ACTORS]: 'hosts actors over a stream',
  [DaprUseKind.WORKFLOW_WORKER]: 'runs workflows',
  [DaprUseKind.WORKFLOW_CLIENT]: 'starts workflows',
  [DaprUseKind.JOB]: 'handles the job',
  [DaprUseKind.READ_SECRET]: 'reads the Secret',
};

/** Describes a use, as a predicate of "the app". */
export function describeUse({ kind, component, subject }: DaprUse): string {
  if (kind === DaprUseKind.READ_SECRET && subject === undefined) {
    return 'reads all Secrets';
  }
  const what = [subject, component].filter(part => part !== undefined).map(part => `'${part}'`).join(' of ');
  return what ? `${WORDS[kind]} ${what}` : WORDS[kind];
}
