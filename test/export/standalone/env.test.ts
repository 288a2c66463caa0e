/** Variables of a container that refer to those of its data plane, on each target. */
import { app, deployment, newChart } from '../../../scenarios/charts';
import { stack, TARGETS } from '../../support/export-targets';
import { byPath, refusalOf, yaml } from '../../support/exports';

const URL = [{ name: 'URL', value: '$(DAPR_HTTP_ENDPOINT)/v1.0 of $(APP_ID)' }, { name: 'LATER', value: '$(URL) $$(APP_ID) $(UNKNOWN)' }];

test('in containers they have the address of the daprd there', () => {
  const { environment } = yaml(byPath(TARGETS.compose(stack('compose', {}, {}, URL)))['compose.yaml']).services.orders;
  expect(environment).toMatchObject({ URL: 'http://orders-dapr:3500/v1.0 of orders', LATER: 'http://orders-dapr:3500/v1.0 of orders $$(APP_ID) $$(UNKNOWN)' });
});

test('on a machine they have the address and the ports of the daprd there', () => {
  const unit = byPath(TARGETS.machine(stack('machine', {}, {}, URL)))['systemd/dapr-orders.service'];
  const [, endpoint] = /DAPR_HTTP_ENDPOINT=(\S+)/.exec(unit)!;
  expect(unit).toContain(`Environment="URL=${endpoint}/v1.0 of orders"`);
});

test('in Azure Container Apps they have the app ID and the port of the app', () => {
  const env = [{ name: 'ME', value: '$(APP_ID):$(APP_PORT)' }];
  const [container] = yaml(byPath(TARGETS.containerApps(stack('containerApps', {}, {}, env)))['orders.containerapp.yaml']).properties.template.containers;
  expect(container.env).toEqual([
    { name: 'APP_ID', value: 'orders' }, { name: 'DAPR_APP_ID', value: 'orders' }, { name: 'APP_PORT', value: '8080' }, { name: 'ME', value: 'orders:8080' },
  ]);
});

test('a reference to a token, whose value is on the target only, is refused', () => {
  const chart = newChart({ daprVersion: '1.18.2', apiTokenSecret: 'token' }, { namespace: 'shop' });
  app(chart, { workload: deployment(chart, 'web', { containers: [{ name: 'main', image: 'test.local/app:1', env: [{ name: 'HEADER', value: 'Bearer $(DAPR_API_TOKEN)' }] }] }) });
  expect(refusalOf(() => TARGETS.compose(chart))).toContain('variable HEADER contains $(DAPR_API_TOKEN), which has a value on the target only');
});
