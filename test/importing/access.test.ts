/** Access control, API lists and secret scopes of existing Configurations become props. */
import { join } from 'path';
import * as ts from 'typescript';
import { projectFiles } from '../../src/importing/project';
import { compileErrors } from '../support/compile';
import { codeOf, importOf, reasonsOf, workload } from '../support/estates';
import { TOP } from '../support/paths';

const configuration = (spec: string): string => `{ apiVersion: dapr.io/v1alpha1, kind: Configuration, metadata: { name: access }, spec: ${spec} }`;
const POLICIES = `{ accessControl: { defaultAction: deny, trustDomain: public, policies: [
  { appId: cart, namespace: shop, trustDomain: public, defaultAction: deny, operations: [{ name: orders, action: allow, httpVerb: [POST, "*"] }] },
] } }`;

test('access control names its callers, which may be apps of the same chart', () => {
  const code = codeOf(workload('orders', ', dapr.io/config: access'), workload('cart'), configuration(POLICIES));
  expect(code).toContain('const cartCaller = DaprApp.fromAppId(this, \'cart-reference\', \'cart\');');
  expect(code).toContain(`const access = new DaprConfiguration(this, 'access', {
      accessControlDefaultAction: AccessAction.DENY,
      accessControlTrustDomain: 'public',
      accessControlPolicies: [
        {
          app: cartCaller,
          namespace: 'shop',
          trustDomain: 'public',
          defaultAction: AccessAction.DENY,
          operations: [{ name: 'orders', action: AccessAction.ALLOW, httpVerbs: [HttpVerb.POST, HttpVerb.ANY] }],
        },
      ],
    });`);
  expect(code).toContain('dataPlane: DataPlane.sidecar({ configuration: access }),');
});

test('lists of APIs become rules, if they have both protocols', () => {
  const rule = (protocol: string): string => `{ name: state, version: v1, protocol: ${protocol} }, { name: binarystore, version: v1alpha1, protocol: ${protocol} }`;
  expect(codeOf(configuration(`{ api: { allowed: [${rule('http')}, ${rule('grpc')}] } }`))).toContain(
    'allowedApis: [{ api: DaprApi.STATE, versions: [\'v1\'] }, { api: DaprApi.BINARY_STORE, versions: [\'v1alpha1\'] }],');
  expect(reasonsOf(configuration(`{ api: { denied: [${rule('http')}] } }`))).toEqual(['spec.api.denied is not converted to props']);
});

test('a list for HTTP with the versions of its paths allows what it names', () => {
  const store = '{ apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: store }, spec: { type: state.in-memory, version: v1 }, scopes: [orders] }';
  const found = (name: string): (string | undefined)[] => importOf(workload('orders', ', dapr.io/config: access'), store,
    configuration(`{ api: { allowed: [{ name: ${name}, version: v1.0, protocol: http }, { name: invoke, version: v1, protocol: grpc }] } }`)).findings.map(({ code }) => code);
  expect(found('state')).not.toContain('DAPR5006');
  expect(found('publish')).toContain('DAPR5006');
});

test('secret scopes refer to their stores', () => {
  const scopes = '{ secrets: { scopes: [{ storeName: kubernetes, defaultAccess: deny, allowedSecrets: [redis] }, { storeName: vault, defaultAccess: allow, deniedSecrets: [root] }] } }';
  const code = codeOf('{ apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: vault }, spec: { type: secretstores.kubernetes, version: v1 } }', configuration(scopes));
  expect(code).toContain('const kubernetes = DaprComponent.fromComponentName(this, \'kubernetes-reference\', \'kubernetes\');');
  expect(code).toContain('{ secretStore: kubernetes, defaultAccess: AccessAction.DENY, allowedSecrets: [\'redis\'] },');
  expect(code).toContain('{ secretStore: vault, defaultAccess: AccessAction.ALLOW, deniedSecrets: [\'root\'] },');
});

test.each<[string, string]>([
  ['a verb that Dapr does not know', POLICIES.replace('POST', 'FETCH')],
  ['an action that Dapr does not know', POLICIES.replace('action: allow', 'action: maybe')],
  ['an operation without an action', POLICIES.replace('action: allow, ', '')],
  ['a field that the construct does not have', POLICIES.replace('appId: cart', 'appId: cart, mode: audit')],
  ['a policy without an app ID', POLICIES.replace('appId: cart, ', '')],
  ['policies that are a map', '{ accessControl: { policies: { a: b } } }'],
])('%s stays as it is', (_, spec) => {
  expect(reasonsOf(configuration(spec))).toEqual([expect.stringMatching(/^spec\.accessControl is not converted to props$/)]);
});

test.each<[string, string, string]>([
  ['an API without a constant', '{ api: { allowed: [{ name: acme, version: v1, protocol: http }] } }', 'spec.api.allowed is not converted to props'],
  ['an API without a version', '{ api: { allowed: [{ name: state, protocol: http }] } }', 'spec.api.allowed is not converted to props'],
  ['a secret scope without a store', '{ secrets: { scopes: [{ defaultAccess: deny }] } }', 'spec.secrets.scopes is not converted to props'],
  ['an operation without verbs, which the construct would extend', POLICIES.replace(', httpVerb: [POST, "*"]', ''), 'the construct would change spec.accessControl.policies'],
])('%s stays as it is, with the reason', (_, spec, reason) => {
  expect(reasonsOf(configuration(spec))).toEqual([reason]);
});

test('the written code compiles', () => {
  const { parts } = importOf(workload('orders', ', dapr.io/config: access'), workload('cart'), configuration(POLICIES));
  const files = new Map([...projectFiles(parts)].filter(([name]) => name.endsWith('.ts')).map(([name, text]) => [join(TOP, 'test', name), text]));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(TOP, 'test', 'tsconfig.json'), ts.sys.readFile).config, ts.sys, join(TOP, 'test'));
  expect(compileErrors(files, { ...options, noUnusedLocals: false })).toEqual([]);
}, 120_000);
