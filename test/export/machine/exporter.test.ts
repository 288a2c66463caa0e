/** The export to a machine without containers: unsupported features and refusals. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DataPlane, MachineExporter } from 'cdk8s-dapr';
import { job, newChart } from '../../../scenarios/charts';
import { container } from '../../support/exports';
import { app, files, PROGRAM, refusal } from '../../support/machine-export';

describe('an export to a machine', () => {
  const refused: [string, string, (chart: Chart) => void][] = [
    ['an app without a program', 'DAPR8103', chart => app(chart, 'orders', { program: undefined })],
    ['an app with a command only in its image', 'DAPR8103', chart => app(chart, 'orders', { program: { directory: '/srv' } })],
    ['a Job', 'DAPR8102', chart => new DaprApp(chart, 'orders', { workload: job(chart), program: PROGRAM })],
    ['two containers', 'DAPR8102', chart => app(chart, 'orders', {}, { containers: [{ name: 'a', image: 'a' }, { name: 'b', image: 'b' }] })],
    ['an init container', 'DAPR8102', chart => app(chart, 'orders', {}, { initContainers: [{ name: 'a', image: 'a' }] })],
    ['a volume', 'DAPR8102', chart => app(chart, 'orders', {}, { ...container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }), volumes: [{ name: 'v', configMap: {} }] })],
    ['a variable from the pod', 'DAPR8102', chart => app(chart, 'orders', {}, container({ env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }))],
    ['envFrom', 'DAPR8102', chart => app(chart, 'orders', {}, container({ envFrom: [{ secretRef: { name: 's' } }] }))],
    ['the secret store of Kubernetes', 'DAPR8102', chart => app(chart, 'orders', { uses: [new DaprComponent(chart, 's', { type: 'secretstores.kubernetes' })] })],
    ['an argument with a secret', 'DAPR8102', chart => app(chart, 'orders', {},
      container({ env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }], args: ['--password=$(P)'] }))],
    ['an address of placement in the cluster', 'DAPR8102', chart => app(chart, 'orders', { dataPlane: DataPlane.sidecar({ placementHostAddress: 'p:50005' }) })],
    ['a folder of sockets', 'DAPR8102', chart => app(chart, 'orders', { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/sockets' }) },
      { volumes: [{ name: 'dapr-unix-domain-socket', emptyDir: {} }] })],
    ['a Configuration referenced by name only', 'DAPR8103', chart => app(chart, 'orders', {
      dataPlane: DataPlane.sidecar({ configuration: DaprConfiguration.fromConfigurationName(chart, 'c', 'c') }),
    })],
    ['an app with the name of another app\'s daprd', 'DAPR8104', chart => ['a', 'a-daprd'].forEach(id => app(chart, id))],
  ];
  test.each(refused)('refuses %s with %s', (_name, code, build) => {
    const chart = newChart();
    build(chart);
    expect(refusal(chart)).toContain(`${code} chart`);
  });

  test('reports all findings at once', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, id, { program: undefined }));
    expect(refusal(chart)).toMatch(/DAPR8103 chart\/a\S* \([^)]*\), chart\/b/);
  });

  test('accepts an emptyDir volume', () => {
    const chart = newChart();
    app(chart, 'orders', {}, { ...container({ volumeMounts: [{ name: 'v', mountPath: '/tmp' }] }), volumes: [{ name: 'v', emptyDir: {} }] });
    expect(refusal(chart)).toBe('');
  });
});

test('the same topology renders the same files', () => {
  const build = () => {
    const chart = newChart();
    app(chart, 'b', { appPort: 8081 });
    app(chart, 'a', { appPort: 8080 });
    return files(chart);
  };
  expect(build()).toEqual(build());
});

test('a value that is not a topology, and props of a wrong type, are refused', () => {
  expect(() => new MachineExporter().export(undefined as any)).toThrow('DAPR3017');
  const chart = newChart();
  app(chart, 'orders');
  expect(refusal(chart, { name: 'Not A Name', folder: 'relative', ports: { orders: { httpPort: 0 } }, multiAppRun: 'yes' } as any).match(/DAPR3017/g)).toHaveLength(4);
});
