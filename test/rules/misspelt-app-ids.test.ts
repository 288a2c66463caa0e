/** References to app IDs that are similar to the ID of an app. */
import { Chart } from 'cdk8s';
import { DaprApp } from 'cdk8s-dapr';
import { app, messagesOf, newChart } from '../../scenarios/charts';

const calling = (appId: string, namespace?: string): Chart => {
  const chart = newChart({}, { namespace: 'shop' });
  app(chart, { appPort: 8080 }, 'orders');
  const peer = namespace === undefined ? DaprApp.fromAppId(chart, 'peer', appId) : DaprApp.fromAppAttributes(chart, 'peer', { appId, namespace });
  app(chart, { invokes: [peer] }, 'web');
  return chart;
};
const findings = (chart: Chart): string[] => messagesOf(chart, 'DAPR6055');

test.each([['ordrs'], ['orderss'], ['odrers']])('a reference to %s beside the app orders is a warning', appId => {
  expect(findings(calling(appId))).toEqual([`chart/peer: no app of this App has the app ID '${appId}'; did you mean 'orders'?`]);
});

test('so is a reference in the namespace of the app', () => {
  expect(findings(calling('ordrs', 'shop'))).toHaveLength(1);
  expect(findings(calling('ordrs', 'elsewhere'))).toEqual([]);
});

test.each([['the ID of the app', 'orders'], ['another ID', 'billing'], ['another number', 'orders2'], ['a short ID', 'web2']])('a reference to %s is accepted', (_, appId) => {
  expect(findings(calling(appId))).toEqual([]);
});

test('so is an ID that an app of another namespace has', () => {
  const chart = calling('ordrs');
  app(new Chart(chart.node.root, 'other', { namespace: 'other' }), { appPort: 8080 }, 'ordrs');
  expect(findings(chart)).toEqual([]);
});

test('a caller that is named by its ID is compared, too', () => {
  const chart = newChart({}, { namespace: 'shop' });
  app(chart, {}, 'gateway');
  app(chart, { appPort: 8080, invokedBy: [{ app: DaprApp.fromAppId(chart, 'peer', 'gatewya') }] }, 'orders');
  expect(findings(chart)).toHaveLength(1);
});
