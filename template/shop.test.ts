import assert from 'node:assert';
import test from 'node:test';
import { Testing } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { Shop } from './shop';

const objects = (shop: Shop, kind: string) => Testing.synth(shop).filter(object => object.kind === kind);

test('only orders loads the state store', () => {
  const store = objects(new Shop(Testing.app(), 'shop'), 'Component').find(({ metadata }) => metadata.name === 'store');
  assert.deepEqual(store.scopes, ['orders']);
});

test('with a shared daprd, no pod has a sidecar', () => {
  const shop = new Shop(Testing.app(), 'shop', DataPlane.sharedDaemonSet());
  const sidecars = objects(shop, 'Deployment').filter(({ spec }) => spec.template.metadata.annotations?.['dapr.io/enabled'] === 'true');
  assert.deepEqual(sidecars, []);
  assert.equal(objects(shop, 'DaemonSet').length, 3);
});
