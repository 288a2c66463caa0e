/** How a pinned daprd finds its control plane, and by what they know each other. What it needs was found by leaving it out on a cluster. */
import { PINNED_KINDS, refusalOf, rendered, V } from '../../support/pinned-daprds';

describe.each(PINNED_KINDS)('a pinned %s', (...kind) => {
  const of = (props?: object, settings?: object, facts?: object) => rendered(kind, props, settings, facts);
  const refused = (props: object, settings?: object) => refusalOf(kind, props, settings);

  test('is not seen by the operator and the injector, but by Sentry', () => {
    const { template } = of({ podAnnotations: { team: 'a' } }, {}, { appPort: 8080 });
    expect(Object.keys(template.metadata.annotations)).toEqual(['cdk8s-dapr/resources', 'dapr.io/app-id', 'dapr.io/config', 'team']);
    expect(template.metadata.annotations).toMatchObject({ 'dapr.io/app-id': 'front', 'dapr.io/config': 'front-daprd' });
  });

  test('knows the control plane: operator, Sentry, placement and scheduler', () => {
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

  test('proves its identity by a token for Sentry alone', () => {
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

  test('tells Sentry its namespace', () => {
    const { env } = of();
    expect(env.NAMESPACE).toEqual({ fieldRef: { fieldPath: 'metadata.namespace' } });
    expect(env.POD_NAME).toEqual({ fieldRef: { fieldPath: 'metadata.name' } });
  });

  test('speaks mTLS as the platform says', () => {
    expect(of().flags['enable-mtls']).toBe('true');
    expect(of({}, { mtls: false }).flags).not.toHaveProperty('enable-mtls');
  });

  test('needs no service account token', () => {
    expect(of().flags['disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('demands the token, and shows the app its own', () => {
    const { env } = of({}, {}, { appPort: 8080, appTokenSecret: 'app-token' });
    expect(env.DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'token', key: 'token' } });
    expect(env.APP_API_TOKEN).toEqual({ secretKeyRef: { name: 'app-token', key: 'token' } });
  });

  test('is refused without a token, like every shared daprd', () => {
    expect(refused({}, { apiTokenSecret: undefined })).toContain('DAPR7002');
  });

  test('asks for no right at all', () => {
    expect(of({}, {}, { appPort: 8080 }).chart.toJson().filter(o => /Role|ServiceAccount/.test(o.kind))).toEqual([]);
  });

  test('holds no certificate, so that a rotation needs no synth', () => {
    expect(JSON.stringify(of().chart.toJson())).not.toContain('BEGIN CERTIFICATE');
  });
});
