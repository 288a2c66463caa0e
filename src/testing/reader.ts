/** What a test reads of a stack: its topology and its objects, rendered once. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TopologyApp } from '../export/topology/model';
import { DaprTopology } from '../export/topology/topology';
import { isClusterScoped } from '../kubernetes/names';
import { Json } from '../util/json';

export class StackReader {
  private known?: { readonly topology: DaprTopology; readonly objects: ReadonlyMap<IConstruct, Json> };

  constructor(public readonly scope: IConstruct) {}

  /** The objects at or below a construct of the stack. */
  public objectsIn(at: IConstruct): Json[] {
    const { objects } = this.read();
    return at.node.findAll().flatMap(construct => objects.get(construct) ?? []);
  }

  /** The object of a construct, also outside the scope: a shared daprd may be defined above. */
  public objectOf(at: IConstruct): Json | undefined {
    const object = ApiObject.isApiObject(at) ? at : at.node.defaultChild;
    return object && ApiObject.isApiObject(object) ? this.read().objects.get(object) ?? object.toJson() : undefined;
  }

  /** Apps of the topology. */
  public get apps(): readonly TopologyApp[] {
    return this.read().topology.apps;
  }

  public get objects(): Json[] {
    return [...this.read().objects.values()];
  }

  private read() {
    if (!this.known) {
      // It throws the errors of the App, with which nothing can be rendered.
      const topology = DaprTopology.of(this.scope);
      const objects = this.scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
      this.known = { topology, objects: new Map(objects.map(object => [object, object.toJson()])) };
    }
    return this.known;
  }
}

/** Kind, namespace and name of an object, such as `Deployment shop/web`. */
export function titleOf({ kind, metadata: { name, namespace } = {} as Json }: Json): string {
  return `${kind} ${namespace === undefined || isClusterScoped(kind) ? '' : `${namespace}/`}${name}`;
}
