/** docs/events.md matches the code. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { deliveryLimitOf } from '../../src/resources/metadata/delivery-limits';
import { COMPONENTS } from '../../tools/components/model';
import { TOP } from '../support/paths';

const page = readFileSync(join(TOP, 'docs', 'events.md'), 'utf8');
const rows = page.split('\n').filter(line => /^\| (`pubsub\.|\| )/.test(line)).map(line => line.split('|').map(cell => cell.trim()));
const BROKERS = COMPONENTS.filter(({ type }) => type.startsWith('pubsub.')).map(({ type }) => type);
/** The rows of a type; those that follow without a name belong to it too. */
function rowsOf(type: string): string[][] {
  // `pubsub.azure.servicebus.topics`, `.queues`
  const first = rows.findIndex(([, broker]) => broker.includes(`\`${type}\``) || broker.includes(`\`.${type.split('.').pop()}\``));
  const next = rows.findIndex(([, broker], i) => i > first && broker !== '');
  return first === -1 ? [] : rows.slice(first, next === -1 ? undefined : next);
}

test('the table has a row for every message broker that Dapr registers', () => {
  expect(BROKERS.length).toBeGreaterThan(14);
  expect(BROKERS.filter(type => !rowsOf(type).length)).toEqual([]);
});

test('the rows of a broker name the fields that limit its delivery, and whether the library sets them', () => {
  for (const type of BROKERS) {
    const limit = deliveryLimitOf(type);
    const [first, ...more] = rowsOf(type);
    const text = [first, ...more].flat().join(' ');
    for (const field of limit ? [limit.field, ...Object.keys(limit.expiry ?? {}).slice(0, 1)] : []) {
      expect([type, text]).toEqual([type, expect.stringContaining(`\`${field}\``)]);
    }
    expect([type, first[4].slice(0, 3)]).toEqual([type, limit?.render ? 'yes' : limit ? 'no:' : expect.stringMatching(/^(–|no:)$/)]);
  }
});
