import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { isRemote } from '../facts/apps';
import { scopesOf } from '../facts/definitions';
import { Edges } from '../facts/edges';
import { allUses } from '../facts/uses';
import { COMPONENTS, DefinedComponent, definedComponent } from '../resources/component/components';

const TWO_ACTOR_STATE_STORES = error('DAPR3215', {
  title: 'two actor state stores for one app',
  why: 'daprd takes one actor state store: it fails on the second and exits',
  todo: 'set actorStateStore on one of them, or scope them to different apps',
  source: 'dapr/dapr pkg/runtime/compstore/statestore.go',
});
const ACTORS_WITHOUT_STORE = warning('DAPR3216', {
  title: 'actors without an actor state store',
  why: 'The app starts, and every call of an actor or workflow fails',
  todo: 'set actorStateStore on a state store that the app uses; if it is defined elsewhere, acknowledge this',
  source: 'dapr/dapr pkg/actors/state',
});

/** The actor state stores of a namespace: those that everyone loads, and those of single apps. */
interface Stores {
  readonly everyone: DefinedComponent[];
  readonly byApp: Map<string, DefinedComponent[]>;
}

const HOSTS = [DaprUseKind.ACTORS, DaprUseKind.STREAMING_ACTORS, DaprUseKind.WORKFLOW_WORKER];

/** A daprd takes one actor state store, and needs one where its app hosts actors. */
const actorStateStores: AppCheck = root => {
  const namespaces = storesOf(root);
  const hosts = new Set(allUses(root).filter(({ app, use }) => HOSTS.includes(use.kind) && !isRemote(app)).map(({ app }) => app));
  const findings = [...hosts].filter(app => !mayHaveStore(app, namespaces.get(app.namespace ?? '')))
    .map((app): Finding => ({ at: app, rule: ACTORS_WITHOUT_STORE, what: `the app '${app.appId}' hosts actors or workflows` }));
  for (const { everyone, byApp } of namespaces.values()) {
    for (const store of everyone.slice(1)) {
      findings.push(both(store, everyone[0], 'every app of the namespace'));
    }
    for (const [appId, own] of byApp) {
      const [first, ...others] = [...everyone.slice(0, 1), ...own];
      others.forEach(store => findings.push(both(store, first, `'${appId}'`)));
    }
  }
  return findings;
};

/** Of a component that exists it is not known what it is. */
const mayHaveStore = (app: IDaprApp, stores: Stores | undefined): boolean => !!stores?.everyone.length || !!stores?.byApp.has(app.appId)
  || Edges.of(app).loadedBy(app).some(resource => resource.kind === 'Component' && !definedComponent(resource));

const both = (at: DefinedComponent, other: DefinedComponent, who: string): Finding =>
  ({ at, rule: TWO_ACTOR_STATE_STORES, what: `${who} loads the actor state stores '${other.componentName}' and '${at.componentName}'` });

function storesOf(root: IConstruct): Map<string, Stores> {
  const namespaces = new Map<string, Stores>();
  for (const store of COMPONENTS.of(root).filter(({ isActorStateStore }) => isActorStateStore)) {
    const key = store.namespace ?? '';
    const stores = namespaces.get(key) ?? { everyone: [], byApp: new Map<string, DefinedComponent[]>() };
    namespaces.set(key, stores);
    const scopes = scopesOf(store);
    if (!scopes) {
      stores.everyone.push(store);
    }
    scopes?.forEach(appId => stores.byApp.set(appId, [...stores.byApp.get(appId) ?? [], store]));
  }
  return namespaces;
}

export const checks = [actorStateStores];
