import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

const LEFT_OUT = new WeakMap<IConstruct, { child: () => IConstruct | undefined; unread: () => boolean; elsewhere: boolean }[]>();

/**
 * Keeps the object of a resource out of what cdk8s writes while nobody in the cluster reads it: where Dapr's CRDs are
 * missing, the API server would refuse it.
 *
 * cdk8s writes every `ApiObject` that it finds among `children`, so there the object is hidden; it stays the resource's
 * `defaultChild`. Nothing is removed: the answer may change until synth.
 */
export function leaveOutWhile(resource: IConstruct, unread: () => boolean): void {
  hide(resource, () => resource.node.defaultChild, unread, true);
}

/** The same for one object among others below a construct, while nothing needs it, elsewhere neither. */
export function leaveOutChild(object: IConstruct, unneeded: () => boolean): void {
  hide(object.node.scope!, () => object, unneeded, false);
}

function hide(parent: IConstruct, child: () => IConstruct | undefined, unread: () => boolean, elsewhere: boolean): void {
  const { node } = parent;
  const hidden = LEFT_OUT.get(parent);
  if (hidden) {
    hidden.push({ child, unread, elsewhere });
    return;
  }
  const children = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'children')!.get!;
  LEFT_OUT.set(parent, [{ child, unread, elsewhere }]);
  Object.defineProperty(node, 'children', {
    get: () => {
      const out = leftOutOf(parent);
      return (children.call(node) as IConstruct[]).filter(each => !out.includes(each));
    },
  });
}

const leftOutOf = (parent: IConstruct, readElsewhere = false): IConstruct[] => (LEFT_OUT.get(parent) ?? [])
  .filter(({ unread, elsewhere }) => (elsewhere || !readElsewhere) && unread())
  .flatMap(({ child }) => child() ?? []);

/** All objects at or below a scope, in the order of the tree, those that are left out of the cluster's YAML too. */
export function allObjects(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().flatMap(c => [c, ...leftOutOf(c, true)]).filter((c): c is ApiObject => ApiObject.isApiObject(c));
}
