import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding, Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { isRemote } from '../facts/apps';
import { scopesOf } from '../facts/definitions';
import { Edges } from '../facts/edges';
import { allUses } from '../facts/uses';
import { COMPONENTS, definedComponent } from '../resources/component/components';
import { grouped } from '../util/grouped';

const TWO_ACTOR_STATE_STORES = error('DAPR3215', {
  title: 'two actor state stores for one app',
  why: 'daprd takes one actor state store: it fails on the second and exits',
  todo: 'set actorStateStore on one of them, or scope them to different apps',
  source: 'dapr/dapr pkg/runtime/compstore/statestore.go',
  manifests: true,
});
const ACTORS_WITHOUT_STORE = warning('DAPR3216', {
  title: 'actors without an actor state store',
  why: 'The app starts, and every call of an actor or workflow fails',
  todo: 'set actorStateStore on a state store that the app uses; if it is defined elsewhere, acknowledge this',
  source: 'dapr/dapr pkg/actors/state',
});

/** An actor state store, and the app-ids of those that load it; everyone where there is no list. */
interface Store {
  readonly name: string;
  readonly scopes?: readonly string[];
}

/** A daprd takes one actor state store: the second ones of apps of a namespace. */
export function twoActorStores<T extends Store>(stores: readonly T[]): (Problem & { readonly store: T })[] {
  const both = (store: T, other: T, who: string): Problem & { store: T } =>
    ({ store, rule: TWO_ACTOR_STATE_STORES, what: `${who} loads the actor state stores '${other.name}' and '${store.name}'` });
  const everyone = stores.filter(({ scopes }) => !scopes?.length);
  const byApp = grouped(stores.flatMap(store => (store.scopes ?? []).map(appId => ({ appId, store }))), ({ appId }) => appId);
  return [
    ...everyone.slice(1).map(store => both(store, everyone[0], 'every app of the namespace')),
    ...[...byApp].flatMap(([appId, own]) => {
      const [first, ...others] = [...everyone.slice(0, 1), ...own.map(({ store }) => store)];
      return others.map(store => both(store, first, `'${appId}'`));
    }),
  ];
}

const HOSTS = [DaprUseKind.ACTORS, DaprUseKind.STREAMING_ACTORS, DaprUseKind.WORKFLOW_WORKER];

/** A daprd needs an actor state store where its app hosts actors. */
const actorStateStores: AppCheck = root => {
  const marked = COMPONENTS.of(root).filter(({ isActorStateStore }) => isActorStateStore)
    .map(at => ({ at, name: at.componentName, scopes: scopesOf(at) }));
  const namespaces = grouped(marked, ({ at }) => at.namespace ?? '');
  const hosts = new Set(allUses(root).filter(({ app, use }) => HOSTS.includes(use.kind) && !isRemote(app)).map(({ app }) => app));
  return [
    ...[...hosts].filter(app => !mayHaveStore(app, namespaces.get(app.namespace ?? '') ?? []))
      .map((app): Finding => ({ at: app, rule: ACTORS_WITHOUT_STORE, what: `the app '${app.appId}' hosts actors or workflows` })),
    ...[...namespaces.values()].flatMap(twoActorStores).map(({ store, ...problem }) => ({ at: store.at, ...problem })),
  ];
};

/** Of a component that exists it is not known what it is. */
const mayHaveStore = (app: IDaprApp, stores: readonly Store[]): boolean => stores.some(({ scopes }) => !scopes || scopes.includes(app.appId))
  || Edges.of(app).loadedBy(app).some(resource => resource.kind === 'Component' && !definedComponent(resource));

export const checks = [actorStateStores];
