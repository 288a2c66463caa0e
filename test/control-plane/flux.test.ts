/** Dapr's control plane as a Flux HelmRelease. */
import { Duration, Testing } from 'cdk8s';
import { ControlPlaneOutput } from 'cdk8s-dapr';
import { find } from '../../scenarios/charts';
import { build, flux, Props, refused, VERSION } from '../support/control-plane';

describe('for Flux', () => {
  test('it is a HelmRelease of the pinned version with its HelmRepository', () => {
    const chart = build();
    expect(Testing.synth(chart).map(o => [o.apiVersion, o.kind, o.metadata])).toEqual([
      ['source.toolkit.fluxcd.io/v1', 'HelmRepository', { name: 'dapr', namespace: 'flux-system' }],
      ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', { name: 'dapr', namespace: 'flux-system' }],
    ]);
    expect(find(chart, 'HelmRepository').spec).toEqual({ url: 'https://dapr.github.io/helm-charts', interval: '10m' });
    expect(flux()).toMatchObject({
      interval: '10m',
      releaseName: 'dapr',
      targetNamespace: 'dapr-system',
      chart: { spec: { chart: 'dapr', version: VERSION, sourceRef: { kind: 'HelmRepository', name: 'dapr' } } },
    });
  });

  test('CRDs are installed and upgraded with the release, although Helm never upgrades them', () => {
    expect(flux()).toMatchObject({ install: { crds: 'CreateReplace' }, upgrade: { crds: 'CreateReplace' } });
  });

  test('the namespace is created by default', () => {
    expect(flux().install.createNamespace).toBe(true);
    expect(flux({ createNamespace: false }).install.createNamespace).toBeUndefined();
  });

  test('an OCI repository has the type oci', () => {
    const chart = build({ repository: 'oci://registry.example/charts' });
    expect(find(chart, 'HelmRepository').spec).toMatchObject({ type: 'oci', url: 'oci://registry.example/charts' });
  });

  test('certificates are read from the Secret, key by key, and are not in the output', () => {
    const spec = flux({ certificatesSecret: 'dapr-certificates' });
    expect(spec.valuesFrom).toEqual([
      { kind: 'Secret', name: 'dapr-certificates', valuesKey: 'ca.crt', targetPath: 'dapr_sentry.tls.root.certPEM' },
      { kind: 'Secret', name: 'dapr-certificates', valuesKey: 'issuer.crt', targetPath: 'dapr_sentry.tls.issuer.certPEM' },
      { kind: 'Secret', name: 'dapr-certificates', valuesKey: 'issuer.key', targetPath: 'dapr_sentry.tls.issuer.keyPEM' },
    ]);
    expect(spec.values.dapr_sentry).toBeUndefined();
  });

  test('the Secret that the chart writes cannot be read for certificates', () => {
    const output = ControlPlaneOutput.flux({ namespace: 'dapr-system' });
    expect(refused({ output, certificatesSecret: 'dapr-trust-bundle' })).toEqual(['DAPR9004']);
    expect(refused({ certificatesSecret: 'dapr-trust-bundle' })).toEqual([]);
  });

  test('the operator restarts when the values change, because it repairs the replaced CRD only at start', () => {
    const annotations = (props: Props) => flux(props).values.dapr_operator.deploymentAnnotations;
    expect(annotations({})['cdk8s-dapr/values']).toMatch(/^[0-9a-f]{16}$/);
    expect(annotations({})).toEqual(annotations({}));
    expect(annotations({})).not.toEqual(annotations({ logAsJson: true }));
    expect(annotations({ values: { dapr_operator: { deploymentAnnotations: { team: 'a' } } } })).toMatchObject({ team: 'a' });
  });

  test('its own options are namespace, interval, service account and the Secret of the repository', () => {
    const output = ControlPlaneOutput.flux({ namespace: 'gitops', interval: Duration.hours(1), serviceAccountName: 'deployer', repositorySecret: 'pull' });
    const chart = build({ output });
    expect(find(chart, 'HelmRepository')).toMatchObject({ metadata: { namespace: 'gitops' }, spec: { interval: '1h', secretRef: { name: 'pull' } } });
    expect(find(chart, 'HelmRelease')).toMatchObject({ metadata: { namespace: 'gitops' }, spec: { interval: '1h', serviceAccountName: 'deployer' } });
  });

  test('an interval of zero is refused', () => {
    expect(refused({ output: ControlPlaneOutput.flux({ interval: Duration.seconds(0) }) })).toEqual(['DAPR9012']);
  });
});
