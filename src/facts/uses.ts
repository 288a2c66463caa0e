/** What apps do with Dapr: in words, and which workloads cannot do it. */
import { AppProtocol, DaprUse, DaprUseKind } from '../contract';
import { entryOf } from '../util/json';
import { KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../workload/kinds';

/** Uses that a workload or a data plane cannot carry, each with the reason. */
export type Unable = { [kind in DaprUseKind]?: string };

/** Whether Dapr calls an app over gRPC. */
export const isGrpc = (protocol: AppProtocol): boolean => protocol === AppProtocol.GRPC || protocol === AppProtocol.GRPCS;

/** What Dapr begins by calling the app, and so needs to know where it is. */
export const DELIVERED = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED, DaprUseKind.ACTORS, DaprUseKind.JOB];
/** What an app keeps a stream open for: nothing reaches it unless it runs. */
export const STREAMED = [DaprUseKind.WORKFLOW_WORKER, DaprUseKind.STREAMING_ACTORS];

const ENDS = 'its pods end by themselves, so whatever Dapr would deliver is lost';
const SHORT_LIVED: Unable = {
  ...Object.fromEntries([...DELIVERED, ...STREAMED].map(kind => [kind, ENDS])),
  [DaprUseKind.WORKFLOW_WORKER]: 'its pods end by themselves, and workflows would stay pending',
};

/** What a kind of workload cannot do, wherever its daprd is. */
const UNABLE_WORKLOADS: { [workloadKind: string]: Unable | undefined } =
  Object.fromEntries(SHORT_LIVED_KINDS.map(kind => [kind, SHORT_LIVED]));

/** What a kind of workload cannot do behind a daprd outside its pods. */
const UNABLE_BEHIND_SHARED: { [workloadKind: string]: Unable | undefined } = {
  [KNATIVE_SERVICE]: {
    [DaprUseKind.ACTORS]: 'Knative sends each call to any of its pods, or to a new one, and an actor would live in several',
  },
};

/** What a workload cannot do. */
export function unableWorkload(kind: string, daprdOutsidePod: boolean): Unable {
  return { ...entryOf(UNABLE_WORKLOADS, kind), ...(daprdOutsidePod ? entryOf(UNABLE_BEHIND_SHARED, kind) : undefined) };
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
