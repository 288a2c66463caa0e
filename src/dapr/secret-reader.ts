/** Permission to read specific Secrets. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { secretReaderName } from '../kubernetes/names';

const RBAC = 'rbac.authorization.k8s.io';

export interface SecretReaderProps {
  readonly appId: string;
  readonly namespace?: string;
  /** Name of the service account that gets the permission; read while rendering. */
  readonly account: () => string | undefined;
  /** Names of the Secrets; read while rendering. */
  readonly secrets: () => string[];
}

/** Creates a Role for the Secrets and binds it to the service account. */
export function secretReader(scope: Construct, { appId, namespace, account, secrets }: SecretReaderProps): ApiObject[] {
  const name = secretReaderName(appId);
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  return [
    new ApiObject(scope, 'SecretReader', {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: Lazy.any({ produce: secrets }), verbs: ['get'] }],
    }),
    new ApiObject(scope, 'SecretReaderBinding', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: Lazy.any({ produce: account }), ...(namespace ? { namespace } : {}) }],
    }),
  ];
}
