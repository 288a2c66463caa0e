/** Edges between apps and what they use: the single source of scopes, loaded resources, allow lists, access policies and fingerprints. */
import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprPeer, IDaprResource } from '../contract';
import { isOfSameApp } from '../diagnostics/same-app';
import { keyAt, placeOf } from '../kubernetes/cluster';
import { keyIn } from '../kubernetes/names';
import { anApp } from '../props/checks';
import { guard } from '../props/guard';
import { Check } from '../props/schema';
import { onePerApp, rootOf } from '../synth/one-per-app';
import { defined } from '../synth/synths';
import { Json } from '../util/json';

/** Kinds of edges in addition to the uses of an app. */
export enum EdgeKind {
  /** The app itself uses a component. */
  USE = 'use',
  /** Its daprd loads a resource, for itself or for another resource. */
  LOAD = 'load',
  /** The app uses an API of Dapr. */
  API = 'api',
}

export interface Edge {
  readonly app: IDaprPeer;
  readonly kind: EdgeKind | DaprUseKind;
  /** The resource that is loaded: the component of a use. */
  readonly resource?: IDaprResource;
  /** The app that is called. */
  readonly peer?: IDaprPeer;
  /** Topic, job, Secret or API. */
  readonly subject?: string;
  /** The operations that are called, as in an access control policy; all if undefined. */
  readonly operations?: Json[];
  /** The resource for which this one is loaded. */
  readonly through?: IDaprResource;
}

/** A callback for an edge; `isFirst` is true for the first edge between two ends. */
type Watcher = (edge: Edge, isFirst: boolean) => void;
/** The end of an edge; undefined for jobs, Secrets and APIs, which are names only. */
type Target = IDaprResource | IDaprPeer | undefined;

/** All edges of one App. */
export class Edges {
  public static readonly of = onePerApp('edges', root => new Edges(root));

  private readonly byApp = new Map<IDaprPeer, { readonly edges: Edge[]; readonly byTarget: Map<Target, Edge[]> }>();
  private readonly byTarget = new Map<IDaprResource | IDaprPeer, Set<IDaprPeer>>();
  /** Calls by ID and namespace of the called app, which may be referenced by name only. */
  private readonly calls = new Map<string, Edge[]>();
  /** Components that apps use themselves, by namespace, app ID and name. */
  private readonly used = new Set<string>();

  private readonly atApps = new Map<IDaprPeer, Watcher[]>();
  private readonly atResources = new Map<IDaprResource, Watcher[]>();
  private readonly atCallees: { readonly app: IDaprPeer; readonly seen: (call: Edge) => void }[] = [];
  /** The same watchers by app; filled when a call is added. */
  private readonly calleesByKey = new Map<string, ((call: Edge) => void)[]>();
  private indexedCallees = 0;

  private constructor(private readonly root: IConstruct) {}

  /** Adds an edge unless it exists, and notifies the watchers of its ends. Reports ends that belong to different Apps instead. */
  public add(edge: Edge): void {
    const { app, kind, resource, peer } = edge;
    const target = resource ?? peer;
    if (target && !this.isWithin(app, target, resource?.kind ?? 'app')) {
      return;
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
      this.used.add(keyAt(app, app.appId, resource.resourceName));
    }
    this.atApps.get(app)?.forEach(seen => seen(edge, isFirst));
    if (resource) {
      this.atResources.get(resource)?.forEach(seen => seen(edge, isFirst));
    }
    if (kind === DaprUseKind.INVOKE && peer) {
      // The called app is in the cluster of the caller, and without a known namespace in its namespace.
      const called = keyIn(placeOf(app, peer.namespace ?? app.namespace), peer.appId);
      entry(this.calls, called, () => []).push(edge);
      this.watchersOf(called).forEach(seen => seen(edge));
    }
  }

  /** Calls back for each existing and future edge from an app. */
  public onUse(app: IDaprPeer, seen: Watcher): void {
    entry(this.atApps, app, () => []).push(seen);
    this.byApp.get(app)?.byTarget.forEach(same => same.forEach((edge, i) => seen(edge, i === 0)));
  }

