/** What the Configuration of an app does not let it use. */
import { APIS_OF_COMPONENTS, APIS_OF_USES } from '../app/derived/apis';
import { DaprUseKind, IDaprApp } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { inWords } from '../facts/uses';
import { DaprPlatform } from '../platform/dapr-platform';
import { DaprComponent } from '../resources/component/component';
import { DaprApi } from '../resources/configuration/access';
import { apiVersions } from '../resources/configuration/access-spec';
import { Json, entryOf } from '../util/json';

/** What an app cannot do without the API. */
const NEEDED = [DaprUseKind.PUBLISH, DaprUseKind.INVOKE];

addRule(({ loading, configurations }) => [...loading].flatMap(app => {
  const specs = [...configurations.get(app) ?? []].map((configuration): Json => JSON.parse(configuration.settings() ?? '{}'));
  const components = app.resources.filter((resource): resource is DaprComponent => resource instanceof DaprComponent);
  return specs.length ? [...denied(app, components, specs), ...closed(app, components, specs)] : [];
}));

/** dapr/dapr pkg/runtime/authorizer compares type and version letter by letter. */
function denied(app: IDaprApp, components: DaprComponent[], specs: Json[]): Finding[] {
  const list: string[] = specs.flatMap(spec => spec.components?.deny ?? []);
  return list.length ? components.filter(component => [component.type, `${component.type}/${component._version}`].some(name => list.includes(name)))
    .map(({ componentName, type }) => ({ at: app, code: 'DAPR5003', what: `the app uses component '${componentName}' of type ${type}, which deniedComponents names` })) : [];
}

function closed(app: IDaprApp, components: DaprComponent[], specs: Json[]): Finding[] {
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
  for (const use of app.declaredUses) {
    const api = NEEDED.includes(use.kind) ? APIS_OF_USES[use.kind]?.[0] : undefined;
    if (api !== undefined && !mayUse(api)) {
      findings.push({ at: app, code: 'DAPR5005', what: `the app ${inWords(use)}, and its Configuration leaves the API '${api}' out` });
    }
  }
  for (const { componentName, type, isActorStateStore } of components) {
    const inputOnly = app.declaredUses.some(({ kind, component }) => kind === DaprUseKind.INPUT_BINDING && component === componentName);
    const category = String(type).split('.')[0];
    // Stores of secrets serve without a call, too.
    const apis = isActorStateStore || inputOnly || category === 'secretstores' ? undefined : entryOf(APIS_OF_COMPONENTS, category);
    if (apis && !apis.some(mayUse)) {
      findings.push({ at: app, code: 'DAPR5006', what: `the app uses component '${componentName}' of type ${type}, and its Configuration leaves the API '${apis[0]}' out` });
    }
  }
  return findings;
}
