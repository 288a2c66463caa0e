/** Components that read from the API server: the pods of a daprd that loads one need a service account token. */
import { list, map, together } from './manifest';
import { ManifestRule } from './manifests';
import { readsApiServer } from '../resources/component/api-server';
import { COMPONENT_WITHOUT_TOKEN } from '../rules/components/api-server';

const tokens: ManifestRule = all => {
  const components = all.dapr('Component').filter(({ spec }) => spec.ignoreErrors !== true
    && readsApiServer(String(spec.type), list(spec.metadata).map(entry => String(map(entry).name))));
  return all.apps.filter(({ at }) => at.podSpec.automountServiceAccountToken === false).flatMap(({ at, appId }) => components
    .filter(component => together(component, at) && (!component.scopes?.length || component.scopes.includes(appId)))
    .map(({ name, spec }) => ({
      at,
      rule: COMPONENT_WITHOUT_TOKEN,
      what: `${at.podSpecPath('automountServiceAccountToken')} is false, and component '${name}' of type ${spec.type} reads from the API server`,
      todo: 'mount the token, or limit the scopes of the component to other apps',
    })));
};

export const API_SERVER_RULES: ManifestRule[] = [tokens];
