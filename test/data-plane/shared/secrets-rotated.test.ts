/** Secrets that change: fingerprints of those that the App defines, and the annotations of Stakater Reloader for all. */
import { Chart } from 'cdk8s';
import { DaprAppProps, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprPlatformSettings, DataPlane, MetadataValue, OtelProtocol, SharedDaprDeployment } from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import { app, deployment, find, job, newChart, SHARED } from '../../../scenarios/charts';
import { secretFingerprints, secretsIn } from '../../../src/facts/secrets';
import { object } from '../../support/objects';
import { KINDS } from '../../support/shared-daprds';

const store = (chart: Chart, props: object = {}, name = 'redis') => new DaprComponent(chart, `store-${name}`, {
  type: 'state.redis', metadata: { redisHost: MetadataValue.of('r:6379'), redisPassword: MetadataValue.fromSecret(name, 'password') }, ...props,
});
const secret = (chart: Chart, more: object, namespace?: string, name = 'redis') => object(chart, 'Secret', name, { more }, 'v1', namespace);
const fingerprint = (chart: Chart, kind = 'Deployment'): string => find(chart, kind, 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];

/** Whether the shared daprd rolls when `change` is made. */
function rolls(make: (chart: Chart, changed: boolean) => Partial<DaprAppProps> | void): boolean {
  const [before, after] = [false, true].map(changed => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    app(chart, { dataPlane: DataPlane.sharedDeployment(), ...make(chart, changed) });
    return fingerprint(chart);
  });
  return before !== after;
}

describe('a shared daprd', () => {
  test.each(KINDS)('(a %s) rolls when a Secret of one of its components changes', (kind, make) => {
    const of = (password: string) => {
      const chart = newChart(SHARED);
      secret(chart, { stringData: { password } });
      app(chart, { dataPlane: make(chart), uses: [store(chart)] });
      return find(chart, kind, 'front-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    };
    expect(of('a')).not.toBe(of('b'));
    expect(of('a')).toBe(of('a'));
  });

  test('rolls with a Secret in base64, and with one of cdk8s-plus', () => {
    expect(rolls((chart, changed) => { secret(chart, { data: { password: changed ? 'YQ==' : 'Yg==' } }); return { uses: [store(chart)] }; })).toBe(true);
    expect(rolls((chart, changed) => {
      new kplus.Secret(chart, 'secret', { metadata: { name: 'redis' }, stringData: { password: changed ? 'a' : 'b' } });
      return { uses: [store(chart)] };
    })).toBe(true);
  });

  test('rolls with what a controller creates the Secret from', () => {
    const from = (kind: string, name: string, spec: object) => (chart: Chart) => { object(chart, kind, name, { spec }, 'acme.dev/v1'); return { uses: [store(chart)] }; };
    expect(rolls((chart, changed) => from('ExternalSecret', 'any', { target: { name: 'redis' }, data: [changed] })(chart))).toBe(true);
    expect(rolls((chart, changed) => from('ExternalSecret', 'redis', { data: [changed] })(chart))).toBe(true);
    expect(rolls((chart, changed) => from('SealedSecret', 'redis', { encryptedData: { password: changed ? 'a' : 'b' } })(chart))).toBe(true);
    expect(rolls((chart, changed) => from('ExternalSecret', 'other', { data: [changed] })(chart))).toBe(false);
    expect(rolls((chart, changed) => from('Vault', 'redis', { data: [changed] })(chart))).toBe(false);
  });

  test('rolls with a Secret that an unscoped component, an HTTP endpoint, a Configuration or its environment reads', () => {
    const changing = (chart: Chart, changed: boolean) => { secret(chart, { stringData: { password: changed ? 'a' : 'b' } }); };
    expect(rolls((chart, changed) => { changing(chart, changed); store(chart, { availableToNamespace: true }); })).toBe(true);
    expect(rolls((chart, changed) => {
      changing(chart, changed);
      new DaprHttpEndpoint(chart, 'pay', { baseUrl: 'https://a.example', headers: { authorization: MetadataValue.fromSecret('redis', 'password') }, availableToNamespace: true });
    })).toBe(true);
    expect(rolls((chart, changed) => {
      changing(chart, changed);
      return { dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(chart, 'c', { otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { a: MetadataValue.fromSecret('redis', 'password') } } }) }) };
    })).toBe(true);
    expect(rolls((chart, changed) => { changing(chart, changed); return { dataPlane: DataPlane.sharedDeployment({ envFromSecret: { A: { secretName: 'redis', key: 'password' } } }) }; })).toBe(true);
  });

  test('does not roll with another Secret, in another namespace, from another store, or without its content', () => {
    const changing = (chart: Chart, changed: boolean, namespace?: string, name?: string) => { secret(chart, { stringData: { password: changed ? 'a' : 'b' } }, namespace, name); };
    expect(rolls((chart, changed) => { changing(chart, changed, undefined, 'other'); return { uses: [store(chart)] }; })).toBe(false);
    expect(rolls((chart, changed) => { changing(chart, changed, 'stock'); return { uses: [store(chart)] }; })).toBe(false);
    expect(rolls((chart, changed) => { changing(chart, changed); return { uses: [store(chart, { secretStore: new DaprComponent(chart, 'vault', { type: 'secretstores.local.env' }) })] }; })).toBe(false);
    expect(rolls((chart, changed) => { secret(chart, { metadata: { name: 'redis', labels: { team: changed ? 'a' : 'b' } } }); return { uses: [store(chart)] }; })).toBe(false);
    expect(rolls((chart, changed) => { secret(chart, { stringData: { token: changed ? 'a' : 'b' } }, undefined, 'token'); })).toBe(false);
  });

  test('tells only 16 bits of the content of a Secret', () => {
    const chart = newChart(SHARED);
    secret(chart, { stringData: { password: 'a' } });
    object(chart, 'ExternalSecret', 'any', { spec: { target: { name: 'made' } } }, 'acme.dev/v1');
    const [own, made] = secretFingerprints(chart, undefined, ['redis', 'absent', 'made']);
    expect([own, made]).toEqual([expect.stringMatching(/^Secret redis [0-9a-f]{4}$/), expect.stringMatching(/^Secret made [0-9a-f]{16}$/)]);
  });

  test('does not roll when the keys of a Secret are written in another order', () => {
    expect(rolls((chart, changed) => { secret(chart, { stringData: changed ? { a: '1', password: 'x' } : { password: 'x', a: '1' } }); return { uses: [store(chart)] }; })).toBe(false);
  });
});

