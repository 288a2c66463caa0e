/** The generated classes: one for each type and version that Dapr registers. */
import { Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { DaprComponent, DaprComponentOptions, MetadataValue, TypedComponentOptions } from 'cdk8s-dapr';
import { find, newChart, refusal, warningCodes } from '../../scenarios/charts';
import { EVERY_COMPONENT, make } from '../../scenarios/every-component';
import { SOURCE } from '../../tools/components/input';
import { COMPONENTS } from '../../tools/components/model';
import { className } from '../../tools/components/names';
import { entries, SECRET } from '../support/components';

describe('every registered component', () => {
  test.each(EVERY_COMPONENT.map(made => [made.name, made] as const))('%s has a class that supports every field that it reads', (_, made) => {
    const chart = newChart({ daprVersion: SOURCE.additions.line });
    make(chart, 'c', made, SECRET);
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart).filter(code => !['DAPR3210', 'DAPR3212'].includes(code))).toEqual([]);
    const { type, version } = find(chart, 'Component').spec;
    expect({ type, version }).toEqual({ type: made.component.type, version: made.component.version });
    expect(Object.keys(entries(chart))).toEqual(made.fields.map(({ name }) => name).sort());
  });

  test('is tested with every field that Dapr reads', () => {
    const missing = COMPONENTS.flatMap(component => component.fields.filter(({ name, dead }) => !dead
      && !EVERY_COMPONENT.some(made => made.component === component && made.fields.some(field => field.name === name))).map(({ name }) => `${component.type} ${name}`));
    expect(missing).toEqual([]);
  });

  test('has exactly one class', () => {
    expect(new Set(COMPONENTS.map(({ type, version }) => className(type, version))).size).toBe(COMPONENTS.length);
    expect(COMPONENTS).toHaveLength(145);
  });

  test('is a DaprComponent and supports all its options', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const options: Required<Omit<DaprComponentOptions, 'availableToNamespace'>> & Pick<TypedComponentOptions, 'additionalMetadata'> = {
      componentName: 'orders',
      namespace: 'shop',
      scopes: ['elsewhere'],
      secretStore: DaprComponent.fromComponentName(chart, 'vault', 'vault'),
      initTimeout: Duration.seconds(30),
      ignoreErrors: true,
      additionalMetadata: { newInDapr2: MetadataValue.of('x') },
    };
    const store = new lib.state.RedisStateStore(chart, 'store', { metadata: { redisHost: 'redis:6379' }, ...options });
    expect(store).toBeInstanceOf(DaprComponent);
    expect(find(chart, 'Component')).toEqual({
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'orders', namespace: 'shop' },
      scopes: ['elsewhere'],
      auth: { secretStore: 'vault' },
      spec: {
        type: 'state.redis',
        version: 'v1',
        initTimeout: '30s',
        ignoreErrors: true,
        metadata: [{ name: 'newInDapr2', value: 'x' }, { name: 'redisHost', value: 'redis:6379' }],
      },
    });
    expect(warningCodes(chart)).not.toContain('DAPR3208');
  });
});
