/** Errors and warnings of a control plane. */
import { Duration, Size } from 'cdk8s';
import { DaprPlatformSettings, WebhookFailurePolicy } from 'cdk8s-dapr';
import { errorsOf, warningCodes } from '../../scenarios/charts';
import { build, Props, refused } from '../support/control-plane';

describe('contradictions', () => {
  test.each<[string, Props, DaprPlatformSettings, string]>([
    ['a prop', { haEnabled: true, values: { global: { ha: { enabled: false } } } }, {}, 'values.global.ha.enabled is false, and haEnabled sets it to true'],
    ['the pinned storage', { values: { dapr_scheduler: { cluster: { storageSize: '1Gi' } } } }, {}, 'schedulerStorageSize sets it to \'16Gi\''],
    ['the platform', { values: { global: { mtls: { enabled: false } } } }, {}, 'mtls of DaprPlatform sets it to true'],
    ['the version', { values: { global: { tag: 'latest' } } }, {}, 'chartVersion sets it to \'1.19.2\''],
    ['a map of the chart', { values: { global: { mtls: false } } }, {}, 'values.global.mtls.enabled is false, and mtls of DaprPlatform sets it to true'],
    ['a list', { allowedServiceAccounts: ['a:b'], values: { dapr_sidecar_injector: { allowedServiceAccounts: 'c:d' } } }, {}, 'allowedServiceAccounts sets it to'],
  ])('a value that contradicts %s is refused', (_what, props, settings, message) => {
    expect(refused(props, settings)).toEqual(['DAPR9005']);
    expect(errorsOf(build(props, settings))).toContain(message);
  });

  test.each<[string, Props, DaprPlatformSettings?]>([
    ['haReplicaCount without haEnabled', { haReplicaCount: 3 }],
    ['haTopologyKey with haEnabled false', { haEnabled: false, haTopologyKey: 'a' }],
    ['certificates without mTLS', { certificatesSecret: 'a' }, { mtls: false }],
    ['a lifetime of certificates without mTLS', { workloadCertTtl: Duration.hours(1) }, { mtls: false }],
    ['a clock skew without mTLS', { allowedClockSkew: Duration.hours(1) }, { mtls: false }],
    ['a port without metrics', { metricsEnabled: false, metricsPort: 1234 }],
    ['in-memory storage with a size', { schedulerInMemoryStorage: true, schedulerStorageSize: Size.gibibytes(1) }],
    ['in-memory storage with a storage class', { schedulerInMemoryStorage: true, schedulerStorageClassName: 'a' }],
    ['a namespace that is both selected and excluded', { namespaceSelector: { 'kubernetes.io/metadata.name': 'a' }, excludedNamespaces: ['a'] }],
    ['a selection of kube-system, which FAIL excludes',
      { namespaceSelector: { 'kubernetes.io/metadata.name': 'kube-system' }, webhookFailurePolicy: WebhookFailurePolicy.FAIL, haEnabled: true }],
  ])('%s is refused', (...[, props, settings]) => {
    expect(refused(props, settings)).toEqual(['DAPR9004']);
  });
});

describe('secrets', () => {
  const PEM = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';

  test.each<[string, { [key: string]: any }]>([
    ['an issuer key', { dapr_sentry: { tls: { issuer: { keyPEM: 'abc' } } } }],
    ['a root certificate', { dapr_sentry: { tls: { root: { certPEM: PEM } } } }],
    ['a certificate anywhere', { global: { labels: { a: PEM } } }],
    ['a password of etcd', { dapr_scheduler: { etcdClientPassword: 'abc' } }],
    ['a token in the environment', { dapr_operator: { extraEnvVars: { PROXY: 'http://me:abc@proxy' } } }],
  ])('%s in plain text is refused', (_what, given) => {
    expect(refused({ values: given })).toEqual(['DAPR9008']);
  });

  test('its value is not repeated in the message', () => {
    expect(errorsOf(build({ values: { dapr_sentry: { tls: { issuer: { keyPEM: 'topsecret' } } } } }))).not.toContain('topsecret');
  });

  test('an empty secret, as in the chart, is accepted', () => {
    expect(refused({ values: { dapr_scheduler: { etcdClientPassword: '' } } })).toEqual([]);
  });
});

