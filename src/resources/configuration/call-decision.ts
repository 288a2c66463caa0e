/** Whether an access control policy allows a call, as daprd decides it (dapr/dapr pkg/acl/acl.go). */
import { accessByDefault, accessOf, policyAccess } from './default-access';
import { operationFor } from './operations';
import { Json, mapsIn } from '../../util/json';

/** A call. Every field that is unset stands for any value. */
export interface Call {
  readonly operation?: string;
  readonly verb?: string;
}

/** The identity of a caller in its certificate. */
export interface Caller {
  readonly appId: string;
  readonly namespace?: string;
  readonly trustDomain: string;
}

const isAllowed = (action: unknown): boolean => accessOf(action) === 'allow';

/** The policy of `spec.accessControl` for a caller, if one applies to it: the last one of its app ID and namespace, if it has the trust domain. */
export function policyFor(access: Json, caller: Caller | undefined): Json | undefined {
  const policy = caller && mapsIn(access.policies).filter(each => each.appId === caller.appId && each.namespace === caller.namespace).pop();
  return policy?.trustDomain === caller?.trustDomain ? policy : undefined;
}

/**
 * Whether `spec.accessControl` of a Configuration allows at least one call that is as described.
 *
 * @param caller undefined for a caller without a certificate
 */
export function isCallAllowed(access: Json, caller: Caller | undefined, call: Call, isHttp: boolean): boolean {
  const policy = policyFor(access, caller);
  return policy ? allows(policy, policyAccess(policy, access) === 'allow', call, isHttp) : accessByDefault(access) === 'allow';
}

/** Whether a policy allows at least one call with that operation and verb. */
function allows(policy: Json, byDefault: boolean, { operation, verb }: Call, isHttp: boolean): boolean {
  if (operation === undefined) {
    return byDefault || mapsIn(policy.operations).some(each => decides(each, verb, byDefault, isHttp));
  }
  const found = operationFor(policy.operations, operation, isHttp);
  return found ? decides(found, verb, byDefault, isHttp) : byDefault;
}

/** What an operation decides for a verb; for any verb, whether one of them is allowed. Verbs that it does not list have the default action. */
function decides({ action, httpVerb }: Json, verb: string | undefined, byDefault: boolean, isHttp: boolean): boolean {
  if (!isHttp) {
    return isAllowed(action);
  }
  const verbs: string[] = Array.isArray(httpVerb) ? httpVerb.map(String) : [];
  if (verb !== undefined) {
    return verbs.includes(verb) || verbs.includes('*') ? isAllowed(action) : byDefault;
  }
  return (verbs.length > 0 && isAllowed(action)) || (!verbs.includes('*') && byDefault);
}
