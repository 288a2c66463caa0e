import { Chart, Testing } from 'cdk8s';
import { DaprPlatform } from 'cdk8s-dapr';
import { AcmeService } from './acme-service';

function chart(): Chart {
  return new Chart(Testing.app(), 'shop', { namespace: 'shop' });
}

test('the blueprint renders the output that the platform team has reviewed', () => {
  const shop = chart();
  new AcmeService(shop, 'checkout');
  expect(Testing.synth(shop)).toMatchSnapshot();
});

test('a team sets the number of pods and no setting of the data plane', () => {
  const few = chart();
  const many = chart();
  new AcmeService(few, 'checkout');
  new AcmeService(many, 'checkout', { replicas: 9 });
  const withoutReplicas = (objects: any[]) => objects.map(o => o.kind === 'Deployment' && o.metadata.name === 'shop-checkout' ? { ...o, spec: { ...o.spec, replicas: 0 } } : o);
  expect(withoutReplicas(Testing.synth(many))).toEqual(withoutReplicas(Testing.synth(few)));
});

test('a service cannot change a version that the platform has locked', () => {
  const shop = chart();
  DaprPlatform.set(shop, { daprVersion: '1.17', locked: ['daprVersion'] });
  expect(() => new AcmeService(shop, 'checkout')).toThrow('DAPR1105 shop/checkout: daprVersion must be \'1.17\' (locked at \'shop\'); got \'1.18\'');
});
