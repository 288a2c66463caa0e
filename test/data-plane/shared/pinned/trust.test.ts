/** Addresses and authentication between a pinned daprd and its control plane. Each requirement was verified on a cluster by leaving it out. */
import { PINNED_KINDS, refusalOf, rendered, V } from '../../../support/pinned-daprds';

describe.each(PINNED_KINDS)('a pinned %s', (...kind) => {
  const of = (props?: object, settings?: object, facts?: object) => rendered(kind, props, settings, facts);
  const refused = (props: object, settings?: object) => refusalOf(kind, props, settings);

  test('has annotations only for Sentry, not for the operator and the injector', () => {
    const { template } = of({ podAnnotations: { team: 'a' } }, {}, { appPort: 8080 });
    expect(Object.keys(template.metadata.annotations)).toEqual(['cdk8s-dapr/resources', 'dapr.io/app-id', 'dapr.io/config', 'team']);
    expect(template.metadata.annotations).toMatchObject({ 'dapr.io/app-id': 'front', 'dapr.io/config': 'front-daprd' });
  });

  test('has the addresses of the control plane: operator, Sentry, placement and scheduler', () => {
    expect(of().flags).toMatchObject({
      'mode': 'kubernetes',
      'control-plane-address': 'dapr-api.dapr-system.svc:443',
      'sentry-address': 'dapr-sentry.dapr-system.svc:443',
      'placement-host-address': 'dapr-placement-server.dapr-system.svc:50005',
      'scheduler-host-address': 'dapr-scheduler-server-a.dapr-system.svc:443',
    });
  });

  test('takes namespace, trust domain and cluster domain of the control plane from the platform', () => {
    const { flags, env, template } = of({}, { controlPlaneNamespace: 'dapr', trustDomain: 'acme.org', clusterDomain: 'acme.local' });
    expect(flags['sentry-address']).toBe('dapr-sentry.dapr.svc.acme.local:443');
    expect(flags['control-plane-address']).toBe('dapr-api.dapr.svc.acme.local:443');
    expect([env.DAPR_CONTROLPLANE_NAMESPACE, env.DAPR_CONTROLPLANE_TRUST_DOMAIN]).toEqual(['dapr', 'acme.org']);
    expect(template.spec.volumes[0].projected.sources[0].serviceAccountToken.audience).toBe('spiffe://acme.org/ns/dapr/dapr-sentry');
  });

  test('proves its identity with a token for Sentry only', () => {
    const { template, daprd } = of();
    expect(template.spec.volumes).toEqual([{
      name: 'dapr-identity-token',
      projected: { sources: [{ serviceAccountToken: { audience: 'spiffe://cluster.local/ns/dapr-system/dapr-sentry', expirationSeconds: 7200, path: 'token' } }] },
    }]);
    expect(daprd.volumeMounts).toEqual([{ name: 'dapr-identity-token', mountPath: '/var/run/secrets/dapr.io/sentrytoken', readOnly: true }]);
    expect(template.spec.automountServiceAccountToken).toBe(false);
  });

  test('reads its trust anchors from a ConfigMap at each start', () => {
    expect(of().env.DAPR_TRUST_ANCHORS).toEqual({ configMapKeyRef: { name: 'dapr-trust-bundle', key: 'ca.crt' } });
    expect(of({ pinned: { ...V, trustAnchorsConfigMap: 'anchors', trustAnchorsKey: 'root.pem' } }).env.DAPR_TRUST_ANCHORS)
      .toEqual({ configMapKeyRef: { name: 'anchors', key: 'root.pem' } });
  });

  test('has its namespace and pod name in the environment, for Sentry', () => {
    const { env } = of();
    expect(env.NAMESPACE).toEqual({ fieldRef: { fieldPath: 'metadata.namespace' } });
    expect(env.POD_NAME).toEqual({ fieldRef: { fieldPath: 'metadata.name' } });
  });

  test('uses mTLS if the platform does', () => {
    expect(of().flags['enable-mtls']).toBe('true');
    expect(of({}, { mtls: false }).flags).not.toHaveProperty('enable-mtls');
  });

  test('needs no service account token', () => {
    expect(of().flags['disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('requires the API token and sends the app token to the app', () => {
    const { env } = of({}, {}, { appPort: 8080, appTokenSecret: 'app-token' });
    expect(env.DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'token', key: 'token' } });
    expect(env.APP_API_TOKEN).toEqual({ secretKeyRef: { name: 'app-token', key: 'token' } });
  });

  test('is refused without a token, like every shared daprd', () => {
    expect(refused({}, { apiTokenSecret: undefined })).toContain('DAPR7002');
  });

  test('needs no permissions', () => {
    expect(of({}, {}, { appPort: 8080 }).chart.toJson().filter(o => /Role|ServiceAccount/.test(o.kind))).toEqual([]);
  });

  test('contains no certificate, so a rotation needs no synth', () => {
    expect(JSON.stringify(of().chart.toJson())).not.toContain('BEGIN CERTIFICATE');
  });
});
