/** What opens, and what is denied now. */
import { app, component, configuration, endpoint, kind, resource } from '../support/manifests';
import { edited, object, withCode } from '../support/plans';

const others = [app(), ...['a', 'b'].map(name => edited(app({ 'app-id': name }), { 'metadata.name': name }))];
const lines = (codes: string, before: any[], after: any[]): string[] => codes.split(' ').flatMap(code => withCode(code, [...others, ...before], [...others, ...after]).map(line => `${code} ${line}`));
const ACCESS = 'DAPR9560 DAPR9561 DAPR9562 DAPR9563 DAPR9564 DAPR9565 DAPR9566 DAPR9567 DAPR9568 DAPR9569 DAPR9570';
const access = (before: any, after: any): string[] => lines(ACCESS, before ? [before] : [], after ? [after] : []);
const store = (...scopes: string[]): any => component([], scopes.length ? { scopes } : {});

test.each<[string, any, any, string[]]>([
  ['a component without scopes', store('a'), store(), ['DAPR9560 Component store: scopes change from \'a\' to none: every app of the namespace loads it']],
  ['an HTTP endpoint without scopes', edited(endpoint({}), { scopes: ['a'] }), endpoint({}), ['DAPR9560 HTTPEndpoint payments: scopes change from \'a\' to none: every app of the namespace loads it']],
  ['an empty list, which is no scope', store('a'), edited(store(), { scopes: [] }), ['DAPR9560 Component store: scopes change from \'a\' to none: every app of the namespace loads it']],
  ['another app', store('a'), store('a', 'b'), ['DAPR9561 Component store: \'b\' loads it too']],
  ['two other apps', store('a'), store('a', 'b', 'web'), ['DAPR9561 Component store: \'b\', \'web\' load it too']],
  ['an app less', store('a', 'b'), store('a'), ['DAPR9562 Component store: \'b\' no longer loads it']],
  ['an app for another', store('a'), store('b'), ['DAPR9561 Component store: \'b\' loads it too', 'DAPR9562 Component store: \'a\' no longer loads it']],
  ['scopes that are set', store(), store('a'), ['DAPR9562 Component store: scopes are set: only \'a\' loads it']],
  ['an app less that is gone', store('a', 'gone'), store('a'), []],
  ['the order of scopes', store('a', 'b'), store('b', 'a'), []],
  ['scopes of a Resiliency', edited(resource('Resiliency', 'a', {}), { scopes: ['a'] }), resource('Resiliency', 'a', {}), []],
])('scopes: %s', (_, before, after, expected) => {
  expect(access(before, after)).toEqual(expected);
});

test('mTLS of the control plane', () => {
  const mtls = (enabled: boolean, name = 'daprsystem'): any => configuration({ mtls: { enabled } }, name);
  expect(access(mtls(true), mtls(false))).toHaveLength(1);
  expect(access(configuration({}, 'daprsystem'), mtls(false))[0]).toContain('DAPR9564 Configuration daprsystem: spec.mtls.enabled is false');
  expect(access(mtls(false), mtls(true))).toEqual([]);
  expect(access(mtls(true, 'other'), mtls(false, 'other'))).toEqual([]);
});

const network = (podSelector: object, spec: object = { ingress: [] }): any => object('networking.k8s.io/v1', 'NetworkPolicy', 'isolate', { spec: { podSelector, ...spec } });
const WEB = { matchLabels: { app: 'web' } };
test.each<[string, any, any, string[]]>([
  ['ends', network(WEB), undefined, ['DAPR9563 NetworkPolicy isolate: is not in the new manifests, but pods that it selects are']],
  ['of pods by an expression ends', network({ matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }), undefined, ['DAPR9563 NetworkPolicy isolate: is not in the new manifests, but pods that it selects are']],
  ['of no pod by an expression ends', network({ matchExpressions: [{ key: 'app', operator: 'In', values: ['other'] }] }), undefined, []],
  ['of all pods ends', network({}), undefined, ['DAPR9563 NetworkPolicy isolate: is not in the new manifests, but pods that it selects are']],
  ['of no pod ends', network({ matchLabels: { app: 'gone' } }), undefined, []],
  ['of no pod with all labels ends', network({ matchLabels: { app: 'web', tier: 'x' } }), undefined, []],
  ['of two labels that no pod has both ends', network({ matchLabels: { app: 'web', tier: 'x' } }), edited(app({ 'app-id': 'y' }), { 'metadata.name': 'y', 'spec.template.metadata.labels': { app: 'y', tier: 'x' } }), []],
  ['of another namespace ends', edited(network(WEB), { 'metadata.namespace': 'other' }), undefined, []],
  ['starts', undefined, network(WEB), ['DAPR9565 NetworkPolicy isolate: selects pods that exist already']],
  ['of no existing pod starts', undefined, network({ matchLabels: { app: 'new' } }), []],
  ['allows every peer', network(WEB), network(WEB, { ingress: [{}] }), ['DAPR9564 NetworkPolicy isolate: no longer restricts ingress']],
  ['allows every peer by empty lists', network(WEB), network(WEB, { ingress: [{ from: [], ports: [] }] }), ['DAPR9564 NetworkPolicy isolate: no longer restricts ingress']],
  ['leaves out a direction', network(WEB, { policyTypes: ['Ingress', 'Egress'], egress: [] }), network(WEB, { policyTypes: ['Ingress'] }), ['DAPR9564 NetworkPolicy isolate: no longer restricts egress']],
  ['allows another peer', network(WEB), network(WEB, { ingress: [{ from: [{ podSelector: {} }] }] }), ['DAPR9566 NetworkPolicy isolate: spec changes']],
  ['gets a label', network(WEB), edited(network(WEB), { 'metadata.labels.a': 'b' }), []],
])('a NetworkPolicy that %s', (_, before, after, expected) => {
  expect(access(before, after)).toEqual(expected);
});

