import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

const LEFT_OUT = new WeakMap<IConstruct, () => boolean>();

/**
 * Keeps the object of a resource out of what cdk8s writes while nobody in the cluster reads it: where Dapr's CRDs are
 * missing, the API server would refuse it.
 *
 * cdk8s writes every `ApiObject` that it finds among `children`, so there the object is hidden; it stays the resource's
 * `defaultChild`. Nothing is removed: the answer may change until synth.
 */
export function leaveOutWhile(resource: IConstruct, unread: () => boolean): void {
  const { node } = resource;
  const children = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'children')!.get!;
  LEFT_OUT.set(resource, unread);
  Object.defineProperty(node, 'children', {
    get: () => {
      const all: IConstruct[] = children.call(node);
      return unread() ? all.filter(child => child !== node.defaultChild) : all;
    },
  });
}

/** All objects at or below a scope, in the order of the tree, those that are left out of the cluster's YAML too. */
export function allObjects(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().flatMap(c => [c, ...(LEFT_OUT.get(c)?.() ? [c.node.defaultChild] : [])])
    .filter((c): c is ApiObject => c !== undefined && ApiObject.isApiObject(c));
}
