/** What may be a secret is in no message. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprFindings, DaprHttpEndpoint, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, deployment, newChart } from '../../../scenarios/charts';

const SECRET = 'hunter2';
const component = (type: string, metadata: any) => (chart: Chart): void => {
  new DaprComponent(chart, 'store', { type, metadata, availableToNamespace: true });
};

test.each<[string, string, (chart: Chart) => void]>([
  ['a string in place of a MetadataValue', 'DAPR4017', component('state.redis', { redisPassword: SECRET })],
  ['a plain secret', 'DAPR4017', component('state.redis', { redisHost: 'redis:6379', redisPassword: { value: SECRET } })],
  ['a URL with a password at localhost', 'DAPR8004', component('state.postgresql', { connectionString: MetadataValue.of(`postgres://shop:${SECRET}@localhost:5432/shop`) })],
  ['the address of an HTTPEndpoint', 'DAPR3132', chart => { new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: `https://shop:${SECRET}@shop.example/?query`, availableToNamespace: true }); }],
  ['a header as a string', 'DAPR3017', chart => { new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a.example', headers: { Authorization: `Bearer ${SECRET}` as any }, availableToNamespace: true }); }],
  ['headers as a string', 'DAPR3017', chart => { new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a.example', headers: SECRET as any, availableToNamespace: true }); }],
  ['a private key as a string', 'DAPR3017', chart => { new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a.example', privateKey: SECRET as any, availableToNamespace: true }); }],
  ['a token in the query of an address', 'DAPR3132', chart => { new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: `https://a.example/?token=${SECRET}`, availableToNamespace: true }); }],
  ['metadata as a string', 'DAPR3017', component('state.redis', SECRET)],
  ['a variable of daprd that the injector would split', 'DAPR3007', chart => { app(chart, { dataPlane: DataPlane.sidecar({ env: { CONN: `Pwd=${SECRET},Y=1` } }) }, 'other'); }],
  ['variables of daprd as a string', 'DAPR3001', chart => { app(chart, { dataPlane: DataPlane.sidecar({ env: SECRET as any }) }, 'other'); }],
  ['an annotation with variables on the workload', 'DAPR1019', chart => {
    app(chart, { workload: deployment(chart, 'written', {}, { annotations: { 'dapr.io/env': `DB_PASSWORD=${SECRET}` } }) }, 'other');
  }],
])('%s', (_what, code, build) => {
  const chart = newChart();
  build(chart);
  app(chart);
  const findings = DaprFindings.of(chart).list();
  expect(findings.map(finding => finding.code)).toContain(code);
  expect(JSON.stringify(findings)).not.toContain(SECRET);
});
