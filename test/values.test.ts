import { nearest, suggestDnsLabel } from '../src/private/names';
import { duration, goDuration, goDurationSeconds, goMemory, quantity, quantityValue } from '../src/private/values';
import { atLeast, hasSince } from '../src/private/version';

// What Go's time.ParseDuration takes and refuses.
test.each(['0', '5s', '500ms', '1m30s', '1.5h', '.5s', '100us', '1h0m0s'])('%s is a Go duration', value => expect(duration(value)).toBeUndefined());
test.each(['', '5', '1d', 'PT5S', '5 s', 's', '1m30', '-5s', '5S'])('%s is no Go duration', value => expect(duration(value)).toBeDefined());

// What Kubernetes' resource.ParseQuantity takes and refuses.
test.each(['1', '100m', '0.5', '.5', '1Gi', '250Mi', '1e3', '2k'])('%s is a quantity', value => expect(quantity(value)).toBeUndefined());
test.each(['', '4MB', '1 core', '1gi', 'abc', '-'])('%s is no quantity', value => expect(quantity(value)).toBeDefined());

// What the Go runtime takes as GOMEMLIMIT; anything else aborts the program.
test.each(['900MiB', '1GiB', '1048576', '1B', 'off'])('%s is a GOMEMLIMIT', value => expect(goMemory(value)).toBeUndefined());
test.each(['900Mi', '900M', '0.9GiB', ''])('%s is no GOMEMLIMIT', value => expect(goMemory(value)).toBeDefined());

test.each([[0, '0s'], [500, '500ms'], [5000, '5s'], [90_000, '1m30s'], [3_600_000, '1h'], [3_661_001, '1h1m1s1ms']])('%d ms is written as %s and read back', (ms, text) => {
  expect(goDuration(ms)).toBe(text);
  expect(goDurationSeconds(text)).toBeCloseTo(ms / 1000);
});

test.each([['100m', 0.1], ['1Ki', 1024], ['1k', 1000], ['1.5Gi', 1.5 * 1024 ** 3], ['1e3', 1000], ['2', 2]])('%s is %d', (text, value) => {
  expect(quantityValue(text)).toBeCloseTo(value);
});

test.each([['OrdersApi', 'orders-api'], ['orders.v1', 'orders-v1'], ['-a-', 'a'], ['___', 'my-app'], ['a'.repeat(99), 'a'.repeat(58)]])('for %s the app-id %s is suggested', (name, expected) => {
  expect(suggestDnsLabel(name, 58)).toBe(expected);
});

test('the nearest name is suggested only where it is near', () => {
  expect(nearest('dapr.io/appid', ['dapr.io/app-id', 'dapr.io/env'])).toBe('dapr.io/app-id');
  expect(nearest('something', ['dapr.io/app-id'])).toBeUndefined();
});

test.each([['1.18', '1.18', true], ['1.18', '1.18.1', false], ['1.18.3', '1.18', true], ['1.9', '1.10', false], ['v1.36', '1.34', true]])('%s is at least %s: %s', (a, b, expected) => {
  expect(atLeast(a, b)).toBe(expected);
});

test('a release line that never got a fix does not have it', () => {
  expect(hasSince('1.17.99', ['1.16.18', '1.18.3'])).toBe(false);
});
