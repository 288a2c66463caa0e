/** Other changes of what daprd loads. */
import { app, configuration, endpoint, resiliency, subscription } from '../support/manifests';
import { edited, withCode } from '../support/plans';

const changes = (before: any, after: any): string[] => withCode('DAPR9548', [app(), before], [app(), after]);

test.each<[string, any, { [path: string]: unknown }, string]>([
  ['a retry', resiliency({ retries: { slow: { policy: 'constant' } } }), { 'spec.policies.retries.slow.maxRetries': 3 }, 'Resiliency slow: changes: spec.policies.retries.slow.maxRetries from nothing to 3'],
  ['an address', endpoint({}), { 'spec.baseUrl': 'https://other.example' }, 'HTTPEndpoint payments: changes: spec.baseUrl'],
  ['tracing', configuration({}), { 'spec.tracing.samplingRate': '1', 'spec.api.allowed': [{ name: 'state' }] }, 'Configuration tracing: changes: spec.tracing'],
  ['bulk subscribe', subscription(), { 'spec.bulkSubscribe': { enabled: true } }, 'Subscription paid: changes: spec.bulkSubscribe'],
])('%s', (_, before, fields, line) => {
  expect(changes(before, edited(before, fields))).toEqual([line]);
});

test.each<[string, any, { [path: string]: unknown }]>([
  ['labels', endpoint({}), { 'metadata.labels.a': 'b' }],
  ['scopes', resiliency({}), { scopes: ['web'] }],
  ['the topic, which is another entry', subscription(), { 'spec.topic': 'sent' }],
  ['access control, which is another entry', configuration({}), { 'spec.accessControl.defaultAction': 'deny' }],
  ['an object of another API group', { ...app(), apiVersion: 'acme.io/v1', kind: 'Resiliency' }, { 'spec.a': 'b' }],
])('%s', (_, before, fields) => {
  expect(changes(before, edited(before, fields))).toEqual([]);
});
