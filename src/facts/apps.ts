/** The apps of an App, and how each was joined to its data plane. */
import { IConstruct } from 'constructs';
import { Collection } from './collection';
import { DaprdLocation, DaprProgram, DataPlaneConfig, IDaprApp, IDaprPeer, UnsupportedUse } from '../contract';
import { APP_LABEL, keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { PodTemplate } from '../workload/pod-template';

/** Apps of this stack. */
export const APPS = new Collection<IDaprApp>('apps');
/** Apps that are not in this stack, and functions that have no data plane of this library. */
export const PEERS = new Collection<IDaprPeer>('peers');

/** How an app was joined to its data plane. */
export interface Wiring {
  readonly pod: PodTemplate;
  readonly config: DataPlaneConfig;
  readonly location: DaprdLocation;
  /** Name of the Configuration that its own daprd reads; to be read while rendering. */
  readonly configuration: () => string | undefined;
  /** What it cannot do, by its workload or its data plane. */
  readonly unsupported: readonly UnsupportedUse[];
  /** Names of the containers that talk to Dapr; all where there is no list. */
  readonly containers?: string[];
  /** What runs it where there are no containers. */
  readonly program?: DaprProgram;
}

const WIRINGS = onePerApp('wirings', () => new Map<IDaprPeer, Wiring>());

/** Notes how an app was joined. */
export function wire(app: IDaprApp, wiring: Wiring): void {
  WIRINGS(app).set(app, wiring);
}

/** How an app was joined; nothing for one that is not in this stack. */
export const wiringOf = (app: IDaprPeer): Wiring | undefined => WIRINGS(app).get(app);

/** Where the daprd of an app is; in its pods where nobody knows. */
export const locationOf = (app: IDaprPeer): DaprdLocation => wiringOf(app)?.location ?? DaprdLocation.POD;

/** Whether the daprd of an app is in its pods. */
export const hasSidecar = (app: IDaprPeer): boolean => locationOf(app) === DaprdLocation.POD;

/** Whether the daprd of an app goes on without it, and loads what is defined here. */
export const outlivesApp = (app: IDaprPeer): boolean => locationOf(app) === DaprdLocation.CLUSTER;

/** Whether somebody else runs the Dapr of an app. */
export const isRemote = (app: IDaprPeer): boolean => locationOf(app) === DaprdLocation.REMOTE;

/** Labels that select the pods of an app; to be read while rendering. */
export function podSelectorOf(app: IDaprPeer): { [label: string]: string } {
  return wiringOf(app)?.pod.matchLabels() ?? { [APP_LABEL]: app.appId };
}

/** The apps of an App by namespace and app-id; the last where there are several. */
export const appsById = (scope: IConstruct): Map<string, IDaprApp> => new Map(APPS.of(scope).map(app => [keyIn(app.namespace, app.appId), app]));
