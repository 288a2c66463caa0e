/** Checks of secret scopes, for Configurations of this library and for manifests. */
import { SecretScope } from './access';
import { actionProblems } from './access-checks';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { Json } from '../../util/json';
import { describe } from '../../util/values';

const INVALID_SECRET_SCOPE = error('DAPR3112', {
  title: 'invalid secret scope',
  why: 'daprd exits, or does not restrict the store',
  todo: 'define one scope per secret store',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
const OPEN_SECRET_SCOPE = warning('DAPR5008', {
  title: 'secret scope without restrictions',
  why: 'The app can read every secret of the store',
  todo: 'use AccessAction.DENY with allowedSecrets, or remove the scope',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});

/** Problems of the secret scopes of a Configuration, found at `path`. */
export function secretScopeProblems(path: string, scopes: readonly Json[]): Problem[] {
  const stores = scopes.map(({ storeName }) => storeName);
  return scopes.flatMap(({ storeName, defaultAccess, allowedSecrets, deniedSecrets }, i): Problem[] => [
    ...(stores.indexOf(storeName) < i
      ? [{ rule: INVALID_SECRET_SCOPE, what: `${path}[${i}] must be the only scope for store ${describe(storeName)}`, todo: 'merge the scopes' }] : []),
    ...actionProblems(`${path}[${i}].defaultAccess`, defaultAccess).map(problem => ({ ...problem, rule: INVALID_SECRET_SCOPE, todo: 'correct the action' })),
    ...(!/^deny$/i.test(String(defaultAccess)) && !allowedSecrets?.length && !deniedSecrets?.length
      ? [{ rule: OPEN_SECRET_SCOPE, what: `${path}[${i}] allows every secret of store ${describe(storeName)}` }] : []),
  ]);
}

/** Scopes whose component is known not to be a secret store. */
export const secretStoreProblems = (path: string, scopes: readonly SecretScope[]): Problem[] => scopes.flatMap(({ secretStore }, i) => {
  const { type }: { type?: unknown } = secretStore as object;
  return typeof type === 'string' && !type.startsWith('secretstores.')
    ? [{ rule: INVALID_SECRET_SCOPE, what: `${path}[${i}].secretStore must be of type secretstores.*; got type ${type}` }] : [];
});
