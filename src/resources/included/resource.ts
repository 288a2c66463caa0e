import { ApiObject } from 'cdk8s';
import { IDaprPeer } from '../../contract';
import { EdgeKind, Edges } from '../../facts/edges';
import { identityOf } from '../../synth/identity';
import { isMap, Json } from '../../util/json';
import { DaprResource } from '../resource';

/**
 * A resource of Dapr that is defined as a plain object, in YAML or by `Include` or `Helm`: its YAML stays as it is.
 * @internal
 */
export class IncludedResource extends DaprResource {
  protected readonly json: Json;

  constructor(public readonly _object: ApiObject) {
    const { kind, name, namespace } = identityOf(_object);
    super(_object, 'Dapr', kind, name, namespace);
    this.node.defaultChild = _object;
    this.json = _object.toJson();
  }

  /** @internal */
  public _scopes(): string[] | undefined {
    const { scopes } = this.json;
    return Array.isArray(scopes) && scopes.length ? scopes.map(String).sort() : undefined;
  }

  /**
   * Adds the edges of an app that loads it.
   * @internal
   */
  public _loadedBy(app: IDaprPeer): void {
    Edges.of(this).add({ app, kind: EdgeKind.LOAD, resource: this });
  }

  protected get spec(): Json {
    return isMap(this.json.spec) ? this.json.spec : {};
  }
}
