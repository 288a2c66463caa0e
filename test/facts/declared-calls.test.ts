/** Who declares to call whom. */
import { DeclaredCalls } from '../../src/facts/declared-calls';
import { peer } from '../support/peers';

describe('calls between apps', () => {
  test('are kept by the app that is called, in the namespace of the caller where nobody says', () => {
    const calls = new DeclaredCalls();
    const [first, second] = [{ caller: peer('web', 'shop') }, { caller: peer('cron', 'shop'), operations: [{ name: '/a' }] }];
    calls.add(peer('orders'), first);
    calls.add(peer('orders', 'shop'), second);
    calls.add(peer('orders', 'stock'), { caller: peer('x', 'shop') });
    expect(calls.of(peer('orders', 'shop'))).toEqual([first, second]);
    expect(calls.of(peer('orders'))).toEqual([]);
    expect(calls.of(peer('other', 'shop'))).toEqual([]);
    calls.add(peer('orders'), { caller: peer('web') });
    expect(calls.of(peer('orders'))).toHaveLength(1);
  });

  test('are told to those who watch, before and after', () => {
    const calls = new DeclaredCalls();
    const told: string[] = [];
    calls.watch({ app: peer('orders', 'shop'), called: () => told.push('a') });
    expect(told).toEqual([]);
    calls.add(peer('orders'), { caller: peer('web', 'shop') });
    expect(told).toEqual(['a']);
    calls.watch({ app: peer('orders', 'shop'), called: () => told.push('b') });
    expect(told).toEqual(['a', 'b']);
    calls.add(peer('orders', 'shop'), { caller: peer('cron') });
    expect(told).toEqual(['a', 'b', 'a', 'b']);
    calls.add(peer('orders', 'stock'), { caller: peer('cron') });
    expect(told).toHaveLength(4);
  });
});
