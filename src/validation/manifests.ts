import { list, Manifest, map, together } from './manifest';
import { ValidationSettings } from './settings';
import { Problem } from '../diagnostics/finding';
import { nearest, SHARED_DAPRD_LABEL } from '../kubernetes/names';
import { grouped } from '../util/grouped';
import { isTruthy } from '../util/values';
import { OPEN_FUNCTION } from '../workload/kinds';

/** A problem of an object. */
export interface ManifestProblem extends Problem {
  readonly at: Manifest;
  /** The field, where that is not the whole object. */
  readonly where?: string;
}

/** A check of everything that is applied together. */
export type ManifestRule = (all: Manifests) => ManifestProblem[];

/** An app: pods into which the injector puts a daprd. */
export interface ManifestApp {
  readonly at: Manifest;
  /** Empty where the annotation is missing. */
  readonly appId: string;
  readonly appPort?: number;
  /** True for a daprd for others than its own pod: its API is meant to be reached, and its app is elsewhere. */
  readonly shared: boolean;
  /** Dapr's annotations that are texts. */
  readonly annotations: { [name: string]: string };
  readonly namespace?: string;
}

/** All objects of one synth. */
export class Manifests {
  /** Pods with a daprd of their own. */
  public readonly apps: ManifestApp[];
  /** App-ids that are known: of pods, of what pods say they are, and those that were named as being elsewhere. */
  private readonly appIds: { appId: string; namespace?: string }[];
  private readonly named: Map<string, Manifest[]>;

  constructor(public readonly objects: Manifest[], public readonly settings: ValidationSettings) {
    const pods = objects.filter(object => object.template);
    this.apps = pods.filter(pod => wantsDaprd(pod.podAnnotations)).map(toApp);
    this.appIds = [
      ...pods.flatMap(pod => [pod.podAnnotations['dapr.io/app-id'], ...pod.containers.flatMap(ownIds)]
        .filter(id => typeof id === 'string').map(id => ({ appId: id as string, namespace: pod.namespace }))),
      ...this.apps,
      // OpenFunction makes the app-id of its functions.
      ...objects.filter(({ kind }) => kind === OPEN_FUNCTION).map(({ name, namespace }) => ({ appId: namespace ? `${name}-${namespace}` : name, namespace })),
      ...settings.externalApps.map(appId => ({ appId })),
    ];
    this.named = grouped(objects, ({ group, kind, name }) => `${group}/${kind}/${name}`);
  }

  /** Dapr's objects of a kind. */
  public dapr(kind: string): Manifest[] {
    return this.objects.filter(object => object.isDapr(kind));
  }

  /** The object of a name that is, or may be, in the namespace of another one. */
  public find(group: string, kind: string, name: string, beside: { namespace?: string }): Manifest | undefined {
    return this.named.get(`${group}/${kind}/${name}`)?.find(object => together(object, beside));
  }

  /** A component, or true where one was named as being elsewhere. */
  public component(name: string, beside: { namespace?: string }): Manifest | true | undefined {
    return this.find('dapr.io', 'Component', name, beside) ?? (this.settings.externalComponents.includes(name) ? true : undefined);
  }

  /** True where there are apps in a namespace, so that a name can be compared with theirs. */
  public knowsApps(beside: { namespace?: string }): boolean {
    return this.apps.some(app => together(app, beside));
  }

  public knowsApp(appId: string, beside: { namespace?: string }): boolean {
    return this.appIds.some(app => app.appId === appId && together(app, beside));
  }

  /** The app-id that is meant, most likely, in words. */
  public meantApp(appId: string): string {
    return meant(appId, this.appIds.map(app => app.appId));
  }

  /** The component that is meant, most likely, in words. */
  public meantComponent(name: string): string {
    return meant(name, [...this.dapr('Component').map(({ name: known }) => known), ...this.settings.externalComponents]);
  }
}

/** "did you mean", where something is near enough. */
export function meant(name: string, known: readonly string[]): string {
  const like = nearest(name, known);
  return like ? `; did you mean '${like}'?` : '';
}

/** What the injector takes for yes; what only the operator takes for it is DAPR1007. */
export const isEnabled = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === 'true';

/** Whoever wrote anything like yes wants a daprd, and hears of all that is wrong. */
const wantsDaprd = (annotations: { [name: string]: unknown }): boolean => isTruthy(String(annotations['dapr.io/enabled'] ?? ''));

function toApp(at: Manifest): ManifestApp {
  const texts = Object.fromEntries(Object.entries(at.podAnnotations).filter(([key, value]) => key.startsWith('dapr.io/') && typeof value === 'string')) as
    { [name: string]: string };
  const port = Number(at.podAnnotations['dapr.io/app-port'] || NaN);
  const written = at.podAnnotations['dapr.io/app-id'];
  return {
    at,
    // The injector takes the name of a bare Pod.
    appId: typeof written === 'string' && written ? written : at.kind === 'Pod' ? at.name : '',
    ...(Number.isInteger(port) ? { appPort: port } : {}),
    shared: texts['dapr.io/app-channel-address'] !== undefined || map(map(at.template?.metadata).labels)[SHARED_DAPRD_LABEL] !== undefined,
    annotations: texts,
    namespace: at.namespace,
  };
}

/** What a container says it is: SDKs read these where daprd is elsewhere. */
function ownIds(container: { [field: string]: any }): unknown[] {
  return list(container.env).filter(env => ['APP_ID', 'DAPR_APP_ID'].includes(map(env).name)).map(env => env.value);
}