describe('the version', () => {
  test.each(['1.18', '1', 'latest', '^1.18.2', '>=1.18.0', 'v1.18.2', '2.0.0', '', '1.18.2 '])('\'%s\' is not an exact version', chartVersion => {
    expect(refused({ chartVersion })).toEqual(['DAPR9002']);
  });

  test('a missing version is refused', () => {
    expect(errorsOf(build({ chartVersion: undefined }))).toContain('DAPR9002: chartVersion is missing');
  });

  test.each([['1.17', '1.18.2', true], ['1.18', '1.17.9', true], ['1.18.3', '1.18.2', true], ['1.18.2', '1.18.2', false], ['1.18', '1.18.0', false], ['1.17.4', '1.17.9', false]])(
    'declared %s and chart %s contradict each other: %s', (daprVersion, chartVersion, contradict) => {
      expect(refused({ chartVersion }, { daprVersion })).toEqual(contradict ? ['DAPR9003'] : []);
    });

  test('native sidecars need Dapr 1.18 and Kubernetes 1.29', () => {
    expect(refused({ nativeSidecar: true, chartVersion: '1.17.9' }, { daprVersion: '1.17' })).toEqual(['DAPR1106']);
    expect(refused({ nativeSidecar: true }, { kubernetesVersion: '1.28' })).toEqual(['DAPR1106']);
    expect(refused({ nativeSidecar: true })).toEqual([]);
  });
});

describe('invalid settings', () => {
  test.each<[string, Props]>([
    ['no output', { output: undefined }],
    ['a repository without scheme', { repository: 'dapr.github.io' }],
    ['a registry with scheme', { registry: 'https://registry.example/dapr' }],
    ['a registry with a slash at the end', { registry: 'registry.example/' }],
    ['a tag with a colon', { imageTag: 'dapr:1' }],
    ['a release with a long name', { releaseName: 'a'.repeat(54) }],
    ['high availability with one replica', { haEnabled: true, haReplicaCount: 1 }],
    ['a fraction of a replica', { haEnabled: true, haReplicaCount: 2.5 }],
    ['port 0', { metricsPort: 0 }],
    ['certificates with a lifetime of zero', { workloadCertTtl: Duration.seconds(0) }],
    ['a storage size of zero', { schedulerStorageSize: Size.gibibytes(0) }],
    ['an empty selector', { namespaceSelector: {} }],
    ['a service account without namespace', { allowedServiceAccounts: ['workflow-controller'] }],
    ['two service accounts in one string', { allowedServiceAccounts: ['a:b,c:d'] }],
  ])('%s is refused', (_what, props) => {
    expect(refused(props)).toEqual(['DAPR9012']);
  });

  test('all of them are reported at once', () => {
    expect(refused({ chartVersion: 'x', registry: '/', haReplicaCount: 4, values: { x: {} } })).toEqual(['DAPR9002', 'DAPR9012', 'DAPR9004', 'DAPR9006']);
  });
});

describe('warnings', () => {
  test('a scheduler without persistent storage', () => {
    expect(warningCodes(build({ schedulerInMemoryStorage: true }))).toEqual(['DAPR9014']);
  });

  test('a single injector that every pod depends on', () => {
    expect(warningCodes(build({ webhookFailurePolicy: WebhookFailurePolicy.FAIL }))).toEqual(['DAPR9015']);
    expect(warningCodes(build({ webhookFailurePolicy: WebhookFailurePolicy.FAIL, haEnabled: true }))).toEqual([]);
  });
});
