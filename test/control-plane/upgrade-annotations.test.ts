/** Pods of daprds roll when Dapr or the trust anchors of its control plane change. */
import { Chart } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprPlatform, DaprPlatformSettings, DataPlane } from 'cdk8s-dapr';
import { app, codes, deployment, job, newChart, pod, SHARED } from '../../scenarios/charts';
import { hashOf } from '../../src/util/hash';
import { object } from '../support/objects';

const VERSION = 'cdk8s-dapr/dapr-version';
const ANCHORS = 'cdk8s-dapr/trust-anchors';
const OTHER = '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const controlPlane = (chart: Chart, props: object = {}) => new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: '1.18.2', ...props });
const others = (annotations: { [name: string]: string } = {}) =>
  Object.fromEntries(Object.entries(annotations).filter(([name]) => [VERSION, ANCHORS].includes(name)));

/** The annotations of a shared daprd. */
function shared(settings: DaprPlatformSettings, define: (chart: Chart) => void = () => undefined, options: object = {}) {
  const chart = newChart({ ...SHARED, ...settings }, { namespace: 'shop' });
  define(chart);
  app(chart, { dataPlane: DataPlane.sharedDeployment(options) });
  return others(pod(chart, 'Deployment', 'checkout-daprd').metadata.annotations);
}

/** The annotations of an app with a sidecar. */
function sidecar(settings: DaprPlatformSettings, props: object = {}, options: object = {}) {
  const chart = newChart(settings, { namespace: 'shop' });
  app(chart, { dataPlane: DataPlane.sidecar(options), ...props });
  return others(pod(chart).metadata.annotations);
}

describe('the version', () => {
  test('is the declared one, and not the default of the library', () => {
    expect(shared({ daprVersion: '1.18.2' })).toEqual({ [VERSION]: '1.18.2' });
    expect(shared({})).toEqual({});
  });

  test('is that of the nearest scope that declares it', () => {
    const chart = new Chart(newChart({ daprVersion: '1.18.1' }), 'below');
    DaprPlatform.set(chart, { ...SHARED });
    app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect(others(pod(chart, 'Deployment', 'checkout-daprd').metadata.annotations)).toEqual({ [VERSION]: '1.18.1' });
  });

  test('is that of the control plane in the App: the tag of the images that its injector adds', () => {
    expect(shared({ daprVersion: '1.18' }, chart => { controlPlane(chart); })).toEqual({ [VERSION]: '1.18.2' });
    expect(shared({ daprVersion: '1.18.1' }, chart => { controlPlane(chart); })).toEqual({ [VERSION]: '1.18.2' });
    expect(shared({ daprVersion: '1.18' }, chart => { controlPlane(chart, { imageTag: '1.18.2-mariner' }); })).toEqual({ [VERSION]: '1.18.2-mariner' });
  });

  test('is not that of another control plane, or of one of several', () => {
    const elsewhere = (chart: Chart, id: string, settings: DaprPlatformSettings, chartVersion: string) => {
      const other = new Chart(chart.node.root as any, id);
      DaprPlatform.set(other, { daprVersion: '1.18', ...settings });
      controlPlane(other, { chartVersion });
    };
    expect(shared({ daprVersion: '1.18.1' }, chart => elsewhere(chart, 'a', { controlPlaneNamespace: 'other' }, '1.18.3'))).toEqual({ [VERSION]: '1.18.1' });
    expect(shared({ daprVersion: '1.18.1' }, chart => { elsewhere(chart, 'a', {}, '1.18.3'); elsewhere(chart, 'b', {}, '1.18.2'); })).toEqual({ [VERSION]: '1.18.1' });
    expect(shared({ daprVersion: '1.18.1' }, chart => { elsewhere(chart, 'a', {}, '1.18.3'); elsewhere(chart, 'b', {}, '1.18.3'); })).toEqual({ [VERSION]: '1.18.3' });
  });

  test('is left out where the image shows it', () => {
    expect(shared({ daprVersion: '1.18.2', trustAnchorsFingerprint: 'AB' }, undefined, { sidecarImage: 'a.example/daprd:1.18.1' })).toEqual({ [ANCHORS]: 'AB' });
    expect(shared({ daprVersion: '1.18.2', trustAnchorsFingerprint: 'AB' }, undefined, { pinned: {} })).toEqual({ [ANCHORS]: 'AB' });
  });
});

