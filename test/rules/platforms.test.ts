/** Apps that invoke each other must be in the same Dapr installation. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED } from '../../scenarios/charts';
import { PROJECT } from '../support/remote-dapr';

describe('an app that invokes another one', () => {
  const with_ = (props: (there: DaprApp) => object, there: object = {}, settings: object = { mtls: false }) => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'shop' });
    DaprPlatform.set(other, { ...SHARED, ...settings });
    app(chart, props(app(other, { appPort: 8080, ...there }, 'billing')));
    app(chart, {}, 'web');
    return messagesOf(chart, 'DAPR1028');
  };

  test('must be in the same Dapr installation', () => {
    const found = with_(there => ({ invokes: [there] }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^chart\/checkout: mtls .* at 'other\/billing', which the app invokes$/);
    expect(with_(there => ({ invokes: [there] }), {}, {})).toEqual([]);
  });

  test('may be in another installation without an invocation, or with a remote Dapr', () => {
    expect(with_(() => ({}))).toEqual([]);
    expect(with_(there => ({ invokedBy: [{ app: there }] }))).toEqual(["other/billing: mtls of DaprPlatform is false here and true at 'chart/checkout', which the app invokes"]);
    expect(with_(there => ({ invokes: [there] }), { dataPlane: DataPlane.remote(PROJECT) })).toEqual([]);
    expect(with_(there => ({ invokes: [there], dataPlane: DataPlane.remote(PROJECT) }))).toEqual([]);
    expect(with_(() => ({ invokes: [] }), { appId: '' })).toEqual([]);
  });
});
