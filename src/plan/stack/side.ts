/** The facts about one of the two stacks. All of them are read in one pass over its objects. */
import { App, appsOf, Daprd, daprdsOf, declaredAppId } from './apps';
import { keyOf, keyOfObject, namespaceOf } from './stack';
import { keyIn } from '../../kubernetes/names';
import { grouped } from '../../util/grouped';
import { Manifest } from '../../validation/manifest';

export class Side {
  public readonly daprds: readonly Daprd[];
  /** Apps by namespace and app ID. */
  public readonly apps: ReadonlyMap<string, App>;
  /** Namespaces with a daprd. */
  public readonly namespaces: ReadonlySet<string>;
  /** Daprds by the key of the object that runs them. */
  private readonly byObject: ReadonlyMap<Manifest, Daprd>;
  private readonly loaded: ReadonlyMap<string, { readonly object: Manifest }[]>;

  constructor(public readonly objects: ReadonlyMap<string, Manifest>) {
    const all = [...objects.values()];
    this.daprds = daprdsOf(all);
    this.apps = appsOf(all, this.daprds);
    this.namespaces = new Set(this.daprds.map(({ namespace }) => namespace));
    this.byObject = new Map(this.daprds.map(daprd => [daprd.at, daprd]));
    this.loaded = grouped(all.flatMap(object => loadersOf(object).map(loader => ({ object, loader }))), ({ loader }) => loader);
  }

  /** The daprd that an object runs. */
  public daprdOf(object: Manifest): Daprd | undefined {
    return this.byObject.get(object);
  }

  /** The app ID of pods: that of their daprd, or the one that their containers get for a daprd elsewhere. */
  public appIdOf(object: Manifest): string | undefined {
    return this.daprdOf(object)?.appId ?? declaredAppId(object);
  }

  /** The app of pods. */
  public appOf(object: Manifest): App | undefined {
    return this.apps.get(keyIn(namespaceOf(object), `${this.appIdOf(object)}`));
  }

  /** This stack's version of an object. */
  public same(object: Manifest): Manifest | undefined {
    return this.objects.get(keyOfObject(object));
  }

  public find(group: string, kind: string, namespace: string, name: string): Manifest | undefined {
    return this.objects.get(keyOf(group, kind, namespace, name));
  }

  /** The Dapr resources whose scopes name an app. */
  public scopedTo({ namespace, appId }: App): readonly Manifest[] {
    return (this.loaded.get(keyIn(namespace, appId)) ?? []).map(({ object }) => object);
  }

  /** The Dapr resources that every app of a namespace loads. */
  public unscopedIn(namespace: string): readonly Manifest[] {
    return (this.loaded.get(namespace) ?? []).map(({ object }) => object);
  }
}

/** Kinds that daprd loads by scopes. Configurations are loaded by name. */
export const isScoped = (object: Manifest): boolean => object.isDapr() && object.kind !== 'Configuration';

/** The apps that load a resource, as keys; its namespace if all apps of it do. */
export function loadersOf(object: Manifest): string[] {
  const namespace = namespaceOf(object);
  return !isScoped(object) ? [] : object.scopes?.length ? [...new Set(object.scopes)].map(appId => keyIn(namespace, appId)) : [namespace];
}
