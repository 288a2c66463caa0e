import { DaprUseKind, IDaprApp, IDaprResource } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule, Registry } from '../facts/registry';
import { DaprComponent } from '../resources/component/component';

/** The actor state stores of a namespace: those that everyone loads, and those of single apps. */
interface Stores {
  readonly everyone: DaprComponent[];
  readonly byApp: Map<string, DaprComponent[]>;
}

const isActorStateStore = (resource: IDaprResource): resource is DaprComponent => resource instanceof DaprComponent && resource.isActorStateStore;

const HOSTS = [DaprUseKind.ACTORS, DaprUseKind.STREAMING_ACTORS, DaprUseKind.WORKFLOW_WORKER];

/** A daprd takes one actor state store, and needs one where its app hosts actors. */
addRule(registry => {
  const namespaces = storesOf(registry);
  const hosts = new Set(registry.uses.filter(({ app, use }) => HOSTS.includes(use.kind) && !app.daprElsewhere).map(({ app }) => app));
  const findings = [...hosts].filter(app => !mayHaveStore(app, namespaces.get(app.namespace ?? '')))
    .map((app): Finding => ({ at: app, code: 'DAPR3216', what: `the app '${app.appId}' hosts actors or workflows` }));
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
});

/** Of a component that exists it is not known what it is. */
const mayHaveStore = (app: IDaprApp, stores: Stores | undefined): boolean => !!stores?.everyone.length || !!stores?.byApp.has(app.appId)
  || app.resources.some(({ kind, node }) => kind === 'Component' && !node.tryFindChild('Resource'));

const both = (at: DaprComponent, other: DaprComponent, who: string): Finding =>
  ({ at, code: 'DAPR3215', what: `${who} loads the actor state stores '${other.componentName}' and '${at.componentName}'` });

function storesOf({ resources }: Registry): Map<string, Stores> {
  const namespaces = new Map<string, Stores>();
  for (const store of resources.filter(isActorStateStore)) {
    const key = store.namespace ?? '';
    const stores = namespaces.get(key) ?? { everyone: [], byApp: new Map<string, DaprComponent[]>() };
    namespaces.set(key, stores);
    const scopes = store._scopes();
    if (!scopes) {
      stores.everyone.push(store);
    }
    scopes?.forEach(appId => stores.byApp.set(appId, [...stores.byApp.get(appId) ?? [], store]));
  }
  return namespaces;
}
