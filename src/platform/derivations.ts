import { DerivedAccess } from './derived-access';
import { aBoolean } from '../props/checks';
import { Schema } from '../props/schema';

/** Types of the switches. */
export const DERIVED_ACCESS: Schema<DerivedAccess> = {
  topicScopes: aBoolean,
  secretScopes: aBoolean,
  accessControl: aBoolean,
  apiAllowList: aBoolean,
  networkPolicy: aBoolean,
  builtinSecretStoreOff: aBoolean,
};

const DEFAULTS: DerivedAccess = {
  topicScopes: true, secretScopes: true, accessControl: true, apiAllowList: false, networkPolicy: true, builtinSecretStoreOff: true,
};

/** Every switch, the nearest scope's last. */
export function allDerivations(settings: (DerivedAccess | undefined)[]): DerivedAccess {
  const given = settings.map(each => Object.fromEntries(Object.entries(each ?? {}).filter(([, value]) => typeof value === 'boolean')));
  return Object.assign({}, DEFAULTS, ...given);
}
