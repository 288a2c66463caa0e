/** Options that a shared daprd does not support, and options that it requires. */
import { messagesOf } from '../../../scenarios/charts';
import { front } from '../../support/shared-daprds';

const PINNED = { image: 'ghcr.io/dapr/daprd:1.18.2' };

describe('a shared Deployment', () => {
  test.each<[any, string]>([
    [{ unixDomainSocketPath: '/s' }, "unixDomainSocketPath is not supported on a shared daprd (a socket does not reach another pod); got '/s'"],
    [{ sidecarListenAddresses: ['[::1]'] }, 'sidecarListenAddresses is not supported on a shared daprd (it listens where its Service needs it); got ["[::1]"]'],
    [{ pluggableComponents: ['c'] }, 'pluggableComponents is not supported on a shared daprd (its pod has no such containers); got ["c"]'],
    [{ appSsl: true }, 'appSsl is not supported on a shared daprd (appProtocol of the app replaces it); got true'],
    [{ pinned: PINNED, placeholderImage: 'a:1' }, "placeholderImage is not supported on a pinned daprd (it has no placeholder); got 'a:1'"],
    [{ pinned: PINNED, apiReachability: 'AfterAppListens' }, "apiReachability is not supported on a pinned daprd (it is reachable before the app listens and loses no call either); got 'AfterAppListens'"],
    [{ unsafeAllowUnauthenticatedApi: true, apiTokenSecret: 'token' }, "unsafeAllowUnauthenticatedApi conflicts with apiTokenSecret 'token'"],
  ])('does not support %j', (props, refused) => {
    expect(messagesOf(front(props), 'DAPR3015')).toEqual([`chart/front: ${refused}`]);
  });

  test('needs a token or unsafeAllowUnauthenticatedApi', () => {
    expect(messagesOf(front({}, {}), 'DAPR7002')).toEqual(['chart/front: apiTokenSecret is missing']);
    expect(messagesOf(front({ unsafeAllowUnauthenticatedApi: true }, {}), 'DAPR7002')).toEqual([]);
    expect(messagesOf(front({ apiTokenSecret: 'My Secret' }), 'DAPR3008')).toEqual(["chart/front: apiTokenSecret must be the name of a Secret; got 'My Secret'"]);
  });

  test('mounts no service account token, so the built-in secret store cannot be enabled', () => {
    expect(messagesOf(front({ disableBuiltinK8sSecretStore: false }), 'DAPR7014')).toEqual(['chart/front: disableBuiltinK8sSecretStore is false, and the pod of a shared daprd mounts no service account token']);
  });
});
