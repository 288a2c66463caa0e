/** The objects of an App by kind and name, collected once per synth. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { placeOf } from '../kubernetes/cluster';
import { isClusterScoped, keyIn } from '../kubernetes/names';
import { identityOf } from '../synth/identity';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { grouped } from '../util/grouped';

/** A map key of an object: equal keys are one object in the cluster. */
export function keyOfObject(object: ApiObject): string {
  const { kind, name, namespace } = identityOf(object);
  return keyIn(placeOf(object, isClusterScoped(kind) ? undefined : namespace), object.apiGroup, kind, name);
}

export class Objects {
  public static readonly of = onePerApp('objects', root => new Objects(root));

  private readonly byKind: () => Map<string, ApiObject[]>;
  private readonly byName: () => Map<string, Map<string, ApiObject>>;

  private constructor(root: IConstruct) {
    this.byKind = oncePerSynth(root, () => grouped(root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)), ({ kind }) => kind));
    this.byName = oncePerSynth(root, () => new Map());
  }

  /** All objects. */
  public get all(): ApiObject[] {
    return [...this.byKind().values()].flat();
  }

  /** The objects of a kind. */
  public ofKind(kind: string, group?: string): ApiObject[] {
    const found = this.byKind().get(kind) ?? [];
    return group === undefined ? found : found.filter(({ apiGroup }) => apiGroup === group);
  }

  /** Finds an object by kind, namespace and name in the cluster of a construct; the first one of duplicates. */
  public find(kind: string, group: string, at: IConstruct, namespace: string | undefined, name: string): ApiObject | undefined {
    const known = this.byName();
    let named = known.get(`${group}/${kind}`);
    if (!named) {
      named = new Map(this.ofKind(kind, group).reverse().map(object => {
        const identity = identityOf(object);
        return [keyIn(placeOf(object, identity.namespace), identity.name), object];
      }));
      known.set(`${group}/${kind}`, named);
    }
    return named.size ? named.get(keyIn(placeOf(at, namespace), name)) : undefined;
  }
}
