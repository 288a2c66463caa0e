/** A Role of Kubernetes, bound to service accounts. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Json } from '../util/json';

const RBAC = 'rbac.authorization.k8s.io';

export interface BoundRoleProps {
  /** Construct IDs of the Role and of its RoleBinding. */
  readonly ids: readonly [string, string];
  readonly name: string;
  /** Namespace of both objects. */
  readonly namespace?: string;
  /** Rules of the Role; read while rendering. */
  readonly rules: () => readonly Json[];
  /** Names of the service accounts; read while rendering. */
  readonly accounts: () => readonly string[];
  /** Namespace of the service accounts. */
  readonly accountNamespace?: string;
}

/** Creates a Role and its RoleBinding. */
export function boundRole(scope: Construct, props: BoundRoleProps): ApiObject[] {
  const { ids: [roleId, bindingId], name, namespace, rules, accounts, accountNamespace } = props;
  const apiVersion = `${RBAC}/v1`;
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  const subjectOf = (account: string): Json => ({ kind: 'ServiceAccount', name: account, ...(accountNamespace ? { namespace: accountNamespace } : {}) });
  return [
    new ApiObject(scope, roleId, { apiVersion, kind: 'Role', metadata, rules: Lazy.any({ produce: rules }) }),
    new ApiObject(scope, bindingId, {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: Lazy.any({ produce: () => accounts().map(subjectOf) }),
    }),
  ];
}
