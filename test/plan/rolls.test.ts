/** Pods that roll, and the field, annotation or resource that makes them. */
import { Chart, Testing } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlan, DaprPlatform, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { deployment } from '../../scenarios/charts';
import { app, component, configuration, container, job, kind } from '../support/manifests';
import { edited, object, withCode } from '../support/plans';

const withContainers = (...containers: object[]): any => edited(app(), { 'spec.template.spec.containers': containers });
const fingerprint = (value: string, annotations: object = {}): any => edited(app(annotations), { 'spec.template.metadata.annotations.cdk8s-dapr/resources': value });
const rolls = (before: any, after: any, ...others: [any[], any[]] | []): string[] => withCode('DAPR9530', [before, ...others[0] ?? []], [after, ...others[1] ?? []]);

test.each<[string, any, any, string]>([
  ['an annotation of Dapr', app(), app({ 'log-level': 'debug' }), 'annotation dapr.io/log-level from nothing to \'debug\''],
  ['another annotation', app(), edited(app(), { 'spec.template.metadata.annotations.checksum/config': 'a' }), 'annotation checksum/config'],
  ['annotations that are all new', edited(app(), { 'spec.template.metadata.annotations': undefined }), edited(app(), { 'spec.template.metadata.annotations': { a: 'b', c: 'd' } }), 'annotation a, annotation c'],
  ['a label', app(), edited(app(), { 'spec.template.metadata.labels.tier': 'a' }), 'label tier from nothing to \'a\''],
  ['an annotation of this library', app(), edited(app(), { 'spec.template.metadata.annotations.cdk8s-dapr/dapr-version': '1.19.0' }), 'annotation cdk8s-dapr/dapr-version from nothing to \'1.19.0\''],
  ['an image', app(), withContainers({ ...container(), image: 'web:2' }), 'image of container main from \'web\' to \'web:2\''],
  ['a variable, without its value', app(), withContainers({ ...container(), env: [{ name: 'PASSWORD', value: 'secret' }] }), 'containers[main].env'],
  ['one of several variables', withContainers({ ...container(), env: [{ name: 'A', value: 'x' }] }), withContainers({ ...container(), env: [{ name: 'A', value: 'y' }] }), 'containers[main].env[A].value'],
  ['the order of variables', withContainers({ ...container(), env: [{ name: 'A' }, { name: 'B' }] }), withContainers({ ...container(), env: [{ name: 'B' }, { name: 'A' }] }), 'containers[main].env'],
  ['several reasons', app(), edited(app({ 'log-level': 'debug' }), { 'spec.template.spec.priorityClassName': 'high' }), 'annotation dapr.io/log-level from nothing to \'debug\', priorityClassName'],
])('%s', (_, before, after, what) => {
  expect(rolls(before, after)).toEqual([`Deployment web: pods roll: ${what}`]);
});

test.each<[string, any, any]>([
  ['replicas', app(), edited(app(), { 'spec.replicas': 3 })],
  ['labels of the workload', app(), edited(app(), { 'metadata.labels.team': 'a' })],
  ['a Job, which is immutable', job(), job({ 'log-level': 'debug' })],
  ['an object without pods', object('v1', 'ConfigMap', 'a'), object('v1', 'ConfigMap', 'a', { data: { a: 'b' } })],
])('%s: no pod rolls', (_, before, after) => {
  expect(rolls(before, after)).toEqual([]);
});

test.each<[string, any, any, string]>([
  ['OnDelete', kind('DaemonSet', app(), { updateStrategy: { type: 'OnDelete' } }), kind('DaemonSet', app({ 'log-level': 'debug' }), { updateStrategy: { type: 'OnDelete' } }), 'DaemonSet web'],
  ['a ReplicaSet', kind('ReplicaSet', app()), kind('ReplicaSet', app({ 'log-level': 'debug' })), 'ReplicaSet web'],
])('pods keep their template with %s', (_, before, after, title) => {
  expect(withCode('DAPR9531', [before], [after])).toEqual([`${title}: new pods have annotation dapr.io/log-level from nothing to 'debug'`]);
  expect(rolls(before, after)).toEqual([]);
});

