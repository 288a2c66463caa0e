/** What apps do with Dapr: as declared, in words, and which workloads cannot do it. */
import { IConstruct } from 'constructs';
import { APPS, wiringOf } from './apps';
import { Edge, Edges } from './edges';
import { AppProtocol, DaprdLocation, DaprUse, DaprUseKind, IDaprApp, IDaprPeer, UnsupportedUse } from '../contract';
import { onePerApp } from '../synth/one-per-app';
import { onceASynth } from '../synth/synths';
import { KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../workload/kinds';

/** Whether Dapr calls an app over gRPC. */
export const isGrpc = (protocol: AppProtocol): boolean => protocol === AppProtocol.GRPC || protocol === AppProtocol.GRPCS;

/** What Dapr begins by calling the app, and so needs to know where it is. */
export const DELIVERED = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED, DaprUseKind.ACTORS, DaprUseKind.JOB];
/** What an app keeps a stream open for: nothing reaches it unless it runs. */
export const STREAMED = [DaprUseKind.WORKFLOW_WORKER, DaprUseKind.STREAMING_ACTORS];

const USE_KINDS: readonly string[] = Object.values(DaprUseKind);

/** What an app does with Dapr: what it declared, and that others call it. */
export function usesOf(app: IDaprPeer): DaprUse[] {
  const own = Edges.of(app).from(app).flatMap(edge => useOf(edge) ?? []);
  return [...own, ...callersOf(app).map(subject => ({ kind: DaprUseKind.INVOKED, subject }))];
}

/** App-ids of those that call an app. A name may stand for several workloads of one app-id: it means the one that receives. */
function callersOf(app: IDaprPeer): string[] {
  const calls = Edges.of(app).callsOf(app);
  const named = calls.filter(({ peer }) => peer !== app && !wiringOf(peer!));
  const meant = named.length && isReceiver(app) ? named : [];
  return [...new Set(calls.filter(call => call.peer === app || meant.includes(call)).map(({ app: { appId } }) => appId))];
}

const isReceiver = (app: IDaprPeer): boolean => (app as IDaprApp).appPort !== undefined
  || !APPS.of(app).some(other => other.appPort !== undefined && other.appId === app.appId && other.namespace === app.namespace);

function useOf({ kind, resource, peer, subject }: Edge): DaprUse | undefined {
  return USE_KINDS.includes(kind) ? {
    kind: kind as DaprUseKind,
    ...(resource ? { component: resource.resourceName } : {}),
    ...(peer || subject !== undefined ? { subject: peer?.appId ?? subject } : {}),
  } : undefined;
}

/** What an app does. */
export interface AppUse {
  readonly app: IDaprApp;
  readonly use: DaprUse;
}

/** Most apps of a large App declare nothing, and most rules ask for the same. */
const ALL = onePerApp('uses', root => onceASynth(root, () => {
  const edges = Edges.of(root);
  const users = new Set(edges.users());
  const apps = edges.hasCalls() ? APPS.of(root) : APPS.of(root).filter(app => users.has(app));
  return {
    loading: apps.filter(app => edges.loadedBy(app).length > 0),
    uses: apps.flatMap(app => usesOf(app).map((use): AppUse => ({ app, use }))),
  };
}));

/** The same of all apps. */
export const allUses = (scope: IConstruct): readonly AppUse[] => ALL(scope)().uses;

/** The apps whose daprd loads something. */
export const loadingApps = (scope: IConstruct): readonly IDaprApp[] => ALL(scope)().loading;

/** Whether an app declared a use of a kind. */
export const does = (app: IDaprPeer, kind: DaprUseKind): boolean => Edges.of(app).from(app).some(edge => edge.kind === kind);

/** Names of the Secrets that apps declared to read. */
export const secretsRead = (apps: readonly IDaprPeer[]): string[] => [...new Set(apps.flatMap(app => Edges.of(app).from(app))
  .filter(({ kind }) => kind === DaprUseKind.READ_SECRET).map(({ subject }) => subject!))].sort();

const ENDS = 'its pods end by themselves, so whatever Dapr would deliver is lost';
const SHORT_LIVED: readonly UnsupportedUse[] = [
  ...[...DELIVERED, DaprUseKind.STREAMING_ACTORS].map(kind => ({ kind, reason: ENDS })),
  { kind: DaprUseKind.WORKFLOW_WORKER, reason: 'its pods end by themselves, and workflows would stay pending' },
];
/** Of a Knative Service with a daprd outside its pods. */
const KNATIVE: readonly UnsupportedUse[] = [
  { kind: DaprUseKind.ACTORS, reason: 'Knative sends each call to any of its pods, or to a new one, and an actor would live in several' },
];

/** What a kind of workload does not support. */
export function unsupportedByWorkload(kind: string, location: DaprdLocation): readonly UnsupportedUse[] {
  return SHORT_LIVED_KINDS.includes(kind) ? SHORT_LIVED : kind === KNATIVE_SERVICE && location !== DaprdLocation.POD ? KNATIVE : [];
}

const WORDS: { [kind in DaprUseKind]: string } = {
  [DaprUseKind.PUBLISH]: 'publishes to',
  [DaprUseKind.SUBSCRIBE]: 'subscribes to',
  [DaprUseKind.INPUT_BINDING]: 'is called by binding',
  [DaprUseKind.INVOKE]: 'invokes',
  [DaprUseKind.INVOKED]: 'is invoked by',
  [DaprUseKind.ACTORS]: 'hosts actors at its port',
  [DaprUseKind.STREAMING_ACTORS]: 'hosts actors over a stream',
  [DaprUseKind.WORKFLOW_WORKER]: 'runs workflows',
  [DaprUseKind.WORKFLOW_CLIENT]: 'starts workflows',
  [DaprUseKind.JOB]: 'handles the job',
  [DaprUseKind.READ_SECRET]: 'reads the Secret',
};

/** A use in words, to follow "the app". */
export function inWords({ kind, component, subject }: DaprUse): string {
  const what = [subject, component].filter(part => part !== undefined).map(part => `'${part}'`).join(' of ');
  return what ? `${WORDS[kind]} ${what}` : WORDS[kind];
}
