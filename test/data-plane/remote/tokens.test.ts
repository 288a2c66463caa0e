/** How a remote Dapr identifies an app. */
import { DataPlane } from 'cdk8s-dapr';
import { app, env, newChart, pod, errorsOf } from '../../../scenarios/charts';
import { GRPC, REMOTE, remoteApp } from '../../support/remote-dapr';

test('a remote Dapr uses the token of the platform by default', () => {
  const { chart } = remoteApp({ apiTokenSecret: undefined }, {}, { apiTokenSecret: 'platform-token' });
  expect(env(pod(chart)).DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'platform-token', key: 'token' } });
});

test('a remote Dapr without a token is refused unless unsafeAllowUnauthenticatedApi is set', () => {
  expect(errorsOf(remoteApp({ apiTokenSecret: undefined }).chart)).toContain('DAPR7043: apiTokenSecret is missing for a remote Dapr');
  const { chart } = remoteApp({ apiTokenSecret: undefined, unsafeAllowUnauthenticatedApi: true }, {}, { apiTokenSecret: 'platform-token' });
  expect(errorsOf(chart)).toBe('');
  expect(env(pod(chart))).not.toHaveProperty('DAPR_API_TOKEN');
});

describe('two app IDs that a remote Dapr cannot distinguish are refused', () => {
  const two = (make: typeof DataPlane.remote, first: object, second: object, id = 'billing', appId = id) => {
    const chart = newChart({ apiTokenSecret: 'platform-token' });
    const { apiTokenSecret: _none, ...endpoints } = REMOTE;
    app(chart, { dataPlane: make({ ...endpoints, ...first }) });
    app(chart, { dataPlane: make({ ...endpoints, ...second }), appId }, id);
    return errorsOf(chart);
  };
  const token = { apiTokenSecret: 'one' };

  test('one token at Catalyst', () => {
    expect(two(DataPlane.catalyst, token, token)).toMatch(/DAPR7044: app ID 'billing' has the token of the Secret 'one', like app ID 'checkout' at 'chart\/checkout'/);
    expect(two(DataPlane.catalyst, token, token, 'second', 'checkout')).toBe('');
  });

  test('one address and one token of a remote Dapr; different tokens or different addresses are accepted', () => {
    expect(two(DataPlane.remote, {}, {})).toContain('DAPR7044');
    expect(two(DataPlane.remote, {}, {}).match(/DAPR7044/g)).toHaveLength(1);
    expect(two(DataPlane.remote, {}, { httpEndpoint: 'https://http-other.example:443' })).toContain(`at '${GRPC}'`);
    expect(two(DataPlane.remote, {}, { httpEndpoint: 'https://http-other.example:443', grpcEndpoint: 'https://grpc-other.example:443' })).toBe('');
    expect(two(DataPlane.remote, {}, token)).toBe('');
    expect(two(DataPlane.remote, { unsafeAllowUnauthenticatedApi: true }, { unsafeAllowUnauthenticatedApi: true })).toContain('has no token at');
  });

  test('Catalyst never uses the token of the platform: each app has its own Secret', () => {
    expect(two(DataPlane.catalyst, {}, {})).toBe('');
    const chart = newChart({ apiTokenSecret: 'platform-token' });
    const { apiTokenSecret: _none, ...endpoints } = REMOTE;
    app(chart, { dataPlane: DataPlane.catalyst(endpoints) });
    expect(env(pod(chart)).DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'checkout-catalyst', key: 'token' } });
  });

  test('Catalyst without a token is refused, because it identifies an app by its token', () => {
    expect(two(DataPlane.catalyst, { unsafeAllowUnauthenticatedApi: true }, {})).toContain('DAPR3015');
  });
});
