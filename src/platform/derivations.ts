import { DerivedAccess } from './derived-access';
import { aTruth, Shape } from '../props/shape';

/** Types of the switches. */
export const DERIVED_ACCESS: Shape<DerivedAccess> = {
  topicScopes: aTruth,
  secretScopes: aTruth,
  accessControl: aTruth,
  apiAllowList: aTruth,
  networkPolicy: aTruth,
  builtinSecretStoreOff: aTruth,
};

const DEFAULTS: DerivedAccess = {
  topicScopes: true, secretScopes: true, accessControl: true, apiAllowList: false, networkPolicy: true, builtinSecretStoreOff: true,
};

/** Every switch, the nearest scope's last. */
export function allDerivations(settings: (DerivedAccess | undefined)[]): DerivedAccess {
  const given = settings.map(each => Object.fromEntries(Object.entries(each ?? {}).filter(([, value]) => typeof value === 'boolean')));
  return Object.assign({}, DEFAULTS, ...given);
}
