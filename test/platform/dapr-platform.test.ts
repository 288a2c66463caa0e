import { App, Chart } from 'cdk8s';
import { DaprPlatform, DaprWarnings, DataPlane, SidecarApp } from 'cdk8s-dapr';
import { app, deployment, env, find, newChart, pod, refusal, SHARED } from '../../scenarios/charts';

test('the nearest scope wins, field by field', () => {
  const root = new App();
  DaprPlatform.set(root, { daprVersion: '1.16', kubernetesVersion: '1.30' });
  const chart = new Chart(root, 'chart');
  DaprPlatform.set(chart, { daprVersion: '1.17' });
  expect(DaprPlatform.of(chart)).toMatchObject({ daprVersion: '1.17', kubernetesVersion: '1.30', controlPlaneNamespace: 'dapr-system' });
});

test('the defaults are those of a new cluster', () => {
  expect(DaprPlatform.of(new App())).toMatchObject({
    daprVersion: '1.18', kubernetesVersion: '1.34', trustDomain: 'cluster.local', mtls: true, clusterPolicyInstalled: false, managedByConductor: false, warningsAsErrors: false,
  });
});

test('a field may be set once by a nearer scope unless it is locked', () => {
  const root = new App();
  DaprPlatform.set(root, { daprVersion: '1.17', locked: ['daprVersion'] });
  const chart = new Chart(root, 'chart');
  expect(() => DaprPlatform.set(chart, { daprVersion: '1.18' })).toThrow('DAPR1105 chart: daprVersion \'1.18\' is locked to \'1.17\'');
  DaprPlatform.set(chart, { daprVersion: '1.17', kubernetesVersion: '1.30' });
});

test('setting it after something below has read it fails', () => {
  const chart = newChart();
  app(chart);
  expect(() => DaprPlatform.set(chart.node.root, { daprVersion: '1.17' })).toThrow('DAPR1104');
});

test('setting it beside something that has read it is fine', () => {
  const root = new App();
  app(new Chart(root, 'a'));
  DaprPlatform.set(new Chart(root, 'b'), { daprVersion: '1.17' });
});

test('an app without a data plane takes that of the platform', () => {
  const chart = newChart({ ...SHARED, dataPlane: DataPlane.sharedDeployment() });
  app(chart);
  expect(find(chart, 'Deployment', 'checkout-daprd')).toBeDefined();
});

test('a token of the platform reaches sidecars and apps', () => {
  const chart = newChart({ apiTokenSecret: 'token' });
  app(chart);
  expect(pod(chart).metadata.annotations['dapr.io/api-token-secret']).toBe('token');
  expect(env(pod(chart)).DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'token', key: 'token' } });
});

test.each([['1.16', false], ['1.17', true], ['1.18', true]])('options are refused on a Dapr that does not have them: %s', (daprVersion, accepted) => {
  const chart = newChart({ daprVersion });
  new SidecarApp(chart, 'a', { workload: deployment(chart), sidecarSvcAnnotations: { a: 'b' } });
  expect(refusal(chart) === '').toBe(accepted);
  expect(refusal(chart).includes('sidecarSvcAnnotations (dapr.io/sidecar-svc-annotations) needs Dapr 1.17, and 1.16 is declared')).toBe(!accepted);
});

test.each([
  ['1.16', false], ['1.16.17', false], ['1.16.18', true], ['1.17', false], ['1.17.12', true], ['1.18.2', false], ['1.18.3', true], ['1.19', true],
])('what a fix release brought is known per release line: %s', (daprVersion, accepted) => {
  const chart = newChart({ daprVersion });
  app(chart, { podAnnotations: { 'dapr.io/app-binding-options-timeout': '5s' } });
  expect(refusal(chart).includes('DAPR1106')).toBe(!accepted);
});

test('an Argo Rollout gets its invocation Service here, unless the operator makes it', () => {
  for (const argoRolloutServices of [true, false]) {
    const chart = newChart({ argoRolloutServices });
    app(chart, { workload: deployment(chart, 'w', {}, {}, 'Rollout'), appPort: 8080 });
    expect(find(chart, 'Service') === undefined).toBe(argoRolloutServices);
  }
});

describe('warnings', () => {
  const warned = (settings = {}) => {
    const chart = newChart(settings);
    app(chart, { appPort: 8081 });
    return chart;
  };

  test('they are listed with code, path and message', () => {
    expect(DaprWarnings.of(warned()).list()).toEqual([{ code: 'DAPR2004', path: 'chart/checkout', message: expect.stringContaining('appPort 8081; the containers declare 8080') }]);
  });

  test('they are listed at or below a scope only', () => {
    const chart = warned();
    expect(DaprWarnings.of(chart.node.findChild('checkout-web')).list()).toEqual([]);
  });

  test('they are printed once an App is synthesized, and never by a chart', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const chart = warned();
      chart.toJson();
      expect(write).not.toHaveBeenCalled();
      const root = chart.node.root as App;
      root.synth();
      root.synth();
      root.synthYaml();
      expect(write.mock.calls.map(([text]) => text)).toEqual([expect.stringMatching(/^warning DAPR2004 chart\/checkout: /)]);
    } finally {
      write.mockRestore();
    }
  });

  test('acknowledged with a reason they are quiet, and the reason is listed', () => {
    const chart = warned({ warningsAsErrors: true });
    DaprWarnings.of(chart).acknowledge('DAPR2004', 'the base image declares it');
    expect(refusal(chart)).toBe('');
    expect(DaprWarnings.of(chart).list()[0].acknowledged).toBe('the base image declares it');
  });

  test('acknowledging one code leaves the others', () => {
    const chart = warned({ warningsAsErrors: true });
    DaprWarnings.of(chart).acknowledge('DAPR4016', 'not this one');
    expect(refusal(chart)).toContain('DAPR2004');
  });

  test.each([['DAPR2004', '', 'acknowledged without a reason'], ['DAPR1001', 'x', 'an error cannot be acknowledged'], ['DAPR9999', 'x', 'no such warning'], [Object.create(null), 'x', 'no such warning']])(
    'acknowledging %s with \'%s\' fails: %s', (code, reason, message) => {
      expect(() => DaprWarnings.of(warned()).acknowledge(code, reason)).toThrow(message);
    });

  test('a setting turns them into errors, at the scope where it is set', () => {
    expect(refusal(warned({ warningsAsErrors: true }))).toContain('DAPR2004');
    const root = new App();
    DaprPlatform.set(root, { warningsAsErrors: true });
    const chart = new Chart(root, 'lenient');
    DaprPlatform.set(chart, { warningsAsErrors: false });
    app(chart, { appPort: 8081 });
    expect(refusal(chart)).toBe('');
  });
});
