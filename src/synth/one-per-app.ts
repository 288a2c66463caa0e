import { IConstruct } from 'constructs';

/** The root of a tree; `node.root` makes a list of all scopes for it, and this is asked for several times for each app. */
export function rootOf(scope: IConstruct): IConstruct {
  let root = scope;
  while (root.node.scope) {
    root = root.node.scope;
  }
  return root;
}

/** One of something for each cdk8s `App`, made when it is first asked for by a construct of it. */
export function onePerApp<T>(make: (root: IConstruct) => T): (scope: IConstruct) => T {
  const all = new WeakMap<IConstruct, T>();
  return scope => {
    const root = rootOf(scope);
    let one = all.get(root);
    if (one === undefined) {
      one = make(root);
      all.set(root, one);
    }
    return one;
  };
}
