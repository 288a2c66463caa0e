/** That an app uses something: stored once, here. Scopes, what a daprd loads, allow-lists, access policies and fingerprints are read from it. */
import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprApp, IDaprPeer, IDaprResource } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { refuseOtherApp } from '../diagnostics/same-app';
import { keyIn } from '../kubernetes/names';
import { WRONG_TYPE } from '../props/rules';
import { onePerApp } from '../synth/one-per-app';
import { defined } from '../synth/synths';
import { Json } from '../util/json';
import { describe } from '../util/values';

/** Kinds of edges besides the uses of an app. */
export enum EdgeKind {
  /** The app itself uses a component. */
  USE = 'use',
  /** Its daprd loads a resource, for itself or for another resource. */
  LOAD = 'load',
  /** It uses an API of Dapr. */
  API = 'api',
}

export interface Edge {
  readonly app: IDaprPeer;
  readonly kind: EdgeKind | DaprUseKind;
  /** What is loaded: the component of a use. */
  readonly resource?: IDaprResource;
  /** The app that is called. */
  readonly peer?: IDaprPeer;
  /** Topic, job, Secret or API. */
  readonly subject?: string;
  /** The methods that are called, as an access policy has them; all where there is no list. */
  readonly operations?: Json[];
  /** The resource for which this one is loaded. */
  readonly through?: IDaprResource;
}

/** Gets an edge, and whether it is the first between its ends. */
type Watcher = (edge: Edge, isFirst: boolean) => void;
/** What an edge leads to; nothing for jobs, Secrets and APIs, which are names only. */
type Target = IDaprResource | IDaprPeer | undefined;

/** All edges of one App. */
export class Edges {
  public static readonly of = onePerApp('edges', root => new Edges(root));

  private readonly byApp = new Map<IDaprPeer, { readonly edges: Edge[]; readonly byTarget: Map<Target, Edge[]> }>();
  private readonly byTarget = new Map<IDaprResource | IDaprPeer, Set<IDaprPeer>>();
  /** Calls by the app that is called: it counts by its id and namespace, so a name for it will do. */
  private readonly calls = new Map<string, Edge[]>();
  /** Components that apps use themselves, by namespace, app-id and name. */
  private readonly used = new Set<string>();

  private readonly atApps = new Map<IDaprPeer, Watcher[]>();
  private readonly atResources = new Map<IDaprResource, Watcher[]>();
  private readonly atCallees: { readonly app: IDaprPeer; readonly seen: (call: Edge) => void }[] = [];
  /** The same by app, as far as somebody called anyone since they began. */
  private readonly calleesByKey = new Map<string, ((call: Edge) => void)[]>();
  private indexedCallees = 0;

  private constructor(private readonly root: IConstruct) {}

  /** Adds an edge, and tells those who watch one of its ends; nothing is added twice. Throws where its ends are of two Apps. */
  public add(edge: Edge): void {
    const { app, kind, resource, peer } = edge;
    const target = resource ?? peer;
    if (target) {
      refuseOtherApp(app, target, resource?.kind ?? 'app');
    }
    const own = entry(this.byApp, app, () => ({ edges: [], byTarget: new Map<Target, Edge[]>() }));
    const same = entry(own.byTarget, target, () => []);
    if (same.some(other => isSame(edge, other))) {
      return;
    }
    defined(this.root);
    const isFirst = same.push(edge) === 1;
    own.edges.push(edge);
    if (target) {
      entry(this.byTarget, target, () => new Set<IDaprPeer>()).add(app);
    }
    if (resource && kind !== EdgeKind.LOAD) {
      this.used.add(keyIn(app.namespace, app.appId, resource.resourceName));
    }
    this.atApps.get(app)?.forEach(seen => seen(edge, isFirst));
    if (resource) {
      this.atResources.get(resource)?.forEach(seen => seen(edge, isFirst));
    }
    if (kind === DaprUseKind.INVOKE && peer) {
      // Where nobody says, it is taken to be in the caller's namespace.
      const called = keyIn(peer.namespace ?? app.namespace, peer.appId);
      entry(this.calls, called, () => []).push(edge);
      this.watchersOf(called).forEach(seen => seen(edge));
    }
  }

