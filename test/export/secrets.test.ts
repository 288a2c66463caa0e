/** Kubernetes Secrets in exports to targets other than Kubernetes. */
import { ApiObject, JsonPatch } from 'cdk8s';
import { CatalystExporter, DaprComponent, DaprTopology, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { REMOTE, stack, TARGETS } from '../support/export-targets';
import { refusalOf } from '../support/exports';
import { parse } from '../support/synth';

describe.each(Object.entries(TARGETS))('%s', (target, files) => {
  test('a secret store named kubernetes has the same result as no secret store', () => {
    const metadata = { redisPassword: MetadataValue.fromSecret('redis', 'password') };
    const raw = stack(target, metadata);
    ApiObject.of(raw.node.findChild('store')).addJsonPatch(JsonPatch.add('/auth', { secretStore: 'kubernetes' }));
    expect(files(raw)).toEqual(files(stack(target, metadata)));
  });
});

test.each(['Catalyst', 'compose', 'containerApps'])('two keys of Secrets that map to the same variable are refused for %s', target => {
  const env = target === 'compose' ? [['a-b', 'c'], ['a', 'b-c']].map(([name, key], i) => ({ name: `V${i}`, valueFrom: { secretKeyRef: { name, key } } })) : [];
  const metadata = { redisPassword: MetadataValue.fromSecret('a-b', 'c'), redisUsername: MetadataValue.fromSecret('a', 'b-c') };
  expect(refusalOf(() => TARGETS[target](stack(target, metadata, {}, env)))).toMatch(/DAPR8104.*key .* both map to A_B_C in \.env/);
});

test('a variable never begins with a digit', () => {
  const content = TARGETS.Catalyst(stack('Catalyst', { redisPassword: MetadataValue.fromSecret('1st', 'key') })).map(file => file.content).join('');
  expect(content).toContain('${_1ST_KEY}');
});

test('Catalyst gets a secret store that only another component uses, scoped to the apps that load that component', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const vault = new ApiObject(chart, 'vault', {
    apiVersion: 'dapr.io/v1alpha1', kind: 'Component', metadata: { name: 'vault' }, spec: { type: 'secretstores.hashicorp.vault', version: 'v1' }, scopes: ['somebody'],
  });
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: DaprComponent.fromComponentName(chart, 'v', vault.name) });
  app(chart, { uses: [store], dataPlane: DataPlane.catalyst(REMOTE) }, 'orders');
  const files = new CatalystExporter().export(DaprTopology.of(chart));
  expect(parse(files.find(({ path }) => path === '10-component-vault.yaml')!.content)[0].scopes).toEqual(['orders']);
  expect(parse(files.find(({ path }) => path === '10-component-store.yaml')!.content)[0].auth).toEqual({ secretStore: 'vault' });
});
