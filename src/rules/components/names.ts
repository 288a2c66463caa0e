import { IConstruct } from 'constructs';
import { IDaprApp } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { isRemote } from '../../facts/apps';
import { scopesOf } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { Objects } from '../../facts/objects';
import { loadingApps } from '../../facts/uses';
import { placeOf } from '../../kubernetes/cluster';
import { SimilarNames } from '../../kubernetes/similar-names';
import { COMPONENTS, definedComponent } from '../../resources/component/components';

export const SIMILAR_COMPONENT_NAME = warning('DAPR4021', {
  title: 'component name that resembles a defined component',
  why: 'If the name is misspelled, daprd does not find the component',
  todo: 'pass the component itself, or acknowledge this if a component with this name is defined outside this App',
  source: 'dapr/dapr pkg/runtime/compstore',
});
export const SCOPES_EXCLUDE_USER = error('DAPR4022', {
  title: 'component whose scopes exclude an app that uses it',
  why: 'daprd does not load the component: the first call fails',
  todo: 'pass the component itself, which adds the app to its scopes',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});

interface Defined {
  readonly name: string;
  readonly path: string;
  /** The app IDs that load it; without a list, every app of the namespace does. */
  readonly scopes: () => readonly string[] | undefined;
}

/** Checks components that apps reference by name only against the components that this App defines. */
const componentNames: AppCheck = root => {
  const references = loadingApps(root).flatMap(app => componentsByName(app).map(name => ({ app, name })));
  const names = new Map<string, SimilarNames>();
  const defined = references.length ? definedComponents(root) : new Map<string, Map<string, Defined>>();
  return references.flatMap(({ app, name }): Finding[] => {
    const place = placeOf(app, app.namespace);
    const here = defined.get(place) ?? new Map<string, Defined>();
    const component = here.get(name);
    const scopes = component?.scopes();
    if (component) {
      return scopes?.length && !scopes.includes(app.appId)
        ? [{ at: app, rule: SCOPES_EXCLUDE_USER, what: `the app uses component '${name}' by name, and '${component.path}' is scoped to ${scopes.map(scope => `'${scope}'`).join(', ')} only` }] : [];
    }
    const known = names.get(place) ?? new SimilarNames(here.keys());
    names.set(place, known);
    const similar = known.nearest(name);
    return similar ? [{ at: app, rule: SIMILAR_COMPONENT_NAME, what: `the app uses component '${name}'; did you mean '${similar}' at '${here.get(similar)!.path}'?` }] : [];
  });
};

/** Names of the components that the app references by name only. */
const componentsByName = (app: IDaprApp): string[] => isRemote(app) ? []
  : Edges.of(app).loadedBy(app).filter(resource => resource.kind === 'Component' && !definedComponent(resource)).map(({ resourceName }) => resourceName);

/** The components of an App by place and name, including those that are not constructs of this library. */
export function definedComponents(root: IConstruct): Map<string, Map<string, Defined>> {
  const all = new Map<string, Map<string, Defined>>();
  const add = (place: string, defined: Defined): void => {
    all.set(place, (all.get(place) ?? new Map()).set(defined.name, defined));
  };
  for (const component of COMPONENTS.of(root)) {
    add(placeOf(component, component.namespace), { name: component.resourceName, path: component.node.path, scopes: () => scopesOf(component) });
  }
  const typed = new Set<unknown>(COMPONENTS.of(root));
  Objects.of(root).ofKind('Component', 'dapr.io').filter(object => !typed.has(object.node.scope))
    .forEach(object => add(placeOf(object, object.metadata.namespace), {
      name: object.name,
      path: object.node.path,
      scopes: () => {
        const { scopes } = object.toJson();
        return Array.isArray(scopes) ? scopes : undefined;
      },
    }));
  return all;
}

export const checks = [componentNames];
