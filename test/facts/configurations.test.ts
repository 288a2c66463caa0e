/** What Configurations say, and to which certificates they lead. */
import { DaprApp, DaprConfiguration } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { configurationsOf, isKnownByName, settingsOf, trustDomainOf } from '../../src/facts/configurations';

test('the trust domain of an app is that of the Configuration which it reads, whichever side says so', () => {
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

test('of one that exists only the name is known', () => {
  const chart = newChart();
  const existing = DaprConfiguration.fromConfigurationName(chart, 'x', 'tracing');
  expect([isKnownByName(existing), settingsOf(existing), existing.configurationName]).toEqual([true, undefined, 'tracing']);
});
