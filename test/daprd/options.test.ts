/** The table of daprd's options. */
import { Size } from 'cdk8s';
import { DataPlane, LogLevel, SharedDaprDeployment, SidecarApp } from 'cdk8s-dapr';
import { app, deployment, find, newChart, pod, refusal, SHARED } from '../../scenarios/charts';
import { ALL, valueFor } from '../../scenarios/option-values';
import { DAPRD_OPTIONS } from '../../src/daprd/options';
import { OPTIONS } from '../support/daprd-annotations';

const NEWEST = { daprVersion: '1.18.3', kubernetesVersion: '1.36' };

test.each(Object.entries(ALL))('option %s becomes its annotation, and a valid value is accepted', (option, [, annotation, text]) => {
  const chart = newChart(NEWEST);
  new SidecarApp(chart, 'a', { workload: deployment(chart, 'web', { volumes: [{ name: 'certs' }, { name: 'data' }], containers: [{ name: 'main' }, { name: 'store' }] }), [option]: valueFor(chart, option as keyof typeof ALL) });
  expect(refusal(chart)).toBe('');
  expect(pod(chart).metadata.annotations[`dapr.io/${annotation}`]).toBe(text);
});

test.each(Object.entries(ALL))('an invalid value of option %s is refused', option => {
  const chart = newChart(NEWEST);
  app(chart, { dataPlane: DataPlane.sidecar({ [option]: { toString: () => 'x' } } as any) });
  if (option === 'env' || option === 'sidecarSvcAnnotations' || option.startsWith('volume') || option === 'envFromSecret') {
    // A map is a valid type for them; its values are invalid.
    expect(refusal(chart)).toMatch(/DAPR\d{4}/);
  }
  expect(refusal(chart)).toMatch(new RegExp(`DAPR(2003|2008|3001|3002|3003|3008) [^:]+: ${option}(\\[.*\\])? must be `));
});

test('the options of the table and of the interface are the same', () => {
  expect(Object.keys(ALL).sort()).toEqual(Object.keys(DAPRD_OPTIONS).sort());
});

test('a shared daprd has the same options with the same names', () => {
  const chart = newChart({ ...SHARED, ...NEWEST });
  new SharedDaprDeployment(chart, 'front', { logLevel: LogLevel.WARN, maxBodySize: Size.mebibytes(8), sidecarCpuLimit: '2' });
  expect(find(chart, 'Deployment').spec.template.metadata.annotations).toMatchObject({
    'dapr.io/log-level': 'warn', 'dapr.io/max-body-size': '8Mi', 'dapr.io/sidecar-cpu-limit': '2',
  });
});

test('each row of the table has the code of its type, and no empty text', () => {
  const codes = Object.fromEntries(Object.entries(OPTIONS).map(([option, { rule }]) => [option, rule.code]));
  expect(codes).toMatchObject({
    logAsJson: 'DAPR3001',
    metricsPort: 'DAPR2003',
    blockShutdownDuration: 'DAPR3002',
    sidecarCpuLimit: 'DAPR3003',
    maxBodySize: 'DAPR3003',
    sidecarListenAddresses: 'DAPR2008',
    env: 'DAPR3001',
    goMemoryLimit: 'DAPR3003',
    envFromSecret: 'DAPR3001',
    volumeMounts: 'DAPR3001',
    configuration: 'DAPR3001',
    placementHostAddress: 'DAPR3001',
    disableInitEndpoints: 'DAPR3001',
    logLevel: 'DAPR3001',
    gracefulShutdownSeconds: 'DAPR3001',
    apiTokenSecret: 'DAPR3001',
  });
  Object.values(OPTIONS).forEach(row => expect([row.becomes, row.doc, row.default].every(text => text.length > 0)).toBe(true));
  expect(OPTIONS.goMemoryLimit.check('x\n')).toBe('a string without control characters');
});
