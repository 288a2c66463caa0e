/** Every row of invalid input has an error or a warning with its code, valid input that resembles it has none, and no row of the catalogue is missing. */
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
/** The codes of warnings anywhere in the App. */
const warned = (chart: Chart): string[] => warningCodes(chart.node.root as Chart);

test.each(leveled('error'))('%s is refused with %s', (_, code, build, settings = {}) => {
  expect(codes(() => built(build, settings))).toContain(code);
});

test.each(leveled('warning'))('%s has the warning %s and no error', (_, code, build, settings = {}) => {
  const chart = built(build, settings);
  expect(refusal(chart)).toBe('');
  expect(warned(chart)).toContain(code);
});

test.each(RIGHT)('%s is valid: no %s', (_, code, build, settings = {}) => {
  const chart = built(build, settings);
  expect(refusal(chart)).toBe('');
  expect(warned(chart)).not.toContain(code);
});

test('rows impossible by type do not compile', () => {
  const impossible = {
    // @ts-expect-error -- only its factories create one
    69: () => new MetadataValue({ value: 'a', secretKeyRef: { name: 's', key: 'k' } }),
    // @ts-expect-error -- a name is not an app
    99: (): Partial<AccessPolicy> => ({ app: 'billing' }),
    // @ts-expect-error -- a name is not a store
    105: (): SecretScope => ({ secretStore: 'vault' }),
    // @ts-expect-error -- a name is not a component
    113: (): Partial<DaprSubscriptionProps> => ({ pubsub: 'events' }),
    // @ts-expect-error -- its app is its only scope
    119: (): Partial<DaprSubscriptionProps> => ({ scopes: [] }),
    // @ts-expect-error -- a name is not a policy
    124: (): ResiliencyAppTarget => ({ retry: 'patient' }),
    // @ts-expect-error -- a name is not an app
    125: (): ResiliencyAppTarget => ({ app: 'billing' }),
  };
  expect(Object.keys(impossible)).toEqual(Object.keys(BY_TYPE));
});

test('every row of the catalogue has an error or a warning, is impossible by type, or is prevented by the library', () => {
  const decided = new Set([...FAULTS.flatMap(({ fault }) => rowsOf(fault)), ...Object.keys({ ...BY_TYPE, ...BY_LIBRARY }).map(Number)]);
  expect(Array.from({ length: ROWS }, (_, i) => i + 1).filter(row => !decided.has(row))).toEqual([]);
});
