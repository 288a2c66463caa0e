/** Endpoints of a remote Dapr and of the app that it calls. */
import { DataPlane } from 'cdk8s-dapr';
import { app, newChart, errorsOf } from '../../../scenarios/charts';
import { REMOTE, remoteApp } from '../../support/remote-dapr';

test.each([
  ['grpcs://dapr.example:443'], ['dapr.example:443'], ['https://dapr.example'], ['https://dapr.example:443/'], ['https://dapr.example:443/v1.0'],
  ['https://user@dapr.example:443'], ['https://dapr.example:443?x=1'], ['https://:443'], ['https://dapr.example:0'], ['https://dapr.example:70000'], [''],
  ['http://dapr.example:3500'], [undefined], [443],
])('%j is not a valid endpoint', value => {
  for (const name of ['httpEndpoint', 'grpcEndpoint']) {
    expect(errorsOf(remoteApp({ [name]: value }).chart)).toContain(`DAPR7040: ${name}`);
  }
});

/** Addresses that contain a secret. */
const SECRETS = [
  ['https://user:hunter2@shop.example:443'], ['https://hunter2@shop.example:443'], ['https://user:hun/hunter2@shop.example:443'], ['https://user:h@hunter2@shop.example:443'],
  ['user:hunter2@shop.example:443'], ['https://shop.example:443?token=hunter2'], ['https://shop.example:443?hunter2'], ['https://shop.example:443/x?a=1&sig=hunter2#y'],
  ['https://shop.example:443#access_token=hunter2'],
];

test.each(SECRETS)('an endpoint is reported without the secret of %s, alone and beside another app with it', value => {
  const { chart } = remoteApp({ httpEndpoint: value, grpcEndpoint: value });
  app(chart, { dataPlane: DataPlane.remote({ ...REMOTE, httpEndpoint: value, grpcEndpoint: value }) }, 'other');
  expect(errorsOf(chart)).toMatch(/DAPR7040: httpEndpoint must be .*[^]*DAPR7040: grpcEndpoint must be[^]*DAPR7044/);
  expect(errorsOf(chart)).not.toContain('hunter2');
});

test('an endpoint that is a map is reported without its values', () => {
  expect(errorsOf(remoteApp({ httpEndpoint: { url: 'hunter2' } as any }).chart)).toMatch(/DAPR7040: httpEndpoint must be .*; got a map\./);
});

test.each([['https://dapr.example:443'], ['https://10.0.0.1:8443'], ['https://[fd00::1]:443']])('%j is a valid endpoint', value => {
  expect(errorsOf(remoteApp({ httpEndpoint: value, grpcEndpoint: value, appEndpoint: value }).chart)).toBe('');
});

test('plain HTTP is accepted only with unsafeAllowPlainHttp', () => {
  expect(errorsOf(remoteApp({ httpEndpoint: 'http://dapr.example:3500', unsafeAllowPlainHttp: true }).chart)).toBe('');
});

describe('the address at which a remote Dapr calls the app', () => {
  const called = (make: typeof DataPlane.remote, appEndpoint: any, more = {}) => {
    const chart = newChart();
    app(chart, { appPort: 8080, dataPlane: make({ ...REMOTE, appEndpoint, ...more }) });
    return errorsOf(chart);
  };

  test.each([['https://shop.example'], ['https://shop.example:8443/orders'], ['https://10.1.2.3'], ['https://[fd00::1]:443/']])('may be %s', value => {
    expect(called(DataPlane.remote, value)).toBe('');
    expect(called(DataPlane.catalyst, value)).toBe('');
  });

  test.each([
    ['shop.example:443'], ['grpc://shop.example'], [''], ['https://'], ['https://shop.example:0'], ['https://shop.example:70000'], ['https://user:pw@shop.example'],
    ['https://shop.example?x=1'], ['https://shop.example#x'], ['https://localhost:8080'], ['https://127.0.0.1'], ['https://[::1]:80'], ['http://shop.example'],
    ['https://shop .example'], [443],
  ])('must not be %j', value => {
    expect(called(DataPlane.remote, value)).toMatch(/DAPR7045: appEndpoint|DAPR3017/);
  });

  test.each(SECRETS)('is reported without the secret of %s', value => {
    const errors = called(DataPlane.remote, value);
    expect(errors).toContain('DAPR7045: appEndpoint must be');
    expect(errors).not.toContain('hunter2');
  });

  test('may be plain HTTP with unsafeAllowPlainHttp', () => {
    expect(called(DataPlane.remote, 'http://shop.example', { unsafeAllowPlainHttp: true })).toBe('');
  });

  test.each([['https://shop'], ['https://shop.default.svc'], ['https://shop.default.svc.cluster.local:443']])('may be the cluster-internal %s for a remote Dapr, but not for Catalyst', value => {
    expect(called(DataPlane.remote, value)).toBe('');
    expect(called(DataPlane.catalyst, value)).toContain('must be an address that resolves outside the cluster');
  });
});
