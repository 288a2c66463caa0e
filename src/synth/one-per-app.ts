import { IConstruct } from 'constructs';

/** Version of this package, set by the bundler. */
declare const CDK8S_DAPR_VERSION: string | undefined;
const VERSION = typeof CDK8S_DAPR_VERSION === 'string' ? CDK8S_DAPR_VERSION : 'source';

/** The root of a tree. It is needed several times per app, and `node.root` would create a list of all scopes each time. */
export function rootOf(scope: IConstruct): IConstruct {
  let root = scope;
  while (root.node.scope) {
    root = root.node.scope;
  }
  return root;
}

/**
 * A singleton per cdk8s `App`, created on first use.
 *
 * It is stored on the root under a registered symbol, so two copies of one version of this package share it. Other versions do not: their
 * data may have a different shape (`versionsIn`).
 */
export function onePerApp<T>(name: string, make: (root: IConstruct) => T): (scope: IConstruct) => T {
  const key = Symbol.for(`cdk8s-dapr@${VERSION}/${name}`);
  return scope => {
    const root = rootOf(scope) as IConstruct & { [key: symbol]: T | undefined };
    const known = root[key];
    if (known !== undefined) {
      return known;
    }
    const value = make(root);
    Object.defineProperty(root, key, { value });
    noteVersion(root);
    return value;
  };
}

const VERSIONS = Symbol.for('cdk8s-dapr.versions');

function noteVersion(root: IConstruct): void {
  const versions = versionsIn(root);
  if (!versions.includes(VERSION)) {
    Object.defineProperty(root, VERSIONS, { value: [...versions, VERSION], configurable: true });
  }
}

/** The versions of this package that are used in the App of a construct. */
export const versionsIn = (scope: IConstruct): readonly string[] => (rootOf(scope) as { [VERSIONS]?: string[] })[VERSIONS] ?? [];