describe('the fingerprint of the trust anchors', () => {
  const configMap = (name: string, namespace: string, key = 'ca.crt', pem = PEM) => (chart: Chart) => { object(chart, 'ConfigMap', name, { more: { data: { [key]: pem } } }, 'v1', namespace); };
  const secret = (name: string, more: object) => (chart: Chart) => { object(chart, 'Secret', name, { more }, 'v1', 'dapr-system'); };
  const HASH = hashOf(PEM.trim());

  test('is the declared text, before all others', () => {
    expect(shared({ trustAnchorsFingerprint: 'AB:CD' })).toEqual({ [ANCHORS]: 'AB:CD' });
    expect(shared({ trustAnchorsFingerprint: 'AB:CD' }, configMap('dapr-trust-bundle', 'dapr-system'))).toEqual({ [ANCHORS]: 'AB:CD' });
  });

  test('is a hash of the bundle of the control plane, equal in a ConfigMap and in a Secret', () => {
    expect(shared({}, configMap('dapr-trust-bundle', 'dapr-system'))).toEqual({ [ANCHORS]: HASH });
    expect(shared({}, configMap('dapr-trust-bundle', 'dapr-system', 'ca.crt', PEM.replace(/\n/g, '\r\n')))).toEqual({ [ANCHORS]: HASH });
    expect(shared({}, secret('dapr-trust-bundle', { data: { 'ca.crt': Buffer.from(PEM).toString('base64') } }))).toEqual({ [ANCHORS]: HASH });
    expect(shared({}, secret('dapr-trust-bundle', { stringData: { 'ca.crt': PEM } }))).toEqual({ [ANCHORS]: HASH });
    expect(shared({ controlPlaneNamespace: 'dapr' }, configMap('dapr-trust-bundle', 'dapr'))).toEqual({ [ANCHORS]: HASH });
    expect(JSON.stringify(shared({}, configMap('dapr-trust-bundle', 'dapr-system')))).not.toContain('BEGIN');
  });

  test('is a hash of the Secret that the control plane names', () => {
    const own = (chart: Chart) => { secret('own-ca', { stringData: { 'ca.crt': PEM } })(chart); controlPlane(chart, { certificatesSecret: 'own-ca' }); };
    expect(shared({ daprVersion: '1.18' }, own)).toEqual({ [VERSION]: '1.18.2', [ANCHORS]: HASH });
  });

  test('of a pinned daprd is a hash of its own ConfigMap', () => {
    const pinned = { pinned: { version: '1.18.2', trustAnchorsConfigMap: 'anchors', trustAnchorsKey: 'root' } };
    const all = (chart: Chart) => { configMap('anchors', 'shop', 'root', OTHER)(chart); configMap('dapr-trust-bundle', 'dapr-system')(chart); };
    expect(shared({}, all, pinned)).toEqual({ [ANCHORS]: hashOf(OTHER) });
    expect(shared({}, configMap('anchors', 'stock', 'root'), pinned)).toEqual({});
    expect(shared({}, all)).toEqual({ [ANCHORS]: HASH });
  });

  test('is unknown if the certificates are elsewhere', () => {
    expect(shared({}, configMap('dapr-trust-bundle', 'elsewhere'))).toEqual({});
    expect(shared({}, configMap('dapr-trust-bundle', 'dapr-system', 'other.crt'))).toEqual({});
    expect(shared({}, secret('dapr-trust-bundle', {}))).toEqual({});
  });

  test('must be one line, and no certificate', () => {
    const refused = (trustAnchorsFingerprint: any) => codes(() => newChart({ trustAnchorsFingerprint }));
    expect([refused(''), refused(PEM), refused('-----BEGIN'), refused('a'.repeat(257)), refused(1)]).toEqual(Array(5).fill(['DAPR1103']));
    expect([refused('a'.repeat(256)), refused('SHA256 Fingerprint=AB:CD')]).toEqual([[], []]);
  });
});

describe('the switch', () => {
  const BOTH: DaprPlatformSettings = { daprVersion: '1.18.2', trustAnchorsFingerprint: 'AB' };

  test('is on for shared daprds and off for sidecars', () => {
    expect([shared(BOTH), sidecar(BOTH)]).toEqual([{ [VERSION]: '1.18.2', [ANCHORS]: 'AB' }, {}]);
  });

  test('true adds sidecars', () => {
    expect([shared({ ...BOTH, rollOnUpgrade: true }), sidecar({ ...BOTH, rollOnUpgrade: true })]).toEqual(Array(2).fill({ [VERSION]: '1.18.2', [ANCHORS]: 'AB' }));
    expect(sidecar({ ...BOTH, rollOnUpgrade: true }, {}, { sidecarImage: 'a.example/daprd:1.18.1' })).toEqual({ [ANCHORS]: 'AB' });
  });

  test('true adds sidecars without HotReload, next to their resources', () => {
    const chart = newChart({ daprVersion: '1.17.4', rollOnUpgrade: true });
    app(chart);
    expect(pod(chart).metadata.annotations).toMatchObject({ [VERSION]: '1.17.4', 'cdk8s-dapr/resources': expect.any(String) });
  });

  test('false removes all', () => {
    expect([shared({ ...BOTH, rollOnUpgrade: false }), sidecar({ ...BOTH, rollOnUpgrade: false })]).toEqual([{}, {}]);
  });

  test('an empty annotation removes one, and a value replaces it', () => {
    expect(shared(BOTH, undefined, { podAnnotations: { [VERSION]: '', [ANCHORS]: 'mine' } })).toEqual({ [ANCHORS]: 'mine' });
    expect(sidecar({ ...BOTH, rollOnUpgrade: true }, { podAnnotations: { [VERSION]: '', [ANCHORS]: 'mine' } })).toEqual({ [ANCHORS]: 'mine' });
  });

  test('pods that do not roll, and pods without a daprd, have none', () => {
    const chart = newChart({ ...SHARED, ...BOTH, rollOnUpgrade: true });
    app(chart, { workload: job(chart) });
    app(chart, { workload: deployment(chart, 'served'), dataPlane: DataPlane.sharedDeployment() }, 'api');
    expect([others(pod(chart, 'Job').metadata.annotations), others(pod(chart).metadata.annotations)]).toEqual([{}, {}]);
  });
});
