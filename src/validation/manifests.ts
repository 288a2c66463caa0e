import { list, Manifest, map, together } from './manifest';
import { ValidationSettings } from './settings';
import { wantsDaprd } from '../daprd/annotations';
import { Problem } from '../diagnostics/finding';
import { nearest, SHARED_DAPRD_LABEL } from '../kubernetes/names';
import { grouped } from '../util/grouped';
import { OPEN_FUNCTION } from '../workload/kinds';

/** A problem of an object. If a single field is wrong, the message begins with its path. */
export interface ManifestProblem extends Problem {
  readonly at: Manifest;
  /** Paths of further fields that are part of the same mistake. */
  readonly also?: readonly string[];
}

/** A check of all objects that are applied together. */
export type ManifestRule = (all: Manifests) => ManifestProblem[];

/** An app: pods into which the injector puts a daprd. */
export interface ManifestApp {
  readonly at: Manifest;
  /** Empty if the annotation is missing. */
  readonly appId: string;
  readonly appPort?: number;
  /** Whether it is a shared daprd, whose API is intentionally reachable and whose app runs in other pods. */
  readonly shared: boolean;
  /** The Dapr annotations whose values are strings. */
  readonly annotations: { [name: string]: string };
  readonly namespace?: string;
}

/** All objects of one synth. */
export class Manifests {
  /** Pods with an own daprd. */
  public readonly apps: ManifestApp[];
  /** Known app IDs: annotations and environment variables of pods, functions, and `externalApps`. */
  private readonly appIds: Map<string, { appId: string; namespace?: string }[]>;
  private readonly byName: Map<string, Manifest[]>;
  /** Namespaces of apps; undefined among them if one declares none. */
  private readonly namespaces: Set<string | undefined>;
  private readonly ofKind: Map<string, Manifest[]>;
  /** Similar names of components, by the name that was looked for. */
  private readonly similar = new Map<string, string>();
  private readonly componentNames: string[];
  private componentsByScope?: Map<string, { appId: string; component: Manifest }[]>;
  private readonly appsById: Map<string, ManifestApp[]>;

  constructor(public readonly objects: Manifest[], public readonly settings: ValidationSettings) {
    const pods = objects.filter(object => object.template);
    this.apps = pods.filter(pod => wantsDaprd(pod.podAnnotations)).map(toApp);
    this.appIds = grouped([
      ...pods.flatMap(pod => [pod.podAnnotations['dapr.io/app-id'], ...pod.containers.flatMap(appIdsInEnv)]
        .filter(id => typeof id === 'string').map(id => ({ appId: id as string, namespace: pod.namespace }))),
      ...this.apps,
      // OpenFunction derives the app ID of a function from its name and namespace.
      ...objects.filter(({ kind }) => kind === OPEN_FUNCTION).map(({ name, namespace }) => ({ appId: namespace ? `${name}-${namespace}` : name, namespace })),
      ...settings.externalApps.map(appId => ({ appId })),
    ], ({ appId }) => appId);
    this.namespaces = new Set(this.apps.map(({ namespace }) => namespace));
    this.appsById = grouped(this.apps, ({ appId }) => appId);
    this.ofKind = grouped(objects.filter(object => object.isDapr()), ({ kind }) => kind);
    this.componentNames = [...this.dapr('Component').map(({ name }) => name), ...settings.externalComponents];
    this.byName = grouped(objects, ({ group, kind, name }) => `${group}/${kind}/${name}`);
  }

  /** The Dapr objects of a kind. */
  public dapr(kind: string): Manifest[] {
    return this.ofKind.get(kind) ?? [];
  }

  /** The object with that name in the same namespace as another one, if both declare one. */
  public find(group: string, kind: string, name: string, other: { namespace?: string }): Manifest | undefined {
    return this.byName.get(`${group}/${kind}/${name}`)?.find(object => together(object, other));
  }

  /** A component, or true for one of `externalComponents`. */
  public component(name: string, other: { namespace?: string }): Manifest | true | undefined {
    return this.find('dapr.io', 'Component', name, other) ?? (this.settings.externalComponents.includes(name) ? true : undefined);
  }

  public appsWithId(appId: string): ManifestApp[] {
    return this.appsById.get(appId) ?? [];
  }

  /** The apps that the scopes of an object name; none for an object without scopes. */
  public scopedApps(object: Manifest): ManifestApp[] {
    return [...new Set(object.scopes)].flatMap(appId => this.appsWithId(appId)).filter(app => together(app, object));
  }

  /** The components whose scopes name an app. */
  public componentsScopedTo(app: ManifestApp): Manifest[] {
    this.componentsByScope ??= grouped(this.dapr('Component').flatMap(component => [...new Set(component.scopes)].map(appId => ({ appId, component }))), ({ appId }) => appId);
    return (this.componentsByScope.get(app.appId) ?? []).map(({ component }) => component).filter(component => together(component, app));
  }

  /** Whether a namespace has apps whose IDs a name can be compared with. */
  public knowsApps(other: { namespace?: string }): boolean {
    return other.namespace === undefined ? this.apps.length > 0 : this.namespaces.has(other.namespace) || this.namespaces.has(undefined);
  }

  public knowsApp(appId: string, other: { namespace?: string }): boolean {
    return this.appIds.get(appId)?.some(app => together(app, other)) ?? false;
  }

  /** A "did you mean" with a similar app ID. */
  public meantApp(appId: string): string {
    return meant(appId, [...this.appIds.keys()]);
  }

  /** A "did you mean" with a similar component name. */
  public meantComponent(name: string): string {
    const text = this.similar.get(name) ?? meant(name, this.componentNames);
    this.similar.set(name, text);
    return text;
  }
}

/** A "did you mean" with a similar known name; empty if there is none. */
export function meant(name: string, known: readonly string[]): string {
  const like = nearest(name, known);
  return like ? `; did you mean '${like}'?` : '';
}

/** A problem whose message begins with a path: the one that it has, or that of the field around it. */
export const withPath = (path: string, problem: Problem): Problem =>
  problem.what.startsWith(path) ? problem : { ...problem, what: `${path}: ${problem.what}` };

/** Whether the injector treats the value as true. Values that only the operator treats as true are DAPR1007. */
export const isEnabled = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === 'true';

function toApp(at: Manifest): ManifestApp {
  const annotations = Object.fromEntries(Object.entries(at.podAnnotations).filter(([key, value]) => key.startsWith('dapr.io/') && typeof value === 'string')) as
    { [name: string]: string };
  const port = Number(at.podAnnotations['dapr.io/app-port'] || NaN);
  const appId = at.podAnnotations['dapr.io/app-id'];
  return {
    at,
    // The injector falls back to the name of a bare Pod.
    appId: typeof appId === 'string' && appId ? appId : at.kind === 'Pod' ? at.name : '',
    ...(Number.isInteger(port) ? { appPort: port } : {}),
    shared: annotations['dapr.io/app-channel-address'] !== undefined || at.podLabels[SHARED_DAPRD_LABEL] !== undefined,
    annotations,
    namespace: at.namespace,
  };
}

/** App IDs in the environment of a container: SDKs read these variables if daprd runs outside the pod. */
function appIdsInEnv(container: { [field: string]: any }): unknown[] {
  return list(container.env).filter(env => ['APP_ID', 'DAPR_APP_ID'].includes(map(env).name)).map(env => env.value);
}