test('the Secrets of a definition are those that Dapr reads from Kubernetes', () => {
  const ref = (name: unknown) => ({ secretKeyRef: { name, key: 'k' } });
  expect(secretsIn({ spec: { metadata: [{ name: 'a', ...ref('one') }, { name: 'b', value: 'x' }, { name: 'c', ...ref('two') }] } })).toEqual(['one', 'two']);
  expect(secretsIn({ auth: { secretStore: 'vault' }, spec: { metadata: [ref('one')] } })).toEqual([]);
  expect(secretsIn([{ auth: { secretStore: 'kubernetes' }, a: ref('one') }, { auth: { secretStore: '' }, a: ref('two') }, { auth: {}, a: ref('three') }])).toEqual(['one', 'two', 'three']);
  expect(secretsIn({ endpoint: { streamableHTTP: { auth: { secretStore: 'vault', oauth2: ref('one') } }, headers: [ref('two')] } })).toEqual(['two']);
  expect([secretsIn(undefined), secretsIn('secretKeyRef'), secretsIn(null), secretsIn({ secretKeyRef: null }), secretsIn(ref(1))]).toEqual([[], [], [], [], []]);
});

describe('with Reloader', () => {
  const SECRETS = 'secret.reloader.stakater.com/reload';
  const RELOADER: DaprPlatformSettings = { ...SHARED, reloader: true };
  const reloads = (chart: Chart, name: string, kind = 'Deployment') => find(chart, kind, name).metadata.annotations ?? {};

  test.each(KINDS)('a shared %s names the Secrets that it reads, in order', (kind, make) => {
    const chart = newChart(RELOADER);
    store(chart, { availableToNamespace: true }, 'a-unscoped');
    store(chart, { scopes: ['other'] }, 'of-another');
    const dataPlane = make(chart, { envFromSecret: { A: { secretName: 'z-env', key: 'key' } } });
    app(chart, { appPort: 8080, appTokenSecret: 'app-token', dataPlane, uses: [store(chart)] });
    expect(reloads(chart, 'front-daprd', kind)).toEqual({ [SECRETS]: 'a-unscoped,app-token,redis,token,z-env' });
  });

  test('apps that share a daprd name the Secrets of their tokens, so that both sides restart', () => {
    const chart = newChart(RELOADER);
    app(chart, { workload: deployment(chart, 'web'), appPort: 8080, appTokenSecret: 'app-token', dataPlane: new SharedDaprDeployment(chart, 'front'), uses: [store(chart)] });
    expect(Object.values(find(chart, 'Deployment').metadata.annotations)).toEqual(['app-token,token']);
  });

  test('a pinned daprd restarts when its trust anchors change', () => {
    const chart = newChart(RELOADER);
    app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2', trustAnchorsConfigMap: 'anchors' } }) });
    expect(reloads(chart, 'checkout-daprd')).toEqual({ 'configmap.reloader.stakater.com/reload': 'anchors', [SECRETS]: 'token' });
  });

  const sidecar = (workload: (chart: Chart) => any, settings: DaprPlatformSettings = RELOADER) => {
    const chart = newChart(settings);
    const made = workload(chart);
    app(chart, { workload: made, dataPlane: DataPlane.sidecar({ envFromSecret: { A: { secretName: 'env', key: 'key' } } }), uses: [store(chart)] });
    return made.toJson().metadata.annotations;
  };

  test('an app with a sidecar names the Secrets that its daprd reads', () => {
    expect(sidecar(chart => deployment(chart))).toEqual({ [SECRETS]: 'env,redis,token' });
    expect(sidecar(chart => deployment(chart, 'web', {}, {}, 'Rollout'))).toEqual({ [SECRETS]: 'env,redis,token' });
  });

  test('names that the workload has already are kept, first and once', () => {
    const withAnnotations = (annotations: object) => (chart: Chart) => {
      const made = deployment(chart);
      Object.entries(annotations).forEach(([key, value]) => made.metadata.addAnnotation(key, value));
      return made;
    };
    expect(sidecar(withAnnotations({ [SECRETS]: 'tls, redis,', team: 'a' }))).toEqual({ [SECRETS]: 'tls,redis,env,token', team: 'a' });
  });

  test('workloads that Reloader would run once more have no annotation', () => {
    expect(sidecar(chart => job(chart))).toBeUndefined();
  });

  test('an app without Secrets, and a platform without Reloader, have no annotation', () => {
    const chart = newChart({ reloader: true });
    app(chart);
    expect(find(chart, 'Deployment').metadata).not.toHaveProperty('annotations');
    expect(sidecar(made => deployment(made), SHARED)).toBeUndefined();
  });
});
