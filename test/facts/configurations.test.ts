/** Configurations and the trust domains of the apps that load them. */
import { DaprApp, DaprConfiguration } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { configurationsOf, isReferencedByName, settingsOf, trustDomainOf } from '../../src/facts/configurations';

test('an app has the trust domain of its Configuration, regardless of which of the two adds the other', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const [web, cron] = [app(chart, {}, 'web'), app(chart, {}, 'cron')];
  const own = new DaprConfiguration(chart, 'own', { accessControlTrustDomain: 'acme.example', apps: [web] });
  expect([trustDomainOf(web), trustDomainOf(cron)]).toEqual(['acme.example', undefined]);
  cron.addConfiguration(own);
  expect(trustDomainOf(DaprApp.fromAppAttributes(chart, 'by-name', { appId: 'cron', namespace: 'shop' }))).toBe('acme.example');
  expect(trustDomainOf(DaprApp.fromAppAttributes(chart, 'other', { appId: 'cron', namespace: 'stock' }))).toBeUndefined();
  expect(configurationsOf(web)).toEqual([own]);
  expect(settingsOf(own)).toEqual({ accessControl: { defaultAction: 'allow', trustDomain: 'acme.example' } });
});

test('of an existing Configuration only the name is available', () => {
  const chart = newChart();
  const existing = DaprConfiguration.fromConfigurationName(chart, 'x', 'tracing');
  expect([isReferencedByName(existing), settingsOf(existing), existing.configurationName]).toEqual([true, undefined, 'tracing']);
});
