/** Components that read from the API server of Kubernetes: daprd needs a token and a permission. */
import { IConstruct } from 'constructs';
import { IDaprApp, IDaprResource } from '../../contract';
import { daprdsOf } from '../../data-plane/daprds-of-app';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { ApiServerUse, apiServerUseOf, apiServerUses } from '../../facts/api-server';
import { APPS, appsById, isRemote, serviceAccountOf, wiringOf } from '../../facts/apps';
import { definitionOf, scopesOf } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { bindingsOf, mountsToken } from '../../facts/service-accounts';
import { keyAt, placeOf } from '../../kubernetes/cluster';
import { componentReaderName, secretReaderName } from '../../kubernetes/names';
import { typeOf } from '../../resources/component/components';
import { grouped } from '../../util/grouped';
import { Json } from '../../util/json';

export const COMPONENT_WITHOUT_TOKEN = error('DAPR4040', {
  title: 'component that reads from the API server without a service account token',
  why: 'The component finds no token and fails to load, and daprd exits at start',
  todo: 'pass the component to the app (uses), which mounts the token, or set automountServiceAccountToken of the pods to true',
  source: 'components-contrib common/authentication/kubernetes',
  manifests: true,
});
const COMPONENT_WITHOUT_PERMISSION = warning('DAPR4041', {
  title: 'component that reads from the API server without a known permission',
  why: 'The API server refuses what no Role of the service account permits: the component fails to load, or its calls fail',
  todo: 'bind a Role to the service account of daprd, then acknowledge this',
  source: 'components-contrib common/authentication/kubernetes',
});

/** A component that the daprd of an app loads, and the rendered pod of that daprd. */
interface Loaded {
  readonly app: IDaprApp;
  readonly component: IDaprResource;
  readonly use: ApiServerUse;
  readonly podSpec: Json;
}

const apiServer: AppCheck = root => {
  if (!apiServerUses(root).length) {
    return [];
  }
  return [...grouped(loads(root), ({ app }) => app)].flatMap(([app, loaded]) => {
    const podSpecs = daprdsOf(app).map(({ template }): Json => template().spec ?? {});
    return loaded.flatMap(({ component }) =>
      podSpecs.map(podSpec => check({ app, component, use: apiServerUseOf(component)!, podSpec })).find(found => found.length) ?? []);
  });
};

/** The apps whose daprd loads such a component: because they use it, or because of its scopes. */
function loads(root: IConstruct): { app: IDaprApp; component: IDaprResource }[] {
  const byId = appsById(root);
  const byPlace = grouped(APPS.of(root), app => placeOf(app, app.namespace));
  return apiServerUses(root).flatMap(([component]) => {
    const scopes = scopesOf(component);
    const byScopes = scopes?.flatMap(appId => byId.get(keyAt(component, appId)) ?? [])
      ?? byPlace.get(placeOf(component, component.namespace)) ?? [];
    const using = Edges.of(root).appsOf(component).filter((app): app is IDaprApp => wiringOf(app) !== undefined);
    return [...new Set([...using, ...byScopes])].filter(app => !isRemote(app)).map(app => ({ app, component }));
  });
}

function check({ app, component, use, podSpec }: Loaded): Finding[] {
  const what = `component '${component.resourceName}' of type ${typeOf(component)} reads from the API server`;
  if (!mountsToken(app, app.namespace, podSpec)) {
    return JSON.parse(definitionOf(component)).spec?.ignoreErrors === true ? []
      : [{ at: app, rule: COMPONENT_WITHOUT_TOKEN, what: `${what}, and the pods of its daprd mount no service account token` }];
  }
  const account = serviceAccountOf(podSpec);
  const derived = [componentReaderName(app.appId), secretReaderName(app.appId)];
  const missing = missingPermission(app, component, use, account);
  return missing === undefined || bindingsOf(app, app.namespace, account).some(binding => !derived.includes(binding)) ? []
    : [{ at: app, rule: COMPONENT_WITHOUT_PERMISSION, what: `${what}, and ${missing.what}`, todo: missing.todo }];
}

function missingPermission(app: IDaprApp, component: IDaprResource, use: ApiServerUse, account: string): { what: string; todo?: string } | undefined {
  if (account === 'default') {
    return {
      what: 'no Role is derived for the service account \'default\', which all pods of the namespace may have',
      todo: 'set serviceAccountName of the pods to a dedicated service account, or bind a Role and acknowledge this',
    };
  }
  if (!Edges.of(app).loads(app, component)) {
    return { what: 'the app loads it by its scopes only, so no Role is derived', todo: 'pass the component to the app (uses), or bind a Role and acknowledge this' };
  }
  const undeclared = use.undeclared(app);
  return undeclared === undefined ? undefined
    : { what: `no declaration names ${undeclared}`, todo: 'name Secrets of its namespace in readsSecrets, or bind a Role and acknowledge this' };
}

export const checks = [apiServer];
