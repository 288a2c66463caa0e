/** Pod templates of custom resources: where the plugin finds them. */
import { settingsOf } from '../../src/validation/settings';
import { app, check, container, dapr, messagesOf } from '../support/manifests';

/** A pod template with a misspelled annotation, and one without Dapr. */
const WRONG = { metadata: { annotations: dapr({ 'enabled': 'yes', 'app-id': 'web' }) }, spec: { containers: [container()] } };
const PLAIN = { spec: { containers: [container()] } };
const object = (apiVersion: string, kind: string, spec: unknown): object => ({ apiVersion, kind, metadata: { name: 'w' }, spec });
const THING = object('a.b/v1', 'Thing', { roles: [{ pod: PLAIN }, { pod: WRONG }] });

const found = (document: object, podTemplatePaths?: { [kind: string]: string }): string[] =>
  messagesOf(check([document], { podTemplatePaths })).filter(line => /^DAPR(1007|6176)/.test(line));
const at = (kind: string, path: string): string => `DAPR1007 ${kind} w: ${path}.metadata.annotations['dapr.io/enabled'] must be 'true'; got 'yes'`;

test.each<[kind: string, apiVersion: string, path: string, spec: object]>([
  ['Rollout', 'argoproj.io/v1alpha1', 'spec.template', { template: WRONG }],
  ['ScaledJob', 'keda.sh/v1alpha1', 'spec.jobTargetRef.template', { jobTargetRef: { template: WRONG } }],
  ['JobSet', 'jobset.x-k8s.io/v1alpha2', 'spec.replicatedJobs[1].template.spec.template', { replicatedJobs: [{ template: { spec: { template: PLAIN } } }, { template: { spec: { template: WRONG } } }] }],
  ['LeaderWorkerSet', 'leaderworkerset.x-k8s.io/v1', 'spec.leaderWorkerTemplate.workerTemplate', { leaderWorkerTemplate: { size: 4, leaderTemplate: PLAIN, workerTemplate: WRONG } }],
  ['Job', 'batch.volcano.sh/v1alpha1', 'spec.tasks[0].template', { tasks: [{ template: WRONG }, { template: PLAIN }] }],
  ['Job', 'batch/v1', 'spec.template', { template: WRONG }],
])('the plugin finds the template of a %s of %s at %s without a setting', (kind, apiVersion, path, spec) => {
  expect(found(object(apiVersion, kind, spec))).toEqual([at(kind, path)]);
});

test.each([
  [{ Thing: 'spec.roles[1].pod' }],
  [{ 'a.b/Thing': 'spec.roles[1].pod' }],
  [{ Thing: 'spec.roles[*].pod' }],
  [{ Thing: 'spec.*[1].pod' }],
  [{ 'Thing': 'spec.roles[0].pod', 'a.b/Thing': 'spec.roles[*].pod' }],
])('podTemplatePaths %j leads to the template', paths => {
  expect(found(THING, paths)).toEqual([at('Thing', 'spec.roles[1].pod')]);
});

test('without a path, and with the path of another group, a custom resource has no pod', () => {
  expect([found(THING), found(THING, { 'c.d/Thing': 'spec.roles[1].pod' })]).toEqual([[], []]);
});

test('a path replaces the one that the library knows', () => {
  expect(found(object('argoproj.io/v1alpha1', 'Rollout', { template: PLAIN, canary: { pod: WRONG } }), { Rollout: 'spec.canary.pod' })).toEqual([at('Rollout', 'spec.canary.pod')]);
});

test('a bare kind does not apply to the kind of Kubernetes with that name, a kind with its group does', () => {
  const job = object('batch/v1', 'Job', { template: WRONG });
  expect(found(job, { Job: 'spec.tasks[*].template' })).toEqual([at('Job', 'spec.template')]);
  expect(found(job, { 'batch/Job': 'spec.tasks[*].template' })).toEqual(['DAPR6176 Job w: no object of kind batch/Job has a pod template at spec.tasks[*].template']);
});

test('a path that leads to no template in any object of the kind is a warning', () => {
  expect(found(THING, { Thing: 'spec.rolls[1].pod' })).toEqual(['DAPR6176 Thing w: no object of kind Thing has a pod template at spec.rolls[1].pod']);
  const withRef = object('argoproj.io/v1alpha1', 'Rollout', { workloadRef: { kind: 'Deployment', name: 'web' } });
  const both = check([withRef, object('argoproj.io/v1alpha1', 'Rollout', { template: PLAIN })], { podTemplatePaths: { Rollout: 'spec.template', Thing: 'spec.pod' } });
  expect(messagesOf(both).filter(line => line.startsWith('DAPR6176'))).toEqual([]);
});

test('fields of a wrong type are named by their path, and elements of a wrong type move no other', () => {
  const roles = ['x', { pod: { spec: { containers: [container({ env: { A: 'b' } })] } } }, { pod: WRONG }];
  expect(messagesOf(check([object('a.b/v1', 'Thing', { roles })], { podTemplatePaths: { Thing: 'spec.roles[*].pod' } })).filter(line => /^DAPR(1007|3017)/.test(line))).toEqual([
    at('Thing', 'spec.roles[1].pod'), 'DAPR3017 Thing w: spec.roles[0] must be a map; got \'x\'', 'DAPR3017 Thing w: spec.roles[1].pod.spec.containers[0].env must be a list; got a map',
  ]);
});

test('annotations beside the pod are misplaced in custom resources, too', () => {
  const thing: any = object('a.b/v1', 'Thing', { pod: { ...PLAIN, annotations: dapr({ enabled: 'true' }) } });
  expect(messagesOf(check([thing], { podTemplatePaths: { Thing: 'spec.pod' } }))).toEqual([
    'DAPR1015 Thing w: spec.pod.annotations[\'dapr.io/enabled\'] must be in spec.pod.metadata.annotations; the API server drops it here',
  ]);
});

test.each<[what: string, value: unknown, message: string]>([
  ['a list', ['spec.template'], 'podTemplatePaths must be a map; got ["spec.template"]'],
  ['a text', 'spec.template', 'podTemplatePaths must be a map; got \'spec.template\''],
  ['an empty path', { Thing: '' }, 'podTemplatePaths[\'Thing\'] must be a path of fields, such as spec.template or spec.roles[*].template; got \'\''],
  ['a list as a path', { Thing: ['spec', 'pod'] }, 'podTemplatePaths[\'Thing\'] must be a path of fields'],
  ['a JSON path', { Thing: '$.spec.pod' }, 'podTemplatePaths[\'Thing\'] must be a path of fields'],
  ['an open bracket', { Thing: 'spec.roles[0.pod' }, 'podTemplatePaths[\'Thing\'] must be a path of fields'],
  ['a number', { Thing: 5 }, 'podTemplatePaths[\'Thing\'] must be a path of fields'],
  ['a plural', { things: 'spec.pod' }, 'podTemplatePaths[\'things\'] must have a kind as its key, such as Rollout or argoproj.io/Rollout'],
  ['a kind with its version', { 'a.b/v1/Thing': 'spec.pod' }, 'podTemplatePaths[\'a.b/v1/Thing\'] must have a kind as its key'],
])('%s is refused by name', (_, podTemplatePaths: any, message) => {
  expect(() => settingsOf({ podTemplatePaths })).toThrow(`DAPR3017 DaprValidation: ${message}`);
});

test('other manifests are checked as before', () => {
  expect(messagesOf(check([app()], { podTemplatePaths: { Thing: 'spec.pod' } }))).toEqual([]);
});
