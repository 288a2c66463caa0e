/** Platform settings. */
import { ApiObject, App, Chart } from 'cdk8s';
import { DaprPlatform, DataPlane, SidecarApp } from 'cdk8s-dapr';
import { app, codes, deployment, env, find, messagesOf, newChart, pod, refusal, SHARED, warningCodes } from '../../scenarios/charts';

test('the nearest scope wins, field by field', () => {
  const root = new App();
  DaprPlatform.set(root, { daprVersion: '1.16', kubernetesVersion: '1.30' });
  const chart = new Chart(root, 'chart');
  DaprPlatform.set(chart, { daprVersion: '1.17' });
  expect(DaprPlatform.of(chart)).toMatchObject({ daprVersion: '1.17', kubernetesVersion: '1.30', controlPlaneNamespace: 'dapr-system' });
});

test('the defaults are those of a new cluster', () => {
  expect(DaprPlatform.of(new App())).toMatchObject({
    daprVersion: '1.19',
    kubernetesVersion: '1.35',
    trustDomain: 'cluster.local',
    mtls: true,
    clusterPolicyInstalled: false,
    managedByConductor: false,
    warningsAsErrors: false,
    acknowledgementAnnotations: true,
  });
});

test('a nearer scope may set a field unless it is locked to another value', () => {
  const root = new App();
  DaprPlatform.set(root, { daprVersion: '1.17', locked: ['daprVersion'] });
  const chart = new Chart(root, 'chart');
  expect(() => DaprPlatform.set(chart, { daprVersion: '1.18' })).toThrow('DAPR1105 chart: daprVersion must be \'1.17\' (locked at \'App\'); got \'1.18\'');
  DaprPlatform.set(chart, { daprVersion: '1.17', kubernetesVersion: '1.30' });
});

test('the cluster is that of the nearest scope, is in no object, and can be locked', () => {
  const root = new App();
  DaprPlatform.set(root, { cluster: 'dev' });
  const [chart, prod] = ['chart', 'prod'].map(id => new Chart(root, id));
  DaprPlatform.set(prod, { cluster: 'prod' });
  expect([root, chart, prod, new App()].map(scope => DaprPlatform.of(scope).cluster)).toEqual(['dev', 'dev', 'prod', undefined]);
  const yaml = (settings: object) => {
    const one = newChart({ ...SHARED, ...settings });
    app(one, { appPort: 1, dataPlane: DataPlane.sharedDeployment() });
    return one.toJson();
  };
  expect(yaml({ cluster: 'dev' })).toEqual(yaml({}));
  const locked = newChart({ cluster: 'dev', locked: ['cluster'] });
  expect(() => DaprPlatform.set(new Chart(locked, 'below'), { cluster: 'prod' })).toThrow("DAPR1105 chart/below: cluster must be 'dev' (locked at 'chart'); got 'prod'");
});

test.each(['', 'a b', '-a', 'a/b', 'a:b', 5, 'a'.repeat(64)])('cluster %p is refused', cluster => {
  expect(refusal(newChart({ cluster: cluster as any }))).toContain('DAPR1103 chart: cluster must be the name of a cluster (1 to 63 letters, digits, hyphens, underscores and dots)');
});

test.each(['dev', 'gke_project_europe-west1_prod', 'A.b', 'a'.repeat(63)])('cluster %p is accepted', cluster => {
  expect(refusal(newChart({ cluster }))).toBe('');
});

test('setting the platform after a construct below has read it fails', () => {
  const chart = newChart();
  app(chart);
  expect(() => DaprPlatform.set(chart.node.root, { daprVersion: '1.17' })).toThrow('DAPR1104');
});

test('setting the platform next to a scope that has read it is accepted', () => {
  const root = new App();
  app(new Chart(root, 'a'));
  DaprPlatform.set(new Chart(root, 'b'), { daprVersion: '1.17' });
});

test('an app without a data plane uses that of the platform', () => {
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
])('an option that a patch release introduced is checked per release line: %s', (daprVersion, accepted) => {
  const chart = newChart({ daprVersion });
  app(chart, { podAnnotations: { 'dapr.io/app-binding-options-timeout': '5s' } });
  expect(refusal(chart).includes('DAPR1106')).toBe(!accepted);
});

test.each([['1.16', ['DAPR1110']], ['1.16.18', ['DAPR1110']], ['1.17', []], ['1.18.3', []], ['1.19', []], ['1.19.2', []], ['1.20', ['DAPR1102']]])(
  'Dapr %s is accepted, with a warning if it is out of support or newer than known', (daprVersion, warnings) => {
    const chart = newChart({ daprVersion });
    app(chart);
    expect([refusal(chart), warningCodes(chart)]).toEqual(['', warnings]);
  });

test('the warning of a version out of support tells which versions are supported', () => {
  const chart = newChart({ daprVersion: '1.16.18' });
  expect(messagesOf(chart, 'DAPR1110')).toEqual(["chart: daprVersion '1.16.18' is older than 1.17, the oldest supported version"]);
});

test.each([['1.37', []], ['v1.37.2-gke.1', []], ['1.38', ['DAPR1102']]])('Kubernetes %s is accepted, with a warning if it is newer than known', (kubernetesVersion, warnings) => {
  const chart = newChart({ kubernetesVersion });
  app(chart);
  expect([refusal(chart), warningCodes(chart)]).toEqual(['', warnings]);
});

test('an Argo Rollout gets an invocation Service unless the operator creates it', () => {
  for (const argoRolloutServices of [true, false]) {
    const chart = newChart({ argoRolloutServices });
    app(chart, { workload: deployment(chart, 'w', {}, {}, 'Rollout'), appPort: 8080 });
    expect(find(chart, 'Service') === undefined).toBe(argoRolloutServices);
  }
});

test('the nearest scope sets one switch and inherits the others', () => {
  const chart = newChart({ derivedAccess: { topicScopes: false } });
  DaprPlatform.set(new ApiObject(chart, 'below', { apiVersion: 'v1', kind: 'ConfigMap' }), { derivedAccess: { accessControl: false } });
  expect(DaprPlatform.of(chart.node.findChild('below')).derivedAccess).toMatchObject({ topicScopes: false, accessControl: false, networkPolicy: true });
  expect(codes(() => newChart({ derivedAccess: { topicScopes: 'yes' as any } }))).toEqual(['DAPR3017']);
});
