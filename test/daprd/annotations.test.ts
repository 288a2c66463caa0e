/** Rendering of daprd's options to annotations. */
import { Duration, Size } from 'cdk8s';
import { newChart, messagesOf } from '../../scenarios/charts';
import { renderOptions } from '../../src/daprd/annotations';
import { splitsInTwo } from '../../src/daprd/env';
import { OPTION_SCHEMA } from '../../src/daprd/option-schema';
import { validProps } from '../../src/props/schema';
import { DAPR, OPTIONS } from '../support/daprd-annotations';

describe('the value of an option', () => {
  const right: { [type: string]: [unknown, string][] } = {
    'boolean': [[true, 'true'], [false, 'false']],
    'number': [[5, '5'], [0, '0']],
    'string': [['x', 'x'], ['', '']],
    'Duration': [[Duration.seconds(90), '1m30s'], [Duration.millis(5), '5ms']],
    'Size': [[Size.mebibytes(5), '5Mi']],
    'string[]': [[[], ''], [['a', 'b'], 'a,b']],
    '{ [name: string]: DaprSecretKey }': [[{ A: { secretName: 's' }, B: { secretName: 't', key: 'k' } }, 'A=s,B=t:k'], [{}, '']],
  };
  const wrong: { [type: string]: unknown[] } = {
    'boolean': ['true', 1, null],
    'number': ['5', NaN, Infinity, null],
    'string': [5, null, {}],
    'Duration': ['5s', 5, null, {}],
    'Size': ['5Mi', 5, null, {}],
    'string[]': ['a', [1], ['a', 1], null],
    '{ [name: string]: DaprSecretKey }': ['a', 5, null, { A: 's' }, { A: null }, { A: {}, B: { secretName: 's' } }],
    '{ [name: string]: string }': ['a', 5, null, { A: 5 }, { A: 'x', B: 5 }],
    '{ [volume: string]: string }': ['a', 5, null, { a: 5 }, { a: '/x', b: 5 }],
    'IDaprConfiguration': ['a', 5, null, {}, { resourceName: 5 }],
    'InitEndpoint[]': ['config', [1]],
    'LogLevel': [5],
    'DaprdSeccompProfileType': [5],
  };

  test.each(Object.keys(OPTIONS))('%s is rendered if it has the right type, and not otherwise', option => {
    const { type, render } = OPTIONS[option];
    if (option !== 'goMemoryLimit') {
      (right[type] ?? []).forEach(([value, text]) => expect([value, render(value)]).toEqual([value, text]));
    }
    expect(wrong[type].map(value => [value, render(value)])).toEqual(wrong[type].map(value => [value, undefined]));
  });

  test('is refused with its name and type, and renders no annotation', () => {
    const chart = newChart();
    const options: any = { logAsJson: 'yes', metricsPort: 9091, env: { A: 5 }, disableInitEndpoints: 'config', configuration: 'settings', sidecarImage: undefined, sidecarCpuLimit: null };
    expect(renderOptions(chart, { ...options, unknown: 1 })).toEqual(DAPR({ 'metrics-port': '9091' }));
    expect(validProps(chart, options, OPTION_SCHEMA)).toEqual({ metricsPort: 9091 });
    expect(messagesOf(chart, 'DAPR3001')).toEqual([
      "chart: logAsJson must be a boolean; got 'yes'", "chart: env['A'] must be a string; got 5", "chart: disableInitEndpoints must be a list of InitEndpoint; got 'config'",
      "chart: configuration must be a Configuration; got 'settings'",
    ]);
  });

  test('is joined for two options that render to one annotation', () => {
    expect(renderOptions(newChart(), { env: { A: '1' }, goMemoryLimit: Size.mebibytes(5) })).toEqual(DAPR({ env: 'A=1,GOMEMLIMIT=5MiB' }));
  });

  test('of a memory limit adds GOMEMLIMIT unless it is set', () => {
    const limit = { sidecarMemoryLimit: Size.mebibytes(100) };
    expect(renderOptions(newChart(), limit)).toEqual(DAPR({ 'sidecar-memory-limit': '100Mi', 'env': 'GOMEMLIMIT=90MiB' }));
    expect(renderOptions(newChart(), { ...limit, env: { A: '1' } })['dapr.io/env']).toBe('A=1,GOMEMLIMIT=90MiB');
    expect(renderOptions(newChart(), { ...limit, env: { GOMEMLIMIT: '5MiB' } })['dapr.io/env']).toBe('GOMEMLIMIT=5MiB');
    expect(renderOptions(newChart(), { ...limit, env: { A: '1', GOMEMLIMIT: '5MiB' } })['dapr.io/env']).toBe('A=1,GOMEMLIMIT=5MiB');
    expect(renderOptions(newChart(), { ...limit, env: { XGOMEMLIMIT: '5MiB' } })['dapr.io/env']).toBe('XGOMEMLIMIT=5MiB,GOMEMLIMIT=90MiB');
    expect(renderOptions(newChart(), { env: { A: '1' } })['dapr.io/env']).toBe('A=1');
  });

  test('that the injector would parse as two variables is refused', () => {
    const chart = newChart();
    renderOptions(chart, { env: { A: 'x,B=y', C: 'x,y' }, sidecarSvcAnnotations: { a: 'x,B=y' } });
    expect(messagesOf(chart, 'DAPR3007')).toEqual(["chart: env['A'] must not contain a comma followed by NAME="]);
    expect(splitsInTwo('x, _B1=')).toBe(true);
    expect(splitsInTwo('x,1=')).toBe(false);
    expect(splitsInTwo('xB=1')).toBe(false);
    expect(splitsInTwo('x,B')).toBe(false);
  });
});
