import { IConstruct } from 'constructs';
import { IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { isRemote } from '../facts/apps';
import { scopesOf } from '../facts/definitions';
import { Edges } from '../facts/edges';
import { Objects } from '../facts/objects';
import { loadingApps } from '../facts/uses';
import { nearest } from '../kubernetes/names';
import { COMPONENTS, definedComponent } from '../resources/component/components';

const NAME_LIKE_COMPONENT = warning('DAPR4021', {
  title: 'name like that of a component here',
  why: 'If it is misspelt, daprd finds no such component',
  todo: 'pass the component itself, or acknowledge that there is one of this name elsewhere',
  source: 'dapr/dapr pkg/runtime/compstore',
});
const SCOPES_LEAVE_USER_OUT = error('DAPR4022', {
  title: 'component whose scopes leave its user out',
  why: 'daprd does not load it: the first call fails',
  todo: 'pass the component itself, which adds the app to its scopes',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});

interface Defined {
  readonly name: string;
  readonly path: string;
  /** App-ids of those that load it; everyone where there is no list. */
  readonly scopes: () => string[] | undefined;
}

/** A component that an app knows by name only: where it is of this App all the same, its scopes decide. */
const componentNames: AppCheck = root => {
  const named = loadingApps(root).flatMap(app => existing(app).map(name => ({ app, name })));
  const defined = named.length ? definedComponents(root) : new Map<string, Map<string, Defined>>();
  return named.flatMap(({ app, name }): Finding[] => {
    const here = defined.get(app.namespace ?? '') ?? new Map<string, Defined>();
    const component = here.get(name);
    const scopes = component?.scopes();
    if (component) {
      return scopes?.length && !scopes.includes(app.appId)
        ? [{ at: app, rule: SCOPES_LEAVE_USER_OUT, what: `the app uses component '${name}' by name, and '${component.path}' is for ${scopes.map(scope => `'${scope}'`).join(', ')} only` }] : [];
    }
    const like = nearest(name, [...here.keys()]);
    return like ? [{ at: app, rule: NAME_LIKE_COMPONENT, what: `the app uses component '${name}'; did you mean '${like}' at '${here.get(like)!.path}'?` }] : [];
  });
};

/** Names of the components that it uses and of which only the name is known. */
const existing = (app: IDaprApp): string[] => isRemote(app) ? []
  : Edges.of(app).loadedBy(app).filter(resource => resource.kind === 'Component' && !definedComponent(resource)).map(({ resourceName }) => resourceName);

function definedComponents(root: IConstruct): Map<string, Map<string, Defined>> {
  const all = new Map<string, Map<string, Defined>>();
  const add = (namespace: string | undefined, defined: Defined): void => {
    all.set(namespace ?? '', (all.get(namespace ?? '') ?? new Map()).set(defined.name, defined));
  };
  for (const component of COMPONENTS.of(root)) {
    add(component.namespace, { name: component.resourceName, path: component.node.path, scopes: () => scopesOf(component) });
  }
  const typed = new Set<unknown>(COMPONENTS.of(root));
  Objects.of(root).ofKind('Component', 'dapr.io').filter(object => !typed.has(object.node.scope))
    .forEach(object => add(object.metadata.namespace, { name: object.name, path: object.node.path, scopes: () => object.toJson().scopes }));
  return all;
}

export const checks = [componentNames];
