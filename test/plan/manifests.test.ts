/** What is not a manifest is refused by name. */
import { DaprFindings, DaprPlan } from 'cdk8s-dapr';
import * as fc from 'fast-check';
import { app } from '../support/manifests';
import { edited, object } from '../support/plans';

function refusalOf(before: any, after: any): string {
  try {
    DaprPlan.between(before, after);
    return '';
  } catch (error) {
    expect(DaprFindings.ofError(error).list()).toHaveLength(1);
    return (error as Error).message;
  }
}

test.each<[string, unknown, string]>([
  ['a string', 'a', 'DAPR9501 before[1]: manifest must be a JSON object; got \'a\'.'],
  ['a list', [app()], 'DAPR9501 before[1]: manifest must be a JSON object; got ['],
  ['a function', () => 1, 'DAPR9501 before[1]: manifest must be a JSON object; got () => 1.'],
  ['a value that is not JSON', { apiVersion: 'v1', kind: 'Secret', a: 10n }, 'DAPR9501 before[1]: manifest must be a JSON object; got an object.'],
  ['an object without a kind', { apiVersion: 'v1' }, 'DAPR9501 before[1]: kind must be a non-empty string; got nothing.'],
  ['an object without an API version', { kind: 'Secret' }, 'DAPR9501 before[1]: apiVersion must be a non-empty string; got nothing.'],
  ['an object without a name', { apiVersion: 'v1', kind: 'Secret', metadata: {} }, 'DAPR9501 before[1]: metadata.name must be a non-empty string; got nothing of a \'Secret\'.'],
  ['a name that is a number', object('v1', 'Secret', 1 as any), 'DAPR9501 before[1]: metadata.name must be a non-empty string; got 1 of a \'Secret\'.'],
  ['a namespace that is a number', edited(object('v1', 'Secret', 'a'), { 'metadata.namespace': 1 }), 'DAPR9501 before[1]: metadata.namespace must be a string; got 1 of Secret \'a\'.'],
  ['an entry of a List', { apiVersion: 'v1', kind: 'List', items: [app(), 1] }, 'DAPR9501 before[1], items[1]: manifest must be a JSON object; got 1.'],
])('%s is refused', (_, manifest, message) => {
  expect(refusalOf([app(), manifest], [])).toContain(message);
  expect(refusalOf([], [manifest])).toContain(message.replace('before[1]', 'after[0]'));
});

test.each([undefined, null, 'a', app()])('a list is required', manifests => {
  expect(refusalOf(manifests, [])).toContain('DAPR3017 DaprPlan.between: before must be a list of manifests; got ');
  expect(refusalOf([], manifests)).toContain('DAPR3017 DaprPlan.between: after must be a list of manifests; got ');
});

test('two different objects with one name are refused', () => {
  const other = edited(app(), { 'spec.replicas': 2 });
  expect(refusalOf([], [app(), other])).toBe('DAPR1024 after[1]: Deployment web is also defined in after[0]. The object applied last replaces the other. Rename one of them, or make a plan for each cluster (--files of cdk8s-dapr plan).');
  expect(refusalOf([app()], [other])).toBe('');
});

test('files of kustomize are left out', () => {
  expect(DaprPlan.between([], [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [] }]).isEmpty).toBe(true);
});

test('manifests with any values are compared or refused with a code', () => {
  const odd = fc.anything({ maxDepth: 4, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true });
  const document = fc.oneof(odd, fc.record({
    apiVersion: fc.constantFrom('v1', 'apps/v1', 'batch/v1', 'dapr.io/v1alpha1', 'networking.k8s.io/v1'),
    kind: fc.constantFrom('Deployment', 'Component', 'Configuration', 'Subscription', 'Resiliency', 'Service', 'Secret', 'Job', 'NetworkPolicy', 'Pod', 'StatefulSet'),
    metadata: fc.record({ name: fc.constantFrom('a', 'b'), annotations: odd }, { requiredKeys: ['name'] }),
    spec: fc.oneof(odd, fc.record({ template: fc.record({ metadata: fc.record({ annotations: fc.oneof(odd, fc.constant({ 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'a' })), labels: odd }), spec: fc.record({ containers: odd, volumes: odd }) }), selector: odd, metadata: odd, policies: odd, targets: odd, accessControl: odd, type: odd, podSelector: odd }, { requiredKeys: [] })),
    scopes: odd,
    auth: odd,
  }, { requiredKeys: ['apiVersion', 'kind', 'metadata'] }));
  fc.assert(fc.property(fc.array(document, { maxLength: 4 }), fc.array(document, { maxLength: 4 }), (before, after) => {
    try {
      const plan = DaprPlan.between(before, after);
      expect(plan.toText() + plan.toMarkdown() + JSON.stringify(plan.toJson())).not.toMatch(/undefined|\[object/);
    } catch (error) {
      expect(DaprFindings.ofError(error).list().map(({ code }) => code).filter(code => !['DAPR9501', 'DAPR1024'].includes(code))).toEqual([]);
      expect(DaprFindings.ofError(error).list()).not.toEqual([]);
    }
  }), { numRuns: 500, seed: 7 });
});
