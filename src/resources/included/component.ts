import { ApiObject } from 'cdk8s';
import { IncludedResource } from './resource';
import { COMPONENT_CONTAINER } from '../../kubernetes/names';
import { mapsIn } from '../../util/json';
import { noteApiServerUse } from '../component/api-server';
import { marksActorStateStore } from '../component/checks';
import { COMPONENTS, DefinedComponent, SECRET_STORES } from '../component/components';
import { noteReferences } from '../component/references';
import { registeredType } from '../metadata/catalog';

/**
 * A component that is defined as a plain object.
 * @internal
 */
export class IncludedComponent extends IncludedResource implements DefinedComponent {
  public readonly componentName: string;
  public readonly type: string;
  public readonly isActorStateStore: boolean;
  public readonly _version: string;
  public readonly _isInjected: boolean;

  constructor(object: ApiObject) {
    super(object);
    this.componentName = this.resourceName;
    this._version = String(this.spec.version ?? 'v1');
    const type = String(this.spec.type ?? '');
    this.type = registeredType(type, this._version) ?? type;
    this._isInjected = this.json.metadata?.annotations?.[COMPONENT_CONTAINER] !== undefined;
    this.isActorStateStore = this._plainMetadata().some(([name, value]) => marksActorStateStore(name, value));
    COMPONENTS.add(this, this);
    noteApiServerUse(this, this.metadata.map(({ name }) => String(name)));
    const store: unknown = this.json.auth?.secretStore;
    if (typeof store === 'string' && store) {
      SECRET_STORES.add(this, { at: this, store });
    } else {
      noteReferences(this, this.metadata, undefined);
    }
  }

  /** @internal */
  public _plainMetadata(): [string, string][] {
    return this.metadata.flatMap(({ name, value }): [string, string][] => value === undefined || value === null || typeof value === 'object' ? [] : [[String(name), String(value)]]);
  }

  private get metadata() {
    return mapsIn(this.spec.metadata);
  }
}
