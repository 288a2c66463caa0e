import assert from 'node:assert';
import test from 'node:test';
import { Testing } from 'cdk8s';
import { DataPlane, IDataPlane, testing } from 'cdk8s-dapr';
import { Shop } from './shop';

const stackOf = (dataPlane?: IDataPlane) => testing.DaprStack.of(new Shop(Testing.app(), 'shop', dataPlane));

test('the stack has no errors and no warnings', () => {
  const { errors, warnings } = stackOf();
  assert.deepEqual([...errors, ...warnings], []);
});

test('checkout may call orders, and shipping may not', () => {
  const orders = stackOf().app('orders');
  assert.deepEqual(['checkout', 'shipping'].map(caller => orders.mayBeCalledBy(caller)), [true, false]);
});

test('only orders uses the state store', () => {
  const stack = stackOf();
  assert.deepEqual(['orders', 'checkout', 'shipping'].map(id => stack.app(id).mayUse('store')), [true, false, false]);
});

test('with a shared daprd, the apps have no sidecar', () => {
  const stack = stackOf(DataPlane.sharedDaemonSet());
  assert.deepEqual(stack.errors, []);
  assert.equal(stack.app('orders').dataPlane.isShared, true);
});
