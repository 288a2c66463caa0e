/** A Service through which a daprd outside the pods calls an app must route to it. */
import { AppChannel, DataPlane } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED } from '../../scenarios/charts';
import { object } from '../support/objects';

describe('a Service through which a daprd calls an app', () => {
  const called = (spec: object | undefined, namespace?: string, appNamespace?: string) => {
    const chart = newChart(SHARED, { namespace: appNamespace });
    object(chart, 'Service', 'web', { spec }, 'v1', namespace);
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('web', 8080) });
    return messagesOf(chart, 'DAPR7024');
  };
  const own = { app: 'checkout-web' };

  test.each<[string, object | undefined, string]>([
    ['without the port', { selector: own, ports: [{ port: 80 }, { port: 81 }] }, 'must have port 8080; got 80, 81'],
    ['without ports', { selector: own }, 'must have port 8080; got no ports'],
    ['without a spec', undefined, 'must have port 8080; got no ports'],
    ['of other pods', { selector: { ...own, app: 'orders' }, ports: [{ port: 8080 }] }, 'selects pods with app=orders, a label that the app\'s pods do not have'],
    ['of pods with an additional label', { selector: { ...own, tier: 'a' }, ports: [{ port: 8080 }] }, 'selects pods with tier=a, a label that the app\'s pods do not have'],
  ])('%s does not route to the app', (_, spec, wrong) => {
    expect(called(spec)).toEqual([`chart/checkout: Service 'chart/Service-web' ${wrong}`]);
  });

  test('routes to the app with its labels and its port, even with further ports', () => {
    expect(called({ selector: own, ports: [{ port: 80 }, { port: 8080 }] })).toEqual([]);
    expect(called({ ports: [{ port: 8080 }] })).toEqual([]);
  });

  test('in another namespace is not checked', () => {
    expect(called({ ports: [{ port: 80 }] }, 'stock', 'shop')).toEqual([]);
    expect(called({ ports: [{ port: 80 }] }, undefined, 'shop')).toHaveLength(1);
  });
});
