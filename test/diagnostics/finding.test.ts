/** The text of findings. */
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { findingTexts, toDaprFinding } from '../../src/diagnostics/finding';
import { warning } from '../../src/diagnostics/rule';

const RULE = warning('DAPR0000', { title: 't', why: 'It fails', todo: 'mend it', source: 's' });
const texts = (count: number): string[] => {
  const chart = new Chart(Testing.app(), 'c');
  return findingTexts(Array.from({ length: count }, (_, i) => toDaprFinding({ at: new Construct(chart, `p${i}`), rule: RULE, what: 'a is wrong' })));
};

test('equal findings are one text with all places', () => {
  expect(texts(4)).toEqual(['DAPR0000 c/p0, c/p1, c/p2, c/p3: a is wrong. It fails. Mend it.']);
});

test('many places are counted, so that the message is near the start', () => {
  expect(texts(10)).toEqual(['DAPR0000 c/p0, c/p1, c/p2 and 7 more: a is wrong. It fails. Mend it.']);
});
