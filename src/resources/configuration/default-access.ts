/**
 * The default action of access control. daprd reads a Configuration over its own defaults, in which the action is allow; the operator leaves
 * out what is empty, so without `defaultAction` every caller that no policy names is allowed, whether there are policies or not (dapr/dapr
 * `LoadDefaultConfiguration` of pkg/config, pkg/operator/api/configurations.go). The deny of `ParseAccessControlSpec` (pkg/acl) applies to
 * an explicit empty text in a file only.
 */
import { Json } from '../../util/json';

export type Access = 'allow' | 'deny';

/** What daprd makes of an action: it denies whatever is not allow, in any case. */
export const accessOf = (action: unknown): Access => String(action).toLowerCase() === 'allow' ? 'allow' : 'deny';

/** The action for callers that no policy of `spec.accessControl` names. */
export const accessByDefault = ({ defaultAction }: Json): Access => accessOf(defaultAction || 'allow');

/** The action of a policy for calls that none of its operations decides; that of `spec.accessControl` unless it has its own. */
export const policyAccess = (policy: Json, accessControl: Json): Access =>
  policy.defaultAction ? accessOf(policy.defaultAction) : accessByDefault(accessControl);
