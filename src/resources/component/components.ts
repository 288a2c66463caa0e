/** The components that are defined in an App, and what they read. */
import { IConstruct } from 'constructs';
import { IDaprComponent, IDaprPeer, IDaprResource } from '../../contract';
import { Collection } from '../../facts/collection';
import { Edges } from '../../facts/edges';
import { KeyReference } from '../../facts/key-references';
import { onePerApp } from '../../synth/one-per-app';
import { onceASynth } from '../../synth/synths';

/** A component that is defined here: more than its name is known. */
export interface DefinedComponent extends IDaprComponent {
  readonly type: string;
  readonly isActorStateStore: boolean;
  /** Version of the type. */
  readonly _version: string;
  /** Its metadata of which the text is known, by name. */
  _texts(): [string, string][];
}

/** In the order of their definition. */
export const COMPONENTS = new Collection<DefinedComponent>('components');

/** From which secret store each component takes its secrets. */
export const SECRET_STORES = new Collection<{ readonly at: IDaprComponent; readonly store: string }>('secret-stores');

/** Keys of Kubernetes Secrets from which components take values. */
export const COMPONENT_SECRETS = new Collection<KeyReference>('component-secrets');

const DEFINED = onePerApp('defined-components', root => onceASynth(root, () => new Map<IConstruct, DefinedComponent>(COMPONENTS.of(root).map(each => [each, each]))));

/** A component as it is defined here; nothing where only its name is known, and for other resources. */
export const definedComponent = (resource: IDaprResource): DefinedComponent | undefined => DEFINED(resource)().get(resource);

/** The components of this App that the daprd of an app loads. */
export const componentsOf = (app: IDaprPeer): DefinedComponent[] => Edges.of(app).loadedBy(app).flatMap(resource => definedComponent(resource) ?? []);

/** The type of a component, where it is defined here. */
export const typeOf = (component: IDaprResource): string | undefined => {
  const type: unknown = (component as { readonly type?: unknown }).type;
  return typeof type === 'string' ? type : undefined;
};
