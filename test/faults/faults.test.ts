/** Every row of bad input is refused or warned of with its code, what looks like one and is right is not, and no row of the catalogue is forgotten. */
import { Chart } from 'cdk8s';
import { AccessPolicy, DaprSubscriptionProps, MetadataValue, ResiliencyAppTarget, SecretScope } from 'cdk8s-dapr';
import { codes, newChart, refusal, warningCodes } from '../../scenarios/charts';
import { Case } from '../../scenarios/faults/case';
import { BY_LIBRARY, BY_TYPE, FAULTS, RIGHT, ROWS, rowsOf } from '../../scenarios/faults/catalogue';

const leveled = (level: 'error' | 'warning'): Case[] => FAULTS.filter(each => each.level === level).map(({ fault }) => fault);

function built(build: (chart: Chart) => void, { namespace, ...settings }: { namespace?: string } = {}): Chart {
  const chart = newChart(settings, { namespace });
  build(chart);
  return chart;
}
/** Wherever in the App it is. */
const warned = (chart: Chart): string[] => warningCodes(chart.node.root as Chart);

test.each(leveled('error'))('%s is refused with %s', (_, code, build, settings = {}) => {
  expect(codes(() => built(build, settings))).toContain(code);
});

test.each(leveled('warning'))('%s is a warning %s and no error', (_, code, build, settings = {}) => {
  const chart = built(build, settings);
  expect(refusal(chart)).toBe('');
  expect(warned(chart)).toContain(code);
});

test.each(RIGHT)('%s is right: no %s', (_, code, build, settings = {}) => {
  const chart = built(build, settings);
  expect(refusal(chart)).toBe('');
  expect(warned(chart)).not.toContain(code);
});

test('rows impossible by type do not compile', () => {
  const impossible = {
    // @ts-expect-error -- only its factories make one
    69: () => new MetadataValue({ value: 'a', secretKeyRef: { name: 's', key: 'k' } }),
    // @ts-expect-error -- a name is no app
    99: (): Partial<AccessPolicy> => ({ app: 'billing' }),
    // @ts-expect-error -- a name is no store
    105: (): SecretScope => ({ secretStore: 'vault' }),
    // @ts-expect-error -- a name is no component
    113: (): Partial<DaprSubscriptionProps> => ({ pubsub: 'events' }),
    // @ts-expect-error -- whose subscription it is, is its app
    119: (): Partial<DaprSubscriptionProps> => ({ scopes: [] }),
    // @ts-expect-error -- a name is no policy
    124: (): ResiliencyAppTarget => ({ retry: 'patient' }),
    // @ts-expect-error -- a name is no app
    125: (): ResiliencyAppTarget => ({ app: 'billing' }),
  };
  expect(Object.keys(impossible)).toEqual(Object.keys(BY_TYPE));
});

test('every row of the catalogue is decided: refused, warned of, impossible by type, or done right by the library', () => {
  const decided = new Set([...FAULTS.flatMap(({ fault }) => rowsOf(fault)), ...Object.keys({ ...BY_TYPE, ...BY_LIBRARY }).map(Number)]);
  expect(Array.from({ length: ROWS }, (_, i) => i + 1).filter(row => !decided.has(row))).toEqual([]);
});
