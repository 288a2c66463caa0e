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
