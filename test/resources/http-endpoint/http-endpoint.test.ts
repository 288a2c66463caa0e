/** HTTPEndpoints. */
import { DaprComponent, DaprHttpEndpoint, MetadataValue } from 'cdk8s-dapr';
import { app, find, newChart } from '../../../scenarios/charts';

test('an HTTPEndpoint reads its secrets from a secret store', () => {
  const chart = newChart();
  const vault = DaprComponent.fromComponentName(chart, 'vault', 'vault');
  new DaprHttpEndpoint(chart, 'e', { apps: [app(chart)], baseUrl: 'https://a', secretStore: vault, headers: { Authorization: MetadataValue.fromSecret('s', 'k') } });
  expect(find(chart, 'HTTPEndpoint')).toMatchObject({
    auth: { secretStore: 'vault' }, spec: { baseUrl: 'https://a', headers: [{ name: 'Authorization', secretKeyRef: { name: 's', key: 'k' } }] },
  });
});