test('the next run of a CronJob has the new template', () => {
  const nightly = (annotations: object): any => object('batch/v1', 'CronJob', 'nightly', { spec: { jobTemplate: { spec: job(annotations).spec } } });
  expect(withCode('DAPR9531', [nightly({})], [nightly({ 'app-port': '1' })])).toEqual(['CronJob nightly: new pods have annotation dapr.io/app-port from \'8080\' to \'1\'']);
});

const redis = (host: string, scopes?: string[], name = 'store', namespace?: string): any =>
  edited(component([{ name: 'redisHost', value: host }], scopes ? { scopes } : {}, 'state.redis', name), { 'metadata.namespace': namespace });
const because = (what: string): string[] => [`Deployment web: pods roll: annotation cdk8s-dapr/resources (${what})`];

test.each<[string, any[], any[], string]>([
  ['a component of its scopes', [redis('a', ['web'])], [redis('b', ['web'])], 'Component store'],
  ['an unscoped component', [redis('a')], [redis('b')], 'Component store'],
  ['a component that is new', [], [redis('a', ['web'])], 'Component store'],
  ['a component that is gone', [redis('a', ['web'])], [], 'Component store'],
  ['a component that got the app in its scopes', [redis('a', ['other'])], [redis('a', ['other', 'web'])], 'Component store'],
  ['two components', [redis('a'), redis('a', ['web'], 'b')], [redis('b'), redis('b', ['web'], 'b')], 'Component b, Component store'],
])('a fingerprint changes with %s', (_, before, after, what) => {
  expect(rolls(fingerprint('1'), fingerprint('2'), before, after)).toEqual(because(what));
});

test.each<[string, any[], any[]]>([
  ['a component of another app', [redis('a', ['other'])], [redis('b', ['other'])]],
  ['a component of another namespace', [redis('a', undefined, 'store', 'shop')], [redis('b', undefined, 'store', 'shop')]],
  ['another app in the scopes', [redis('a', ['web'])], [redis('a', ['web', 'other'])]],
  ['labels of a component', [redis('a')], [edited(redis('a'), { 'metadata.labels.team': 'a' })]],
  ['a Configuration that it does not use', [configuration({})], [configuration({ metric: { enabled: true } })]],
])('a fingerprint does not change with %s', (_, before, after) => {
  expect(rolls(fingerprint('1'), fingerprint('2'), before, after)).toEqual(because('what daprd loads'));
});

test('a fingerprint changes with its Configuration', () => {
  expect(rolls(fingerprint('1', { config: 'tracing' }), fingerprint('2', { config: 'tracing' }), [configuration({})], [configuration({ metric: { enabled: true } })]))
    .toEqual(because('Configuration tracing'));
});

test('a shared daprd of this library rolls because of its component', () => {
  const stack = (host: string): any[] => {
    const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
    DaprPlatform.set(chart, { apiTokenSecret: 'token', kubernetesVersion: '1.36' });
    const orders = new DaprComponent(chart, 'orders', { componentName: 'orders', type: 'state.redis', version: 'v1', metadata: { redisHost: MetadataValue.of(host) } });
    new DaprApp(chart, 'web', { workload: deployment(chart, 'web-app'), appPort: 8080, uses: [orders], dataPlane: DataPlane.sharedDeployment() });
    return Testing.synth(chart);
  };
  expect(DaprPlan.between(stack('a:6379'), stack('b:6379')).entries.filter(({ code }) => code === 'DAPR9530').map(({ kind: shown, name, message }) => `${shown} ${name}: ${message}`))
    .toEqual(['Deployment web-daprd: pods roll: annotation cdk8s-dapr/resources (Component orders).']);
});
