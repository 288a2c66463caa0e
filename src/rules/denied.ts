/** What the Configuration of an app does not let it use. */
import { APIS_OF_COMPONENTS, APIS_OF_USES } from '../app/derived/apis';
import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { configurationsOf, isDerived, settingsOf } from '../facts/configurations';
import { inWords, loadingApps, usesOf } from '../facts/uses';
import { DaprPlatform } from '../platform/dapr-platform';
import { componentsOf, DefinedComponent } from '../resources/component/components';
import { apiVersions } from '../resources/configuration/access-spec';
import { Json, entryOf } from '../util/json';

const COMPONENT_DENIED = error('DAPR5003', {
  title: 'component that the Configuration of its user denies',
  why: 'daprd does not load it: the first call fails',
  todo: 'remove it from deniedComponents, or from what the app uses',
  source: 'dapr/dapr pkg/runtime/authorizer/component.go',
});
const API_DENIED = error('DAPR5005', {
  title: 'API that the app needs and may not use',
  why: 'Its calls are answered with 404 or Unimplemented',
  todo: 'allow the API, or leave the use out',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
});
const COMPONENT_API_DENIED = warning('DAPR5006', {
  title: 'API of a component that the app may not use',
  why: 'Calls of the component are answered with 404 or Unimplemented',
  todo: 'allow the API, or acknowledge that the app does not call it',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
});

/** What an app cannot do without the API. */
const NEEDED = [DaprUseKind.PUBLISH, DaprUseKind.INVOKE];

const deniedUses: AppCheck = root => loadingApps(root).flatMap(app => {
  const specs = configurationsOf(app).filter(configuration => !isDerived(configuration)).map(configuration => settingsOf(configuration) ?? {});
  return specs.length ? [...denied(app, componentsOf(app), specs), ...closed(app, componentsOf(app), specs)] : [];
});

/** dapr/dapr pkg/runtime/authorizer compares type and version letter by letter. */
function denied(app: IDaprApp, components: DefinedComponent[], specs: Json[]): Finding[] {
  const list: string[] = specs.flatMap(spec => spec.components?.deny ?? []);
  return list.length ? components.filter(component => [component.type, `${component.type}/${component._version}`].some(name => list.includes(name)))
    .map(({ componentName, type }) => ({ at: app, rule: COMPONENT_DENIED, what: `the app uses component '${componentName}' of type ${type}, which deniedComponents names` })) : [];
}

function closed(app: IDaprApp, components: DefinedComponent[], specs: Json[]): Finding[] {
  const allowed: Json[] = specs.flatMap(spec => spec.api?.allowed ?? []);
  const refused: Json[] = specs.flatMap(spec => spec.api?.denied ?? []);
  if (!allowed.length && !refused.length) {
    return [];
  }
  const has = (rules: Json[], api: string, version: string): boolean => rules.some(rule => rule.name === api && rule.version === version);
  const { daprVersion } = DaprPlatform.of(app);
  const mayUse = (api: string): boolean => apiVersions(api, daprVersion)
    .some(version => (!allowed.length || has(allowed, api, version)) && !has(refused, api, version));
  const findings: Finding[] = [];
  for (const use of usesOf(app)) {
    const api = NEEDED.includes(use.kind) ? APIS_OF_USES[use.kind]?.[0] : undefined;
    if (api !== undefined && !mayUse(api)) {
      findings.push({ at: app, rule: API_DENIED, what: `the app ${inWords(use)}, and its Configuration leaves the API '${api}' out` });
    }
  }
  for (const { componentName, type, isActorStateStore } of components) {
    const inputOnly = usesOf(app).some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName);
    const category = String(type).split('.')[0];
    // Stores of secrets serve without a call, too.
    const apis = isActorStateStore || inputOnly || category === 'secretstores' ? undefined : entryOf(APIS_OF_COMPONENTS, category);
    if (apis && !apis.some(mayUse)) {
      findings.push({ at: app, rule: COMPONENT_API_DENIED, what: `the app uses component '${componentName}' of type ${type}, and its Configuration leaves the API '${apis[0]}' out` });
    }
  }
  return findings;
}

export const checks = [deniedUses];
