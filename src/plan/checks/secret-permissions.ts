/** Which secrets `spec.secrets.scopes` of a Configuration allows, in both stacks (dapr/dapr pkg/config/configuration.go). */
import { Json, mapsIn, textsIn } from '../../util/json';
import { describe } from '../../util/values';
import { PermissionChange, permissionChange } from '../stack/permissions';

/** The changed permissions for each secret store. */
export function secretPermissions(before: unknown, after: unknown): PermissionChange[] {
  const [from, to] = [before, after].map(scopes => new Map(mapsIn(scopes).filter(({ storeName }) => typeof storeName === 'string').map(scope => [scope.storeName as string, scope])));
  return [...new Set([...from.keys(), ...to.keys()])].map(store => {
    const [old, current] = [from.get(store), to.get(store)];
    const names = [...new Set([old, current].flatMap(scope => [...textsIn(scope?.allowedSecrets), ...textsIn(scope?.deniedSecrets)]))];
    return permissionChange(describe(store), names, name => isSecretAllowed(old, name), name => isSecretAllowed(current, name));
  });
}

function isSecretAllowed(scope: Json | undefined, name: string | undefined): boolean {
  const [allowed, denied] = [textsIn(scope?.allowedSecrets), textsIn(scope?.deniedSecrets)];
  const isListed = (list: readonly string[]): boolean => name !== undefined && list.includes(name);
  return allowed.length ? isListed(allowed) : !isListed(denied) && String(scope?.defaultAccess).toLowerCase() !== 'deny';
}
