/** Which secrets an app may read: checks of the scopes as Dapr reads them, of Configurations made here and of manifests. */
import { SecretScope } from './access';
import { actionProblems } from './access-checks';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { Json } from '../../util/json';
import { describe } from '../../util/values';

const INVALID_SECRET_SCOPE = error('DAPR3112', {
  title: 'invalid secret scope',
  why: 'daprd exits, or the store stays open',
  todo: 'name each secret store once',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});
const OPEN_SECRET_SCOPE = warning('DAPR5008', {
  title: 'secret scope that restricts nothing',
  why: 'Every secret of the store can be read',
  todo: 'use AccessAction.DENY with allowedSecrets, or leave the scope out',
  source: 'dapr/dapr pkg/config/configuration.go',
  manifests: true,
});

/** What is wrong with the scopes of one Configuration, which are at that path. */
export function secretScopeProblems(path: string, scopes: readonly Json[]): Problem[] {
  const stores = scopes.map(({ storeName }) => storeName);
  return scopes.flatMap(({ storeName, defaultAccess, allowedSecrets, deniedSecrets }, i): Problem[] => [
    ...(stores.indexOf(storeName) < i
      ? [{ rule: INVALID_SECRET_SCOPE, what: `${path}[${i}] must be the only scope of store ${describe(storeName)}`, todo: 'make one scope of them' }] : []),
    ...actionProblems(`${path}[${i}].defaultAccess`, defaultAccess).map(problem => ({ ...problem, rule: INVALID_SECRET_SCOPE, todo: 'write allow or deny' })),
    ...(!/^deny$/i.test(String(defaultAccess)) && !allowedSecrets?.length && !deniedSecrets?.length
      ? [{ rule: OPEN_SECRET_SCOPE, what: `${path}[${i}] allows every secret of store ${describe(storeName)}` }] : []),
  ]);
}

/** Scopes of stores that are known to be something else. */
export const secretStoreProblems = (path: string, scopes: readonly SecretScope[]): Problem[] => scopes.flatMap(({ secretStore }, i) => {
  const { type }: { type?: unknown } = secretStore as object;
  return typeof type === 'string' && !type.startsWith('secretstores.')
    ? [{ rule: INVALID_SECRET_SCOPE, what: `${path}[${i}].secretStore must be of a type secretstores.*; got type ${type}` }] : [];
});
