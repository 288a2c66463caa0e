/** Secrets and ConfigMaps contain the keys that components and daprds read. */
import { Chart } from 'cdk8s';
import { DaprComponent, DataPlane, MetadataValue, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED } from '../../scenarios/charts';
import { object } from '../support/objects';

describe('a Secret that a component reads', () => {
  const reads = (define: (chart: Chart) => void, namespace?: string) => {
    const chart = newChart({}, { namespace });
    define(chart);
    app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('r'), redisPassword: MetadataValue.fromSecret('redis', 'password') } })] });
    return [...messagesOf(chart, 'DAPR4018'), ...messagesOf(chart, 'DAPR4019')];
  };
  const secret = (chart: Chart, name: string, more: object = { stringData: { password: 'x' } }, namespace?: string) => { object(chart, 'Secret', name, { more }, 'v1', namespace); };
  const maker = (chart: Chart, kind: string, name: string, spec: object | undefined, namespace?: string) => { object(chart, kind, name, { spec }, 'acme.dev/v1', namespace); };

  test('must contain the key', () => {
    expect(reads(chart => secret(chart, 'redis', { data: { b: 'x' }, stringData: { a: 'x' } }))).toEqual(["chart/store: metadata.redisPassword reads key 'password' of Secret 'redis', which contains only a, b"]);
    expect(reads(chart => secret(chart, 'redis', { data: { password: 'x' } }))).toEqual([]);
    expect(reads(chart => secret(chart, 'redis', { stringData: { password: 'x' } }))).toEqual([]);
    expect(reads(chart => secret(chart, 'redis', {}))).toEqual([]);
  });

  test('is reported if a Secret with a similar name is defined or generated', () => {
    const SLIP = ["chart/store: metadata.redisPassword reads Secret 'redis'; did you mean 'reddis'?"];
    expect(reads(chart => secret(chart, 'reddis'))).toEqual(SLIP);
    expect(reads(chart => maker(chart, 'SealedSecret', 'reddis', undefined))).toEqual(SLIP);
    expect(reads(chart => maker(chart, 'ExternalSecret', 'other', { target: { name: 'reddis' } }))).toEqual(SLIP);
    expect(reads(chart => maker(chart, 'Vault', 'reddis', undefined))).toEqual([]);
    expect(reads(chart => secret(chart, 'something'))).toEqual([]);
    expect(reads(() => undefined)).toEqual([]);
  });

  test('is accepted if a controller generates it, even with similar names', () => {
    expect(reads(chart => { secret(chart, 'reddis'); maker(chart, 'SealedSecret', 'redis', {}); })).toEqual([]);
    expect(reads(chart => { secret(chart, 'reddis'); maker(chart, 'ExternalSecret', 'any', { target: { name: 'redis' } }); })).toEqual([]);
    expect(reads(chart => { secret(chart, 'reddis'); maker(chart, 'ExternalSecret', 'redis', { target: {} }); })).toEqual([]);
  });

  test('must be in the namespace of the component', () => {
    expect(reads(chart => secret(chart, 'redis', {}, 'stock'), 'shop')).toEqual(["chart/store: metadata.redisPassword reads Secret 'redis'; the Secret is in namespace 'stock', and the component is in 'shop'"]);
    expect(reads(chart => secret(chart, 'redis', {}, 'stock'))).toEqual([]);
    expect(reads(chart => secret(chart, 'reddis', {}, 'stock'), 'shop')).toEqual([]);
    expect(reads(chart => secret(new Chart(chart.node.root as any, 'nowhere'), 'redis', {}), 'shop')).toEqual([]);
    expect(reads(chart => secret(chart, 'redis', { data: { a: 'x' } }), 'shop')).toHaveLength(1);
  });
});

test('a token Secret must contain the key token', () => {
  const of = (name: string, more: object) => {
    const chart = newChart();
    object(chart, 'Secret', name, { more });
    app(chart, { dataPlane: DataPlane.sidecar({ apiTokenSecret: 'tokens' }) });
    return messagesOf(chart, 'DAPR7016');
  };
  expect(of('tokens', { stringData: { key: 'x', other: 'y' } })).toEqual(["chart/checkout: Secret 'tokens' of apiTokenSecret must contain the key 'token'; got key, other"]);
  expect(of('tokens', { stringData: { token: 'x' } })).toEqual([]);
  expect(of('tokens', {})).toEqual([]);
  expect(of('others', { stringData: { key: 'x' } })).toEqual([]);
});

describe('the trust anchors of a pinned daprd', () => {
  const anchors = (data: object | undefined, name = 'dapr-trust-bundle', namespace?: string) => {
    const chart = newChart(SHARED);
    object(chart, 'ConfigMap', name, { more: data && { data } }, 'v1', namespace);
    app(chart, { dataPlane: new SharedDaprDeployment(chart, 'front', { pinned: { version: '1.18.2' } }) });
    return messagesOf(chart, 'DAPR7023');
  };

  test.each<[object, string]>([
    [{ 'other.crt': 'x' }, "does not contain the key 'ca.crt'"],
    [{ 'ca.crt': 1 }, "does not contain the key 'ca.crt'"],
    [{ 'ca.crt': '-----BEGIN CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----' }, "contains a private key at 'ca.crt'"],
    [{ 'ca.crt': 'x' }, "does not contain a certificate at 'ca.crt'"],
  ])('%j are invalid', (data, wrong) => {
    expect(anchors(data)).toEqual([`chart/front: ConfigMap 'dapr-trust-bundle' ${wrong}`]);
  });

  test('are a certificate, or filled in outside this App', () => {
    expect(anchors({ 'ca.crt': '-----BEGIN CERTIFICATE-----\nx' })).toEqual([]);
    expect(anchors(undefined)).toEqual([]);
    expect(anchors({ 'ca.crt': 'x' }, 'other')).toEqual([]);
    expect(anchors({ 'ca.crt': 'x' }, undefined, 'stock')).toEqual([]);
  });
});
