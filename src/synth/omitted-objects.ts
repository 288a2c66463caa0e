/** Objects that cdk8s does not write. */
import { ApiObject } from 'cdk8s';
import { IConstruct, Node } from 'constructs';

interface LeftOut {
  readonly objects: () => readonly (IConstruct | undefined)[];
  readonly unread: () => boolean;
  /** Whether exporters still find the object. */
  readonly exported: boolean;
}

const LEFT_OUT = Symbol.for('cdk8s-dapr.left-out');

/**
 * Omits the object of a resource from the YAML while nothing in the cluster reads it: without Dapr's CRDs, the API server
 * would reject it.
 *
 * cdk8s writes every `ApiObject` in `children`, so the object is hidden there; it stays the resource's `defaultChild`.
 * Nothing is removed, because `unread` may change until synth.
 */
export function omitWhile(resource: IConstruct, unread: () => boolean): void {
  hide(resource, { objects: () => [resource.node.defaultChild], unread, exported: true });
}

/** Omits one child of a construct, which exporters do not need either. */
export function omitChild(object: IConstruct, unneeded: () => boolean): void {
  hide(object.node.scope!, { objects: () => [object], unread: unneeded, exported: false });
}

/** Omits the children of a construct that are unneeded, which exporters do not need either; later children too. */
export function omitChildren(parent: IConstruct, unneeded: (child: IConstruct) => boolean): void {
  hide(parent, { objects: () => childrenOf(parent.node).filter(unneeded), unread: () => true, exported: false });
}

function hide(parent: IConstruct, entry: LeftOut): void {
  const node: Node & { [LEFT_OUT]?: LeftOut[] } = parent.node;
  if (node[LEFT_OUT]) {
    node[LEFT_OUT].push(entry);
    return;
  }
  Object.defineProperty(node, LEFT_OUT, { value: [entry] });
  Object.defineProperty(node, 'children', {
    get: () => {
      const out = leftOutOf(node);
      return out.length ? childrenOf(node).filter(each => !out.includes(each)) : childrenOf(node);
    },
  });
}

/** All children of a node, including omitted ones. */
const childrenOf = (node: Node): IConstruct[] =>
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'children')!.get!.call(node);

const leftOutOf = (node: Node & { [LEFT_OUT]?: LeftOut[] }, exportedOnly = false): IConstruct[] => {
  const out = node[LEFT_OUT]?.filter(({ unread, exported }) => (exported || !exportedOnly) && unread());
  return out?.length ? out.flatMap(({ objects }) => objects().flatMap(object => object ?? [])) : [];
};

/** All objects at or below a scope, in tree order, including those that are omitted from the cluster's YAML. */
export function allObjects(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().flatMap(c => [c, ...leftOutOf(c.node, true)]).filter((c): c is ApiObject => ApiObject.isApiObject(c));
}
