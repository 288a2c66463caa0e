import { DerivedAccess } from './derived-access';
import { aBoolean } from '../props/checks';
import { Schema } from '../props/schema';

/** Types of the `DerivedAccess` switches. */
export const DERIVED_ACCESS: Schema<DerivedAccess> = {
  topicScopes: aBoolean,
  secretScopes: aBoolean,
  accessControl: aBoolean,
  defaultDeny: aBoolean,
  apiAllowList: aBoolean,
  networkPolicy: aBoolean,
  builtinSecretStoreOff: aBoolean,
};

const DEFAULTS: DerivedAccess = {
  topicScopes: true,
  secretScopes: true,
  accessControl: true,
  defaultDeny: false,
  apiAllowList: false,
  networkPolicy: true,
  builtinSecretStoreOff: true,
};

/** The value of every switch; settings are ordered from the outermost to the nearest scope, which wins. */
export function allDerivations(settings: (DerivedAccess | undefined)[]): DerivedAccess {
  const perScope = settings.map(each => Object.fromEntries(Object.entries(each ?? {}).filter(([, value]) => typeof value === 'boolean')));
  return Object.assign({}, DEFAULTS, ...perScope);
}
