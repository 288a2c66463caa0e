import { IConstruct } from 'constructs';

/** Version of this package, which the bundle puts here. */
declare const CDK8S_DAPR_VERSION: string | undefined;
const VERSION = typeof CDK8S_DAPR_VERSION === 'string' ? CDK8S_DAPR_VERSION : 'source';

/** The root of a tree; `node.root` makes a list of all scopes for it, and this is asked for several times for each app. */
export function rootOf(scope: IConstruct): IConstruct {
  let root = scope;
  while (root.node.scope) {
    root = root.node.scope;
  }
  return root;
}

/**
 * One of something for each cdk8s `App`, made when it is first asked for by a construct of it.
 *
 * It is kept at the root under a registered symbol: two copies of one version of this package share it. What another version keeps has
 * another shape (`versionsIn`).
 */
export function onePerApp<T>(name: string, make: (root: IConstruct) => T): (scope: IConstruct) => T {
  const key = Symbol.for(`cdk8s-dapr@${VERSION}/${name}`);
  return scope => {
    const root = rootOf(scope) as IConstruct & { [key: symbol]: T };
    if (!(key in root)) {
      Object.defineProperty(root, key, { value: make(root) });
      noteVersion(root);
    }
    return root[key];
  };
}

const VERSIONS = Symbol.for('cdk8s-dapr.versions');

function noteVersion(root: IConstruct): void {
  const versions = versionsIn(root);
  if (!versions.includes(VERSION)) {
    Object.defineProperty(root, VERSIONS, { value: [...versions, VERSION], configurable: true });
  }
}

/** The versions of this package that have made something of the App of a construct. */
export const versionsIn = (scope: IConstruct): readonly string[] => (rootOf(scope) as { [VERSIONS]?: string[] })[VERSIONS] ?? [];
