/** Conflicts between an app and the shared daprd that it joins. */
import { App, Chart } from 'cdk8s';
import { DaprConfiguration, DaprPlatform, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, messagesOf, newChart, refusal, SHARED } from '../../../scenarios/charts';
import { chartOf } from '../../support/namespaces';

test('a shared daprd of another App is refused', () => {
  const front = new SharedDaprDeployment(new Chart(new App(), 'other'), 'front', { apiTokenSecret: 't' });
  const chart = newChart(SHARED);
  app(chart, { dataPlane: front });
  expect(refusal(chart)).toMatch(
    /DAPR1020 chart\/checkout \(.*\): data plane 'other\/front' belongs to another cdk8s App\. Its object is applied separately from this App, and scopes derived here do not reach it\. Define it in this App\.$/,
  );
});

test('a shared daprd in another namespace is refused', () => {
  const chart = newChart(SHARED);
  const front = new SharedDaprDeployment(chartOf(chart, 'blue'), 'front');
  app(chartOf(chart, 'green'), { dataPlane: front });
  expect(messagesOf(chart, 'DAPR1014')).toEqual([expect.stringContaining('its data plane')]);
});

test('a lock of derivedAccess at the app holds for its shared daprd in another scope', () => {
  const chart = newChart(SHARED);
  const [there, here] = ['there', 'here'].map(id => new Chart(chart, id));
  const front = new SharedDaprDeployment(there, 'front');
  DaprPlatform.set(here, { derivedAccess: { networkPolicy: false }, locked: ['derivedAccess'] });
  app(here, { appId: 'front', dataPlane: front });
  expect(messagesOf(chart, 'DAPR1105')).toEqual([expect.stringMatching(/^chart\/here\/checkout: derivedAccess at 'chart\/there\/front', its data plane,.* must be/)]);
});

test('a lock of derivedAccess refuses a Configuration that a shared daprd references by name', () => {
  const chart = newChart({ ...SHARED, derivedAccess: { accessControl: true }, locked: ['derivedAccess'] });
  const configuration = DaprConfiguration.fromConfigurationName(chart, 'mine', 'mine');
  app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration }) });
  expect(messagesOf(chart, 'DAPR1105')).toContainEqual(expect.stringContaining("configuration 'mine', which is referenced by name, must not be set while 'chart' locks derivedAccess"));
});

test('a Configuration of the user\'s own is accepted under a lock of derivedAccess', () => {
  const chart = newChart({ ...SHARED, derivedAccess: { accessControl: true }, locked: ['derivedAccess'] });
  app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(chart, 'mine', { mtls: { enabled: true } } as any) }) });
  expect(refusal(chart)).not.toContain('DAPR1105');
});
