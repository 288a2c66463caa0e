/** The components defined in an App, and the secrets that they read. */
import { IConstruct } from 'constructs';
import { IDaprComponent, IDaprPeer, IDaprResource } from '../../contract';
import { Collection } from '../../facts/collection';
import { definitionOf } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { KeyReference } from '../../facts/key-references';
import { keyAt } from '../../kubernetes/cluster';
import { onePerApp } from '../../synth/one-per-app';
import { oncePerSynth } from '../../synth/synths';
import { Json } from '../../util/json';

/** A component defined in this App, rather than referenced by name. */
export interface DefinedComponent extends IDaprComponent {
  readonly type: string;
  readonly isActorStateStore: boolean;
  /** Version of the type. */
  readonly _version: string;
  /** Whether the injector adds its container to the pods of its apps. */
  readonly _isInjected: boolean;
  /** Its metadata entries with a plain value, by name. */
  _plainMetadata(): [string, string][];
}

/** The defined components, in order of definition. */
export const COMPONENTS = new Collection<DefinedComponent>('components');

/** The secret store of each component. */
export const SECRET_STORES = new Collection<{ readonly at: IDaprComponent; readonly store: string }>('secret-stores');

/** Keys of Kubernetes Secrets that components read. */
export const COMPONENT_SECRETS = new Collection<KeyReference>('component-secrets');

const DEFINED = onePerApp('defined-components', root => oncePerSynth(root, () => new Map<IConstruct, DefinedComponent>(COMPONENTS.of(root).map(each => [each, each]))));

/** The defined component; undefined if it is referenced by name only, and for other resources. */
export const definedComponent = (resource: IDaprResource): DefinedComponent | undefined => DEFINED(resource)().get(resource);

const BY_KEY = onePerApp('components-by-key', root => oncePerSynth(root, () =>
  new Map(COMPONENTS.of(root).map(component => [keyAt(component, component.componentName), component]))));

/** The defined components by cluster, namespace and name (`keyAt`). */
export const componentsByKey = (scope: IConstruct): ReadonlyMap<string, DefinedComponent> => BY_KEY(scope)();

/** The metadata entries of a component as in its manifest; read while rendering. */
export const renderedMetadata = (component: DefinedComponent): Json[] => JSON.parse(definitionOf(component)).spec?.metadata ?? [];

/** The components of this App that the daprd of an app loads. */
export const componentsOf = (app: IDaprPeer): DefinedComponent[] => Edges.of(app).loadedBy(app).flatMap(resource => definedComponent(resource) ?? []);

/** The type of a component; undefined if it is not defined in this App. */
export const typeOf = (component: IDaprResource): string | undefined => {
  const type: unknown = (component as { readonly type?: unknown }).type;
  return typeof type === 'string' ? type : undefined;
};
