/** Which manifests are checked together, and the effect of findings. */
import { checkManifests } from '../../src/validation/check';
import { settingsOf } from '../../src/validation/settings';
import { app, check, named, messagesOf } from '../support/manifests';

test('objects of a List are checked', () => {
  expect(messagesOf(check([{ apiVersion: 'v1', kind: 'List', items: [app({ enabled: 'yes' })] }]))).toEqual([
    'DAPR1007 Deployment web: spec.template.metadata.annotations[\'dapr.io/enabled\'] must be \'true\'; got \'yes\'',
  ]);
});

test('objects of different files are checked together', () => {
  const files = [{ file: 'a.yaml', documents: [named('a', 'web')] }, { file: 'b.yaml', documents: [named('b', 'web')] }];
  expect(checkManifests(files, settingsOf({})).map(({ rule, at, what }) => [rule.code, at.file, what])).toEqual([
    ['DAPR1004', 'b.yaml', 'spec.template.metadata.annotations[\'dapr.io/app-id\'] must be unique; \'web\' is also the app ID of Deployment a (a.yaml)'],
  ]);
});

test('a warning passes, fails with warningsAsErrors, and passes again once acknowledged', () => {
  const documents = [app({ config: 'tracing' })];
  expect(check(documents).map(({ fails }) => fails)).toEqual([false]);
  expect(check(documents, { warningsAsErrors: true }).map(({ fails }) => fails)).toEqual([true]);
  const acknowledge = [{ code: 'DAPR5004', reason: 'the platform team has it' }];
  expect(check(documents, { warningsAsErrors: true, acknowledge }).map(({ fails, acknowledged }) => [fails, acknowledged])).toEqual([[false, 'the platform team has it']]);
});

test('an error is acknowledged for one object only', () => {
  const acknowledge = [{ code: 'DAPR2006', reason: 'a proxy has one of the ports', object: 'Deployment a' }];
  const clashing = (name: string): any => app({ 'app-id': name, 'grpc-port': '9090' }, {}, { name });
  expect(check([clashing('a'), clashing('b')], { acknowledge }).map(({ at, fails }) => [at.name, fails])).toEqual([['a', false], ['b', true]]);
  expect(() => settingsOf({ acknowledge: [{ code: 'DAPR2006', reason: 'x' }] })).toThrow(/DAPR3017 DaprValidation: acknowledge\[0\]\.object must be set for DAPR2006, which is an error/);
});

describe('the annotation of a warning that is acknowledged in code', () => {
  const annotated = (annotations: object, more = {}) => app({ config: 'tracing', ...more }, {}, { annotations });

  test('acknowledges it in the plugin', () => {
    const found = check([annotated({ 'cdk8s-dapr/acknowledged-DAPR5004': 'the platform team has it' })], { warningsAsErrors: true });
    expect(found.map(({ fails, acknowledged }) => [fails, acknowledged])).toEqual([[false, 'the platform team has it']]);
  });

  test.each([
    ['another code', { 'cdk8s-dapr/acknowledged-DAPR5005': 'x' }], ['no reason', { 'cdk8s-dapr/acknowledged-DAPR5004': ' ' }], ['a number', { 'cdk8s-dapr/acknowledged-DAPR5004': 1 }],
  ])('with %s acknowledges nothing', (_, annotations) => {
    expect(check([annotated(annotations)], { warningsAsErrors: true }).filter(({ rule }) => rule.code === 'DAPR5004').map(({ fails }) => fails)).toEqual([true]);
  });

  test('never acknowledges an error', () => {
    const object = app({ 'grpc-port': '9090' }, {}, { annotations: { 'cdk8s-dapr/acknowledged-DAPR2006': 'x' } });
    expect(check([object]).map(({ rule, fails }) => [rule.code, fails])).toEqual([['DAPR2006', true]]);
  });

  test('applies to its object only', () => {
    const other = app({ 'app-id': 'other', 'config': 'tracing' }, {}, { name: 'other' });
    expect(check([annotated({ 'cdk8s-dapr/acknowledged-DAPR5004': 'x' }), other]).map(({ at, acknowledged }) => [at.name, acknowledged])).toEqual([['web', 'x'], ['other', undefined]]);
  });
});
