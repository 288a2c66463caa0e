import { DaprUseKind, IDaprApp } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { isRemote } from '../../facts/apps';
import { scopesOf } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { allUses } from '../../facts/uses';
import { placeOf } from '../../kubernetes/cluster';
import { COMPONENTS, definedComponent } from '../../resources/component/components';
import { grouped } from '../../util/grouped';

const TWO_ACTOR_STATE_STORES = error('DAPR3215', {
  title: 'two actor state stores for one app',
  why: 'daprd accepts one actor state store: it fails to load the second and exits',
  todo: 'set actorStateStore on only one of them, or scope them to different apps',
  source: 'dapr/dapr pkg/runtime/compstore/statestore.go',
  manifests: true,
});
const ACTORS_WITHOUT_STORE = warning('DAPR3216', {
  title: 'actors or workflows without an actor state store',
  why: 'The app starts, and every actor or workflow call fails',
  todo: 'set actorStateStore on a state store that the app uses, or acknowledge this if the store is defined outside this App',
  source: 'dapr/dapr pkg/actors/state',
});

/** An actor state store with the app IDs that load it; without `scopes`, every app of the namespace loads it. */
interface Store {
  readonly name: string;
  readonly scopes?: readonly string[];
}

/** Reports each actor state store in a namespace beyond the first one that an app loads, since daprd accepts only one. */
export function twoActorStores<T extends Store>(stores: readonly T[]): (Problem & { readonly store: T })[] {
  const conflict = (store: T, other: T, who: string): Problem & { store: T } =>
    ({ store, rule: TWO_ACTOR_STATE_STORES, what: `${who} loads the actor state stores '${other.name}' and '${store.name}'` });
  const unscoped = stores.filter(({ scopes }) => !scopes?.length);
  const byApp = grouped(stores.flatMap(store => (store.scopes ?? []).map(appId => ({ appId, store }))), ({ appId }) => appId);
  return [
    ...unscoped.slice(1).map(store => conflict(store, unscoped[0], 'every app of the namespace')),
    ...[...byApp].flatMap(([appId, own]) => {
      const [first, ...others] = [...unscoped.slice(0, 1), ...own.map(({ store }) => store)];
      return others.map(store => conflict(store, first, `app '${appId}'`));
    }),
  ];
}

const HOSTING_USES = [DaprUseKind.ACTORS, DaprUseKind.STREAMING_ACTORS, DaprUseKind.WORKFLOW_WORKER];

/** daprd needs exactly one actor state store if its app hosts actors or workflows. */
const actorStateStores: AppCheck = root => {
  const marked = COMPONENTS.of(root).filter(({ isActorStateStore }) => isActorStateStore)
    .map(at => ({ at, name: at.componentName, scopes: scopesOf(at) }));
  const namespaces = grouped(marked, ({ at }) => placeOf(at, at.namespace));
  const loading = new Map([...namespaces].map(([place, stores]) =>
    [place, { all: stores.some(({ scopes }) => !scopes), appIds: new Set(stores.flatMap(({ scopes }) => scopes ?? [])) }]));
  const loads = (app: IDaprApp): boolean => {
    const here = loading.get(placeOf(app, app.namespace));
    return here !== undefined && (here.all || here.appIds.has(app.appId));
  };
  const hosts = new Set(allUses(root).filter(({ app, use }) => HOSTING_USES.includes(use.kind) && !isRemote(app)).map(({ app }) => app));
  return [
    ...[...hosts].filter(app => !loads(app) && !loadsByName(app))
      .map((app): Finding => ({ at: app, rule: ACTORS_WITHOUT_STORE, what: `app '${app.appId}' hosts actors or workflows but loads no actor state store` })),
    ...[...namespaces.values()].flatMap(twoActorStores).map(({ store, ...problem }) => ({ at: store.at, ...problem })),
  ];
};

/** A component referenced by name only may be an actor state store. */
const loadsByName = (app: IDaprApp): boolean =>
  Edges.of(app).loadedBy(app).some(resource => resource.kind === 'Component' && !definedComponent(resource));

export const checks = [actorStateStores];
