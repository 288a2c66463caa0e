import { Size } from 'cdk8s';
import { DataPlane, LogLevel, SharedDaprDeployment, SidecarApp } from 'cdk8s-dapr';
import { app, deployment, find, newChart, pod, refusal, SHARED } from '../../scenarios/charts';
import { ALL } from '../../scenarios/option-values';
import { DAPRD_OPTIONS } from '../../src/daprd/options';

const NEWEST = { daprVersion: '1.18.3', kubernetesVersion: '1.36' };

test.each(Object.entries(ALL))('option %s becomes its annotation, and a right value is not refused', (option, [value, annotation, text]) => {
  const chart = newChart(NEWEST);
  new SidecarApp(chart, 'a', { workload: deployment(chart, 'web', { volumes: [{ name: 'certs' }, { name: 'data' }] }), [option]: value });
  expect(refusal(chart)).toBe('');
  expect(pod(chart).metadata.annotations[`dapr.io/${annotation}`]).toBe(text);
});

test.each(Object.entries(ALL))('option %s is refused in a wrong shape, never rendered as it is', option => {
  const chart = newChart(NEWEST);
  app(chart, { dataPlane: DataPlane.sidecar({ [option]: { toString: () => 'x' } } as any) });
  if (option === 'env' || option === 'sidecarSvcAnnotations' || option.startsWith('volume') || option === 'envFromSecret') {
    // A map is their right shape; its values are not.
    expect(refusal(chart)).toMatch(/DAPR\d{4}/);
  }
  expect(refusal(chart)).toMatch(new RegExp(`DAPR(2003|2008|3001|3002|3003|3008): ${option} `));
});

test('every option of the table is in the interface, and the other way round', () => {
  expect(Object.keys(ALL).sort()).toEqual(Object.keys(DAPRD_OPTIONS).sort());
});

test('a shared daprd takes the same options under the same names', () => {
  const chart = newChart({ ...SHARED, ...NEWEST });
  new SharedDaprDeployment(chart, 'front', { logLevel: LogLevel.WARN, maxBodySize: Size.mebibytes(8), sidecarCpuLimit: '2' });
  expect(find(chart, 'Deployment').spec.template.metadata.annotations).toMatchObject({
    'dapr.io/log-level': 'warn', 'dapr.io/max-body-size': '8Mi', 'dapr.io/sidecar-cpu-limit': '2',
  });
});

test('GOMEMLIMIT that the user gave is kept', () => {
  const chart = newChart();
  app(chart, { dataPlane: DataPlane.sidecar({ sidecarMemoryLimit: Size.mebibytes(500), env: { GOMEMLIMIT: '100MiB' } }) });
  expect(pod(chart).metadata.annotations['dapr.io/env']).toBe('GOMEMLIMIT=100MiB');
});

test('a variable with an equals sign in its value is refused where the injector would drop it', () => {
  const with_ = (daprVersion: string, value: string) => {
    const chart = newChart({ daprVersion });
    app(chart, { dataPlane: DataPlane.sidecar({ env: { OPTIONS: value } }) });
    return refusal(chart);
  };
  expect(with_('1.16.1', 'a=b')).toContain("DAPR1106: env['OPTIONS'] has an equals sign in its value");
  expect(with_('1.16.2', 'a=b')).toBe('');
  expect(with_('1.16.1', 'a')).toBe('');
});
