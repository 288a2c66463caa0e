/** Files that components read, and directories that they write to without being told. */
import { DaprConfiguration, DataPlane, middleware } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { component } from '../../support/components';
import { PROJECT } from '../../support/remote-dapr';

const messages = (type: string, metadata: { [name: string]: string }, dataPlane: any = DataPlane.sidecar(), code = 'DAPR4054') => {
  const chart = newChart(SHARED);
  const workload = deployment(chart, 'w', { volumes: [{ name: 'files', emptyDir: {} }] });
  app(chart, { workload, dataPlane, uses: [component(chart, 'file', type, metadata)] });
  return messagesOf(chart, code);
};
const MOUNTED = [DataPlane.sidecar({ volumeMounts: { files: '/files' } }), DataPlane.sidecar({ volumeMountsRw: { files: '/files/' } })];

test.each<[string, string, { [name: string]: string }]>([
  ['secretstores.local.file', 'secretsFile', {}],
  ['secretstores.hashicorp.vault', 'vaultTokenMountPath', {}],
  ['secretstores.hashicorp.vault', 'caCert', { vaultTokenMountPath: '/var/run/secrets/vault/token' }],
  ['secretstores.hashicorp.vault', 'caPath', { vaultTokenMountPath: '/var/run/secrets/vault/token' }],
  ['crypto.dapr.localstorage', 'path', {}],
  ['crypto.dapr.jwks', 'jwks', {}],
  ['bindings.http', 'MTLSRootCA', { url: 'https://a.example' }],
  ['bindings.kubernetes', 'kubeconfigPath', { namespace: 'shop' }],
  ['bindings.mysql', 'pemPath', {}],
  ['state.oracledatabase', 'oracleWalletLocation', {}],
  ['state.acme', 'azureCertificateFile', {}],
  ['pubsub.pulsar', 'publicKey', { host: 'p:6650' }],
])('%s does not find the file in %s, unless a volume of daprd contains it', (type, field, others) => {
  const metadata = { ...others, [field]: '/files/a' };
  const expected = [`chart/checkout: metadata.${field} of component 'file' of type ${type} is '/files/a', which is not in a volume of daprd`];
  expect(messages(type, metadata)).toEqual(expected);
  expect(messages(type, metadata, DataPlane.sharedDeployment())).toEqual(expected);
  MOUNTED.forEach(dataPlane => expect(messages(type, metadata, dataPlane)).toEqual([]));
});

test.each<[string, { [name: string]: string }]>([
  ['crypto.dapr.jwks', { jwks: 'https://a.example/jwks.json' }], ['crypto.dapr.jwks', { jwks: '{"keys":[]}' }],
  ['bindings.http', { url: 'https://a.example', MTLSRootCA: '-----BEGIN CERTIFICATE-----' }],
  ['middleware.http.wasm', { url: 'https://a.example/a.wasm' }],
  ['secretstores.hashicorp.vault', { vaultTokenMountPath: '/var/run/secrets/vault/token' }],
  ['secretstores.hashicorp.vault', { vaultTokenMountPath: '/var/run/secrets/t', caCert: '/etc/ssl/certs/ca.pem' }],
  ['state.acme', { path: '/a' }], ['state.acme', { azureCertificateFile: '' }],
])('%s with %j reads no file that could be missing', (type, metadata) => {
  expect(messages(type, metadata)).toEqual([]);
});

test('the module of a WebAssembly component may be a file', () => {
  expect(messages('middleware.http.wasm', { url: 'file:///modules/a.wasm' })).toEqual([expect.stringContaining("is '/modules/a.wasm'")]);
  expect(messages('middleware.http.wasm', { url: 'file:///files/a.wasm' }, MOUNTED[0])).toEqual([]);
});

test('a remote Dapr has files of its own', () => {
  expect(messages('secretstores.local.file', { secretsFile: '/a' }, DataPlane.remote(PROJECT))).toEqual([]);
});

test('the logs of Sentinel need a writable volume', () => {
  const sentence = (path: string) => [`chart/checkout: component 'sentinel' of type middleware.http.sentinel writes to '${path}', which is not in a writable volume of daprd`];
  const of = (metadata: any, options: any = {}) => {
    const chart = newChart();
    const sentinel = new middleware.SentinelMiddleware(chart, 'sentinel', { metadata: { appName: 'web', ...metadata } });
    const configuration = new DaprConfiguration(chart, 'pipeline', { httpPipeline: [{ component: sentinel }] });
    app(chart, { workload: deployment(chart, 'w', { volumes: [{ name: 'files', emptyDir: {} }] }), dataPlane: DataPlane.sidecar({ configuration, ...options }) });
    return messagesOf(chart, 'DAPR4025');
  };
  expect(of({ logDir: '/tmp' })).toEqual(sentence('/tmp'));
  expect(of({})).toEqual(sentence('~/logs/csp'));
  expect(of({ logDir: '/tmp' }, { volumeMountsRw: { files: '/tmp' } })).toEqual([]);
  expect(of({ logDir: '/tmp' }, { volumeMounts: { files: '/tmp' } })).toEqual(sentence('/tmp'));
});
