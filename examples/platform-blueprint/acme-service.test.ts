import { Chart, Testing } from 'cdk8s';
import { DaprdLocation, DaprPlatform, testing } from 'cdk8s-dapr';
import { AcmeService } from './acme-service';

const { DaprStack } = testing;

function chart(): Chart {
  return new Chart(Testing.app(), 'shop', { namespace: 'shop' });
}

test('the blueprint renders the output that the platform team has reviewed', () => {
  const shop = chart();
  new AcmeService(shop, 'checkout');
  expect(DaprStack.of(shop).snapshot()).toMatchSnapshot();
});

test('a service has no findings that the platform team has not accepted', () => {
  const shop = chart();
  new AcmeService(shop, 'checkout');
  const { errors, warnings, acknowledgedWarnings } = DaprStack.of(shop);
  expect([errors, warnings]).toEqual([[], []]);
  expect(acknowledgedWarnings.map(({ code }) => code)).toEqual(['DAPR7020']);
});

test('a service has a shared daprd with the token of the platform, and uses its state store', () => {
  const shop = chart();
  new AcmeService(shop, 'checkout');
  const checkout = DaprStack.of(shop).app('checkout');
  expect(checkout.dataPlane).toMatchObject({ location: DaprdLocation.CLUSTER, object: { kind: 'Deployment', spec: { replicas: 3 } } });
  expect(checkout.dataPlane.annotations['dapr.io/api-token-secret']).toBe('acme-dapr-token-2026');
  expect(checkout.uses('acme-state')).toBe(true);
});

test('a service that declares a caller may be called by no other app', () => {
  const shop = chart();
  const [checkout, gateway] = ['checkout', 'gateway'].map(id => new AcmeService(shop, id));
  gateway.app.addInvocation(checkout.app);
  const stack = DaprStack.of(shop);
  expect(['gateway', 'reports'].map(caller => stack.app('checkout').mayBeCalledBy(caller))).toEqual([true, false]);
});

test('a team sets the number of pods and no setting of the data plane', () => {
  const few = chart();
  const many = chart();
  new AcmeService(few, 'checkout');
  new AcmeService(many, 'checkout', { replicas: 9 });
  const { 'Deployment shop/shop-checkout': before, ...same } = DaprStack.of(few).snapshot();
  const { 'Deployment shop/shop-checkout': after, ...others } = DaprStack.of(many).snapshot();
  expect(others).toEqual(same);
  expect(after).toEqual({ ...before, spec: { ...before.spec, replicas: 9 } });
});

test('a service cannot change a version that the platform has locked', () => {
  const shop = chart();
  DaprPlatform.set(shop, { daprVersion: '1.17', locked: ['daprVersion'] });
  expect(() => new AcmeService(shop, 'checkout')).toThrow('DAPR1105 shop/checkout: daprVersion must be \'1.17\' (locked at \'shop\'); got \'1.18\'');
});