const workflow = (scopes?: string[], spec: object = { rules: [] }): any => resource('WorkflowAccessPolicy', 'flows', spec, scopes ? { scopes } : {});
test.each<[string, any, any, string[]]>([
  ['ends', workflow(['a']), undefined, ['DAPR9563 WorkflowAccessPolicy flows: is not in the new manifests, but app a of its scopes is']],
  ['of no app ends', workflow(['gone']), undefined, []],
  ['starts', undefined, workflow(['a']), ['DAPR9565 WorkflowAccessPolicy flows: restricts workflows of apps that exist already']],
  ['of a new app starts', undefined, workflow(['new']), []],
  ['changes', workflow(['a']), workflow(['a'], { rules: [{}] }), ['DAPR9566 WorkflowAccessPolicy flows: spec or scopes change']],
  ['gets a label', workflow(['a']), edited(workflow(['a']), { 'metadata.labels.a': 'b' }), []],
])('a workflow access policy that %s', (_, before, after, expected) => {
  expect(access(before, after)).toEqual(expected);
});

const x = (annotations: object, kindName = 'Deployment'): any => kind(kindName, edited(app({ 'app-id': 'x', ...annotations }), { 'metadata.name': 'x' }));
const pinned = (env: object[]): any => edited(x({}), { 'spec.template.metadata.annotations': { 'dapr.io/app-id': 'x' }, 'spec.template.spec.containers': [{ name: 'daprd', args: ['--app-id=x'], env }] });
const TOKEN = { name: 'DAPR_API_TOKEN', valueFrom: { secretKeyRef: { name: 't', key: 'token' } } };
test.each<[string, any, any, string[]]>([
  ['removed', x({ 'api-token-secret': 't' }), x({}), ['DAPR9567 Deployment x: dapr.io/api-token-secret of app ID \'x\' is removed; it was Secret \'t\'']],
  ['removed from the app', x({ 'app-token-secret': 't' }), x({}), ['DAPR9567 Deployment x: dapr.io/app-token-secret of app ID \'x\' is removed; it was Secret \'t\'']],
  ['removed from a container of daprd', pinned([TOKEN]), pinned([]), ['DAPR9567 Deployment x: dapr.io/api-token-secret of app ID \'x\' is removed; it was Secret \'t\'']],
  ['in another Secret', x({ 'api-token-secret': 't' }), x({ 'api-token-secret': 'u' }), ['DAPR9568 Deployment x: dapr.io/api-token-secret of app ID \'x\' changes from Secret \'t\' to \'u\'']],
  ['added', x({}), x({ 'api-token-secret': 'u' }), ['DAPR9568 Deployment x: dapr.io/api-token-secret of app ID \'x\' is set to Secret \'u\'']],
  ['the same in a container of daprd', x({ 'app-channel-address': 'x', 'api-token-secret': 't' }), pinned([TOKEN]), []],
  ['removed, as the daprd is a sidecar now', x({ 'app-channel-address': 'x', 'api-token-secret': 't' }), x({}), []],
])('an API token that is %s', (_, before, after, expected) => {
  expect(access(before, after)).toEqual(expected);
});

test('a sidecar that other pods reach', () => {
  const listening = (addresses: string, more: object = {}): any => x({ 'sidecar-listen-addresses': addresses, ...more });
  expect(access(x({}), listening('0.0.0.0'))).toEqual(['DAPR9564 Deployment x: the sidecar of app ID \'x\' listens on 0.0.0.0 instead of loopback only']);
  expect(access(x({}), listening('127.0.0.1,[::1]'))).toEqual([]);
  expect(access(listening('0.0.0.0'), listening('0.0.0.0', { 'log-level': 'debug' }))).toEqual([]);
  expect(access(x({}), listening('0.0.0.0', { 'app-channel-address': 'x' }))).toEqual([]);
});
