/** Checks of access control policies, for Configurations of this library and for manifests. */
import { hasSince, isNewerThanKnown } from '../../dapr/version';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';

const ACCESS_POLICY_WITHOUT_NAMESPACE = error('DAPR3103', {
  title: 'access policy without a namespace',
  why: 'daprd exits',
  todo: 'set the namespace of the policy, the app or its chart',
  source: 'dapr/dapr pkg/acl/acl.go',
  manifests: true,
});
export const INVALID_ACCESS_CONTROL = error('DAPR3104', {
  title: 'invalid access control policy',
  why: 'daprd exits, treats an unknown action as deny, or never matches the verb',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/acl/acl.go',
  manifests: true,
});

const ENCODED_OPERATION = warning('DAPR7083', {
  title: 'operation that no call matches since Dapr 1.18.6',
  why: 'daprd refuses methods that contain %2F, %5C, %2E or a backslash before it reads the policy',
  todo: 'rename the method, or remove the operation',
  source: 'dapr/dapr docs/release_notes/v1.18.6.md, v1.17.16.md',
  manifests: true,
});
/** The releases in which daprd refuses such a method. */
export const METHODS_REFUSED: readonly string[] = ['1.17.16', '1.18.6', '1.19'];
/** Whether daprd refuses a method from these releases on. */
export const isRefusedMethod = (name: string): boolean => /%2f|%5c|%2e|\\/i.test(name);

/** Dapr compares verbs case-sensitively. */
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*'];

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';
const invalid = (what: string, todo?: string): Problem => ({ rule: INVALID_ACCESS_CONTROL, what, todo });

/** Problems of an action; an unset one has its default. */
export const actionProblems = (path: string, action: unknown): Problem[] => absent(action) || /^(allow|deny)$/i.test(String(action)) ? []
  : [invalid(`${path} must be 'allow' or 'deny'; got ${describe(action)}`)];

/** Problems of the access control policies of a Configuration, found at `path`. */
export function policyProblems(path: string, policies: readonly Json[], daprVersion: string): Problem[] {
  const keys = policies.map(({ appId, namespace }) => `${appId}||${namespace}`);
  return policies.flatMap((policy, i): Problem[] => {
    const where = `${path}[${i}]`;
    const missing = ['appId', 'trustDomain'].filter(field => absent(policy[field]));
    return [
      ...missing.map(field => invalid(`${where}.${field} must be set`, `set ${field}`)),
      ...(absent(policy.namespace) ? [{ rule: ACCESS_POLICY_WITHOUT_NAMESPACE, what: `${where}.namespace must be set for app ${describe(policy.appId)}` }] : []),
      ...(keys.indexOf(keys[i]) < i
        ? [invalid(`${where} must be the only policy for app ${describe(policy.appId)}${absent(policy.namespace) ? '' : ` in namespace ${describe(policy.namespace)}`}`, 'merge the policies')] : []),
      ...actionProblems(`${where}.defaultAction`, policy.defaultAction),
      ...operationProblems(`${where}.operations`, mapsIn(policy.operations), daprVersion),
    ];
  });
}

/** Problems of the operations of a policy. */
export function operationProblems(path: string, operations: readonly Json[], daprVersion: string): Problem[] {
  const names = operations.map(({ name }) => `/${name}`.replace(/^\/\//, '/'));
  return operations.flatMap(({ name, action, httpVerb }, i): Problem[] => [
    ...(names.indexOf(names[i]) < i ? [invalid(`${path}[${i}].name must be unique; got ${describe(name)} twice`, 'list all its verbs in one operation')] : []),
    ...actionProblems(`${path}[${i}].action`, action),
    ...(hasSince(daprVersion, METHODS_REFUSED) && isRefusedMethod(String(name)) ? [{ rule: ENCODED_OPERATION, what: `${path}[${i}].name is ${describe(name)}` }] : []),
    ...(Array.isArray(httpVerb) && !isNewerThanKnown(daprVersion) ? httpVerb : []).filter(verb => !VERBS.includes(verb))
      .map(verb => invalid(`${path}[${i}].httpVerb must be one of ${VERBS.join(', ')}; got ${describe(verb)}`, 'use upper case')),
  ]);
}
