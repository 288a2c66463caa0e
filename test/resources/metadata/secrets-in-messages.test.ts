/** What may be a secret is in no message. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprFindings, DaprHttpEndpoint, MetadataValue } from 'cdk8s-dapr';
import { app, newChart } from '../../../scenarios/charts';

const SECRET = 'hunter2';
const component = (type: string, metadata: any) => (chart: Chart): void => {
  new DaprComponent(chart, 'store', { type, metadata, availableToNamespace: true });
};

test.each<[string, string, (chart: Chart) => void]>([
  ['a string in place of a MetadataValue', 'DAPR4017', component('state.redis', { redisPassword: SECRET })],
  ['a plain secret', 'DAPR4017', component('state.redis', { redisHost: 'redis:6379', redisPassword: { value: SECRET } })],
  ['a URL with a password at localhost', 'DAPR8004', component('state.postgresql', { connectionString: MetadataValue.of(`postgres://shop:${SECRET}@localhost:5432/shop`) })],
  ['the address of an HTTPEndpoint', 'DAPR3132', chart => { new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: `https://shop:${SECRET}@shop.example/?query`, availableToNamespace: true }); }],
])('%s', (_what, code, build) => {
  const chart = newChart();
  build(chart);
  app(chart);
  const findings = DaprFindings.of(chart).list();
  expect(findings.map(finding => finding.code)).toContain(code);
  expect(JSON.stringify(findings)).not.toContain(SECRET);
});