  /** Calls back for each edge that begins at an app: those that are there, and those to come. */
  public onUse(app: IDaprPeer, seen: Watcher): void {
    entry(this.atApps, app, () => []).push(seen);
    this.byApp.get(app)?.byTarget.forEach(same => same.forEach((edge, i) => seen(edge, i === 0)));
  }

  /** The same for each edge that leads to a resource. */
  public onUsed(resource: IDaprResource, seen: Watcher): void {
    entry(this.atResources, resource, () => []).push(seen);
    this.appsOf(resource).forEach(app => this.byApp.get(app)!.byTarget.get(resource)!.forEach((edge, i) => seen(edge, i === 0)));
  }

  /** The same for each call of an app. */
  public onCall(app: IDaprPeer, seen: (call: Edge) => void): void {
    this.atCallees.push({ app, seen });
    this.callsOf(app).forEach(seen);
  }

  /** Edges that begin at an app, in the order in which they were added. */
  public from(app: IDaprPeer): readonly Edge[] {
    return this.byApp.get(app)?.edges ?? [];
  }

  /** The apps that load a resource, or call an app. */
  public appsOf(target: IDaprResource | IDaprPeer): IDaprPeer[] {
    return [...this.byTarget.get(target) ?? []];
  }

  /** Whether apps load a resource, and each of them is one of those. */
  public areAll(resource: IDaprResource, those: (app: IDaprPeer) => boolean): boolean {
    const apps = this.byTarget.get(resource);
    for (const app of apps ?? []) {
      if (!those(app)) {
        return false;
      }
    }
    return apps !== undefined;
  }

  /** What the daprd of an app loads. */
  public loadedBy(app: IDaprPeer): IDaprResource[] {
    const targets = this.byApp.get(app)?.byTarget;
    return targets ? [...targets].filter(([, [edge]]) => edge.resource).map(([target]) => target as IDaprResource) : [];
  }

  /** Whether the daprd of an app loads a resource. */
  public loads(app: IDaprPeer, resource: IDaprResource): boolean {
    return this.byTarget.get(resource)?.has(app) ?? false;
  }

  /** Whether an app, or another behind the same daprd, uses a component itself. */
  public isUsed({ namespace, appId }: IDaprPeer, component: string): boolean {
    return this.used.has(keyIn(namespace, appId, component));
  }

  /** The calls of an app. */
  public callsOf({ namespace, appId }: IDaprPeer): readonly Edge[] {
    // Most Apps have none, and need no keys.
    return this.calls.size ? this.calls.get(keyIn(namespace, appId)) ?? [] : [];
  }

  /** Whoever has an edge, and the apps that are called. */
  public users(): Iterable<IDaprPeer> {
    return this.byApp.keys();
  }

  /** Whether anybody calls anyone. */
  public hasCalls(): boolean {
    return this.calls.size > 0;
  }

  private watchersOf(callee: string): ((call: Edge) => void)[] {
    for (; this.indexedCallees < this.atCallees.length; this.indexedCallees++) {
      const { app, seen } = this.atCallees[this.indexedCallees];
      entry(this.calleesByKey, keyIn(app.namespace, app.appId), () => []).push(seen);
    }
    return this.calleesByKey.get(callee) ?? [];
  }
}

/** Throws where something is not an app. */
export function guardApp(at: IConstruct, prop: string, app: unknown): void {
  if (typeof (app as IDaprPeer | undefined)?.appId !== 'string') {
    throw Diagnostics.fatal({ at, rule: WRONG_TYPE, what: `${prop} must be an app; got ${describe(app)}`, todo: 'give a DaprApp, or DaprApp.fromAppId' });
  }
}

/** Throws where something is not an app of this stack. */
export function guardDaprApp(at: IConstruct, prop: string, app: unknown): void {
  if (typeof (app as IDaprApp | undefined)?.workloadKind !== 'string') {
    throw Diagnostics.fatal({ at, rule: WRONG_TYPE, what: `${prop} must be a DaprApp; got ${describe(app)}`, todo: 'give a DaprApp' });
  }
}

const isSame = (a: Edge, b: Edge): boolean => a.kind === b.kind && a.subject === b.subject && a.through === b.through
  && (a.operations === b.operations || JSON.stringify(a.operations) === JSON.stringify(b.operations));

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
