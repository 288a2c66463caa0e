/**
 * The default action of access control, as daprd 1.18.2 decides it: each row is what `LoadKubernetesConfiguration` (pkg/config) and
 * `ParseAccessControlSpec` (pkg/acl) return for an object that the operator sent.
 */
import { accessOf, accessByDefault, policyAccess } from '../../../src/resources/configuration/default-access';

const POLICY = { appId: 'a', namespace: 'n', trustDomain: 'public', defaultAction: 'deny' };

test.each<[what: string, accessControl: object, expected: string]>([
  ['no field', {}, 'allow'],
  ['an empty list of policies', { policies: [] }, 'allow'],
  ['a trust domain', { trustDomain: 'public' }, 'allow'],
  ['a trust domain and an empty list', { trustDomain: 'public', policies: [] }, 'allow'],
  ['policies', { policies: [POLICY] }, 'allow'],
  ['a trust domain and policies', { trustDomain: 'other', policies: [POLICY] }, 'allow'],
  ['an empty action, which the operator leaves out', { defaultAction: '', policies: [POLICY] }, 'allow'],
  ['null', { defaultAction: null, policies: [POLICY] }, 'allow'],
  ['deny', { defaultAction: 'deny' }, 'deny'],
  ['deny in upper case', { defaultAction: 'DENY' }, 'deny'],
  ['allow and policies', { defaultAction: 'Allow', policies: [POLICY] }, 'allow'],
  ['an unknown action', { defaultAction: 'block' }, 'deny'],
])('access control with %s', (_, accessControl, expected) => {
  expect(accessByDefault(accessControl)).toBe(expected);
});

test.each([
  [{ defaultAction: 'allow' }, { defaultAction: 'deny' }, 'allow'],
  [{ defaultAction: 'deny' }, { defaultAction: 'allow' }, 'deny'],
  [{}, { defaultAction: 'deny' }, 'deny'],
  [{ defaultAction: '' }, { defaultAction: 'deny' }, 'deny'],
  [{}, {}, 'allow'],
])('the policy %j in access control with %j has the default action %s', (policy, accessControl, expected) => {
  expect(policyAccess(policy, accessControl)).toBe(expected);
});

test('daprd denies every action that is not allow', () => {
  expect(['allow', 'ALLOW', 'deny', '', 'yes', undefined].map(accessOf)).toEqual(['allow', 'allow', 'deny', 'deny', 'deny', 'deny']);
});