  /** Calls back for each existing and future edge to a resource. */
  public onUsed(resource: IDaprResource, seen: Watcher): void {
    entry(this.atResources, resource, () => []).push(seen);
    this.appsOf(resource).forEach(app => this.byApp.get(app)!.byTarget.get(resource)!.forEach((edge, i) => seen(edge, i === 0)));
  }

  /** Calls back for each existing and future call of an app by another. */
  public onCall(app: IDaprPeer, seen: (call: Edge) => void): void {
    this.atCallees.push({ app, seen });
    this.callsOf(app).forEach(seen);
  }

  /** Edges from an app, in the order in which they were added. */
  public from(app: IDaprPeer): readonly Edge[] {
    return this.byApp.get(app)?.edges ?? [];
  }

  /** The apps that load a resource, or call an app. */
  public appsOf(target: IDaprResource | IDaprPeer): IDaprPeer[] {
    return [...this.byTarget.get(target) ?? []];
  }

  /** Whether at least one app loads a resource, and all that do satisfy `predicate`. */
  public areAll(resource: IDaprResource, predicate: (app: IDaprPeer) => boolean): boolean {
    const apps = this.byTarget.get(resource);
    for (const app of apps ?? []) {
      if (!predicate(app)) {
        return false;
      }
    }
    return apps !== undefined;
  }

  /** The resources that the daprd of an app loads. */
  public loadedBy(app: IDaprPeer): IDaprResource[] {
    const targets = this.byApp.get(app)?.byTarget;
    return targets ? [...targets].filter(([, [edge]]) => edge.resource).map(([target]) => target as IDaprResource) : [];
  }

  /** Whether the daprd of an app loads a resource. */
  public loads(app: IDaprPeer, resource: IDaprResource): boolean {
    return this.byTarget.get(resource)?.has(app) ?? false;
  }

  /** Whether an app, or another app with the same namespace and ID, uses a component itself. */
  public isUsed(app: IDaprPeer, component: string): boolean {
    return this.used.has(keyAt(app, app.appId, component));
  }

  /** The calls that an app receives. */
  public callsOf(app: IDaprPeer): readonly Edge[] {
    // Most Apps have no calls, so the key is not computed.
    return this.calls.size ? this.calls.get(keyAt(app, app.appId)) ?? [] : [];
  }

  /** The apps that have at least one edge to something. */
  public users(): Iterable<IDaprPeer> {
    return this.byApp.keys();
  }

  /** Whether any app calls another. */
  public hasCalls(): boolean {
    return this.calls.size > 0;
  }

  /** Whether both ends are in this App. The end that is reports the other. */
  private isWithin(app: IDaprPeer, target: IConstruct, called: string): boolean {
    const isOwn = rootOf(app) === this.root;
    return (isOwn && rootOf(target) === this.root) || (isOwn ? isOfSameApp(app, target, called) : isOfSameApp(target, app, 'app'));
  }

  private watchersOf(callee: string): ((call: Edge) => void)[] {
    for (; this.indexedCallees < this.atCallees.length; this.indexedCallees++) {
      const { app, seen } = this.atCallees[this.indexedCallees];
      entry(this.calleesByKey, keyAt(app, app.appId), () => []).push(seen);
    }
    return this.calleesByKey.get(callee) ?? [];
  }
}

/** Whether a value is an app; reports another. */
export function guardApp(at: IConstruct, prop: string, app: unknown): boolean {
  return guard(at, prop, anApp, app, 'pass a DaprApp, or use DaprApp.fromAppId');
}

const aDaprApp: Check = value => anApp(value) === undefined && typeof value.workloadKind === 'string' ? undefined : 'a DaprApp';
/** Whether a value is an app of this stack; reports another. */
export function guardDaprApp(at: IConstruct, prop: string, app: unknown): boolean {
  return guard(at, prop, aDaprApp, app, 'pass an app that this stack defines');
}

const isSame = (a: Edge, b: Edge): boolean => a.kind === b.kind && a.subject === b.subject && a.through === b.through
  && (a.operations === b.operations || JSON.stringify(a.operations) === JSON.stringify(b.operations));

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
