/** What the Configuration of an app does not let it use. */
import { APIS_OF_COMPONENTS, APIS_OF_USES } from '../app/derived/apis';
import { DaprUseKind, IDaprApp } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { configurationsOf, isDerived, settingsOf } from '../facts/configurations';
import { inWords, loadingApps, usesOf } from '../facts/uses';
import { DaprPlatform } from '../platform/dapr-platform';
import { componentsOf, DefinedComponent } from '../resources/component/components';
import { DaprApi } from '../resources/configuration/access';
import { apiVersions } from '../resources/configuration/access-spec';
import { Json, entryOf } from '../util/json';

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
    .map(({ componentName, type }) => ({ at: app, code: 'DAPR5003', what: `the app uses component '${componentName}' of type ${type}, which deniedComponents names` })) : [];
}

function closed(app: IDaprApp, components: DefinedComponent[], specs: Json[]): Finding[] {
  const allowed: Json[] = specs.flatMap(spec => spec.api?.allowed ?? []);
  const refused: Json[] = specs.flatMap(spec => spec.api?.denied ?? []);
  if (!allowed.length && !refused.length) {
    return [];
  }
  const has = (rules: Json[], api: DaprApi, version: string): boolean => rules.some(rule => rule.name === api && rule.version === version);
  const { daprVersion } = DaprPlatform.of(app);
  const mayUse = (api: DaprApi): boolean => apiVersions(api, daprVersion)
    .some(version => (!allowed.length || has(allowed, api, version)) && !has(refused, api, version));
  const findings: Finding[] = [];
  for (const use of usesOf(app)) {
    const api = NEEDED.includes(use.kind) ? APIS_OF_USES[use.kind]?.[0] : undefined;
    if (api !== undefined && !mayUse(api)) {
      findings.push({ at: app, code: 'DAPR5005', what: `the app ${inWords(use)}, and its Configuration leaves the API '${api}' out` });
    }
  }
  for (const { componentName, type, isActorStateStore } of components) {
    const inputOnly = usesOf(app).some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName);
    const category = String(type).split('.')[0];
    // Stores of secrets serve without a call, too.
    const apis = isActorStateStore || inputOnly || category === 'secretstores' ? undefined : entryOf(APIS_OF_COMPONENTS, category);
    if (apis && !apis.some(mayUse)) {
      findings.push({ at: app, code: 'DAPR5006', what: `the app uses component '${componentName}' of type ${type}, and its Configuration leaves the API '${apis[0]}' out` });
    }
  }
  return findings;
}

export const checks = [deniedUses];
