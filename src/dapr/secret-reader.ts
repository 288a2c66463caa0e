/** Permission to read specific Secrets. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { secretReaderName } from '../kubernetes/names';

const RBAC = 'rbac.authorization.k8s.io';

export interface SecretReaderProps {
  readonly appId: string;
  readonly namespace?: string;
  /** Names of the service accounts that get the permission; read while rendering. */
  readonly accounts: () => string[];
  /** Names of the Secrets; read while rendering. */
  readonly secrets: () => string[];
  /** Whether all Secrets may be read and listed; read while rendering. */
  readonly all?: () => boolean;
}

/** Creates a Role for the Secrets and binds it to the service accounts. */
export function secretReader(scope: Construct, { appId, namespace, accounts, secrets, all }: SecretReaderProps): ApiObject[] {
  const name = secretReaderName(appId);
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  return [
    new ApiObject(scope, 'SecretReader', {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: Lazy.any({
        // A Role cannot limit the list that bulk requests read.
        produce: () => [{ apiGroups: [''], resources: ['secrets'], ...(all?.() ? { verbs: ['get', 'list'] } : { resourceNames: secrets(), verbs: ['get'] }) }],
      }),
    }),
    new ApiObject(scope, 'SecretReaderBinding', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: Lazy.any({ produce: () => accounts().map(account => ({ kind: 'ServiceAccount', name: account, ...(namespace ? { namespace } : {}) })) }),
    }),
  ];
}
