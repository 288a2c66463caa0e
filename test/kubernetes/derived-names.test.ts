/** Names of objects that are derived from the names of an app, a broker and a topic. */
import fc from 'fast-check';
import { channelServiceName, derivedName, isDnsLabel, isDnsSubdomain } from '../../src/kubernetes/names';

const label = fc.stringMatching(/^[a-c]([-a-c]{0,4}[a-c])?$/);
const broker = fc.stringMatching(/^[a-c]([-a-c]{0,4}[a-c])?(\.[a-c]{1,2})?$/);
/** Topics of any broker: other scripts, capital letters and punctuation, and longer ones than an object name. */
const topic = fc.oneof(label, broker, fc.stringMatching(/^[a-cA-C_./#+-]{1,6}$/), fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }), label.map(text => text.repeat(100)));
const subscription = fc.tuple(label, broker, topic);
const retry = fc.tuple(label, broker, fc.constant('events'));

test.each([['a Subscription', subscription], ['an event retry', retry]])('different names of app, broker and topic give different names of %s', (_, names) => {
  const isRight = (a: string[], b: string[]) => (JSON.stringify(a) === JSON.stringify(b)) === (derivedName(a) === derivedName(b));
  fc.assert(fc.property(names, names, isRight), { numRuns: 20_000, seed: 1 });
});

test('names with the same joined form are told apart by a hash', () => {
  const splits = [['a', 'b-c', 'events'], ['a-b', 'c', 'events'], ['a', 'b', 'c-events']];
  expect(new Set(splits.map(names => derivedName(names))).size).toBe(3);
  expect(derivedName(splits[1])).toBe('a-b-c-events');
});

test('a derived name is a valid object name', () => {
  fc.assert(fc.property(subscription, names => isDnsSubdomain(derivedName(names))), { numRuns: 5000, seed: 2 });
});

test.each([
  [['order-service', 'events', 'orders'], 'order-service-events-orders'], [['a', 'b', 'c.d'], 'a-b-c.d'], [['a', 'b.c', 'd'], 'a-b.c-d'],
])('the unambiguous names %j are only joined', (names, expected) => expect(derivedName(names)).toBe(expected));

test.each([
  [['a', 'b', 'C'], /^a-b-c-[0-9a-f]{8}$/], [['a', 'b', ''], /^a-b-[0-9a-f]{8}$/], [['a', 'b', 'c-d'], /^a-b-c-d-[0-9a-f]{8}$/], [['a', 'b-c', 'd'], /^a-b-c-d-[0-9a-f]{8}$/],
  [['a', 'b', '.'], /^a-b-[0-9a-f]{8}$/], [['a', 'b', 'x'.repeat(250)], /^a-b-x{240}-[0-9a-f]{8}$/],
])('the ambiguous, invalid or long names %j get a hash', (names, expected) => expect(derivedName(names)).toMatch(expected));

test('the channel Service of any app ID has a valid name', () => {
  const [long, other] = [`${'a'.repeat(57)}b`, `${'a'.repeat(57)}c`].map(channelServiceName);
  expect([long, other].every(isDnsLabel)).toBe(true);
  expect(long).not.toBe(other);
  expect(channelServiceName('a'.repeat(55))).toBe(`${'a'.repeat(55)}-channel`);
});
