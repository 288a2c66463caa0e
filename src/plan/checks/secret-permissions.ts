/** Which secrets `spec.secrets.scopes` of a Configuration allows, in both stacks (dapr/dapr pkg/config/configuration.go). */
import { Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';
import { PermissionChange, permissionChange } from '../stack/permissions';

/** The changed permissions for each secret store. */
export function secretPermissions(before: unknown, after: unknown): PermissionChange[] {
  const [from, to] = [before, after].map(scopes => new Map(mapsIn(scopes).map(scope => [String(scope.storeName), scope])));
  return [...new Set([...from.keys(), ...to.keys()])].map(store => {
    const [old, current] = [from.get(store), to.get(store)];
    const names = [...new Set([old, current].flatMap(scope => [...namesIn(scope?.allowedSecrets), ...namesIn(scope?.deniedSecrets)]))];
    return permissionChange(describe(store), names, name => isSecretAllowed(old, name), name => isSecretAllowed(current, name));
  });
}

function isSecretAllowed(scope: Json | undefined, name: string | undefined): boolean {
  const [allowed, denied] = [namesIn(scope?.allowedSecrets), namesIn(scope?.deniedSecrets)];
  const isListed = (list: readonly string[]): boolean => name !== undefined && list.includes(name);
  return allowed.length ? isListed(allowed) : !isListed(denied) && String(scope?.defaultAccess).toLowerCase() !== 'deny';
}

const namesIn = (list: unknown): string[] => Array.isArray(list) ? list.map(String) : [];
