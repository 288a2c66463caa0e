/** Components and APIs that an app uses and its Configuration denies. */
import { APIS_OF_COMPONENTS, APIS_OF_USES } from '../app/derived/apis';
import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { configurationsOf, isDerived, settingsOf } from '../facts/configurations';
import { describeUse, loadingApps, usesOf } from '../facts/uses';
import { DaprPlatform } from '../platform/dapr-platform';
import { componentsOf, DefinedComponent } from '../resources/component/components';
import { apiVersions, PROTOCOLS } from '../resources/configuration/access-spec';
import { Json, entryOf } from '../util/json';

export const COMPONENT_DENIED = error('DAPR5003', {
  title: 'component denied by the app\'s Configuration',
  why: 'daprd does not load the component: the first call fails',
  todo: 'remove its type from deniedComponents, or do not use the component',
  source: 'dapr/dapr pkg/runtime/authorizer/component.go',
  manifests: true,
});
const API_DENIED = error('DAPR5005', {
  title: 'required API denied by the app\'s Configuration',
  why: 'daprd answers the calls with 404 or Unimplemented',
  todo: 'allow the API, or remove the use',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
});
const COMPONENT_API_DENIED = warning('DAPR5006', {
  title: 'component API denied by the app\'s Configuration',
  why: 'daprd answers calls to the component with 404 or Unimplemented',
  todo: 'allow the API, or acknowledge this if the app does not call it',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
});

/** HTTP also accepts the versions of its paths: `v1.0` and `v1.0-alpha1` (dapr/dapr pkg/api/http/endpoints/endpoint.go). */
const has = (rules: Json[], api: string, version: string): boolean =>
  rules.some(rule => rule.name === api && [version, ...rule.protocol === 'grpc' ? [] : [version.replace(/^v1(?=$|alpha|beta)/, 'v1.0').replace(/(?=alpha|beta)/, '-')]].includes(rule.version));

/** Uses that are impossible without their API. */
const API_BOUND_USES = [DaprUseKind.PUBLISH, DaprUseKind.INVOKE];

const deniedUses: AppCheck = root => loadingApps(root).flatMap(app => {
  const specs = configurationsOf(app).filter(configuration => !isDerived(configuration)).map(configuration => settingsOf(configuration) ?? {});
  return specs.length ? [...deniedComponents(app, componentsOf(app), specs), ...deniedApis(app, componentsOf(app), specs)] : [];
});

/** The comparison of type and version is exact and case-sensitive (dapr/dapr pkg/runtime/authorizer). */
function deniedComponents(app: IDaprApp, components: DefinedComponent[], specs: Json[]): Finding[] {
  const list: string[] = specs.flatMap(spec => spec.components?.deny ?? []);
  return list.length ? components.filter(component => [component.type, `${component.type}/${component._version}`].some(name => list.includes(name)))
    .map(({ componentName, type }) => ({ at: app, rule: COMPONENT_DENIED, what: `the app uses component '${componentName}' of type ${type}, which deniedComponents of its Configuration contains` })) : [];
}

function deniedApis(app: IDaprApp, components: DefinedComponent[], specs: Json[]): Finding[] {
  const allowed: Json[] = specs.flatMap(spec => spec.api?.allowed ?? []);
  const denied: Json[] = specs.flatMap(spec => spec.api?.denied ?? []);
  if (!allowed.length && !denied.length) {
    return [];
  }
  const { daprVersion } = DaprPlatform.of(app);
  // An app may use either protocol.
  const lists = PROTOCOLS.map(protocol => [allowed, denied].map(rules => rules.filter(rule => String(rule.protocol).toLowerCase() === protocol)));
  const mayUse = (api: string): boolean => lists.some(([some, none]) => apiVersions(api, daprVersion)
    .some(version => (!some.length || has(some, api, version)) && !has(none, api, version)));
  const findings: Finding[] = [];
  for (const use of usesOf(app)) {
    const api = API_BOUND_USES.includes(use.kind) ? APIS_OF_USES[use.kind]?.[0] : undefined;
    if (api !== undefined && !mayUse(api)) {
      findings.push({ at: app, rule: API_DENIED, what: `the app ${describeUse(use)}, but its Configuration does not allow the API '${api}'` });
    }
  }
  for (const { componentName, type, isActorStateStore } of components) {
    const inputOnly = usesOf(app).some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName);
    const category = String(type).split('.')[0];
    // Secret stores also work without API calls, for secret references of components.
    const apis = isActorStateStore || inputOnly || category === 'secretstores' ? undefined : entryOf(APIS_OF_COMPONENTS, category);
    if (apis && !apis.some(mayUse)) {
      findings.push({ at: app, rule: COMPONENT_API_DENIED, what: `the app uses component '${componentName}' of type ${type}, but its Configuration does not allow the API '${apis[0]}'` });
    }
  }
  return findings;
}

export const checks = [deniedUses];
