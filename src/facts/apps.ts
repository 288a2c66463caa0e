/** The apps of an App, and the data plane of each. */
import { IConstruct } from 'constructs';
import { Collection } from './collection';
import { DaprdLocation, DaprProgram, DataPlaneConfig, IDaprApp, IDaprPeer, UnsupportedUse } from '../contract';
import { keyAt } from '../kubernetes/cluster';
import { APP_LABEL, channelServiceName } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { Json } from '../util/json';
import { KNATIVE_SERVICE } from '../workload/kinds';
import { PodTemplate } from '../workload/pod-template';

/** Apps of this stack. */
export const APPS = new Collection<IDaprApp>('apps');
/** Apps outside this stack, and functions without a data plane of this library. */
export const PEERS = new Collection<IDaprPeer>('peers');

/** The connection of an app to its data plane. */
export interface Wiring {
  readonly pod: PodTemplate;
  readonly config: DataPlaneConfig;
  readonly location: DaprdLocation;
  /** Name of the Configuration that its own daprd loads; read while rendering. */
  readonly configuration: () => string | undefined;
  /** Uses that its workload or its data plane does not support. */
  readonly unsupported: readonly UnsupportedUse[];
  /** Names of the containers that talk to Dapr; all containers if undefined. */
  readonly containers?: string[];
  /** The program that runs it without containers. */
  readonly program?: DaprProgram;
}

const WIRINGS = onePerApp('wirings', () => new Map<IDaprPeer, Wiring>());

/** Records the wiring of an app. */
export function wire(app: IDaprApp, wiring: Wiring): void {
  WIRINGS(app).set(app, wiring);
}

/** The wiring of an app; undefined for an app outside this stack. */
export const wiringOf = (app: IDaprPeer): Wiring | undefined => WIRINGS(app).get(app);

/** Location of an app's daprd; in its pods if unknown. */
export const locationOf = (app: IDaprPeer): DaprdLocation => wiringOf(app)?.location ?? DaprdLocation.POD;

/** Whether a daprd of an app runs in its pods. */
export const hasSidecar = (app: IDaprPeer): boolean => locationOf(app) === DaprdLocation.POD || wiringOf(app)?.config.sidecar === true;

/** Whether a daprd of an app keeps running without it, and loads the resources defined here. */
export const outlivesApp = (app: IDaprPeer): boolean => locationOf(app) === DaprdLocation.CLUSTER;

/** Whether the Dapr of an app runs outside this stack. */
export const isRemote = (app: IDaprPeer): boolean => locationOf(app) === DaprdLocation.REMOTE;

/** Labels that select the pods of an app; read while rendering. */
export const podSelectorOf = (app: IDaprPeer): { [label: string]: string } => wiringOf(app)?.pod.matchLabels() ?? podLabelOf(app);

/**
 * The label on the pods of an app whose selector cannot be the selector of a Service. Behind a shared daprd, other workloads may have the same
 * app ID, and only one of them receives calls.
 */
export function podLabelOf(app: IDaprPeer): { [label: string]: string } {
  const { appPort, workloadKind } = app as Partial<IDaprApp>;
  // The channel of a Knative Service is its own address.
  const hasChannel = outlivesApp(app) && appPort !== undefined && workloadKind !== KNATIVE_SERVICE;
  return { [APP_LABEL]: hasChannel ? channelServiceName(app.appId) : app.appId };
}

/** Name of the service account of a pod. */
export const serviceAccountOf = (podSpec: Json): string => podSpec.serviceAccountName ?? podSpec.serviceAccount ?? 'default';

/** Name of the service account of an app's pods; read while rendering. */
export const podAccountOf = (app: IDaprPeer): string => serviceAccountOf(wiringOf(app)?.pod.podSpec() ?? {});

/** The apps of an App by cluster, namespace and app ID; the last one of duplicates. */
export const appsById = (scope: IConstruct): Map<string, IDaprApp> => new Map(APPS.of(scope).map(app => [keyAt(app, app.appId), app]));
