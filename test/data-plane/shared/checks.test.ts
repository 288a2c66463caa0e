/** What no shared daprd can be told, and what each needs to be told. */
import { said } from '../../../scenarios/charts';
import { front } from '../../support/shared-daprds';

const PINNED = { image: 'ghcr.io/dapr/daprd:1.18.2' };

describe('a shared Deployment', () => {
  test.each<[any, string]>([
    [{ unixDomainSocketPath: '/s' }, "unixDomainSocketPath '/s' on a shared daprd: sockets do not reach from one pod to another"],
    [{ sidecarListenAddresses: ['[::1]'] }, 'sidecarListenAddresses ["[::1]"] on a shared daprd: the data plane listens where its Service needs it'],
    [{ volumeMounts: { data: '/d' } }, 'volumeMounts {"data":"/d"} on a shared daprd: the pod has no volumes'],
    [{ volumeMountsRw: { data: '/d' } }, 'volumeMountsRw {"data":"/d"} on a shared daprd: the pod has no volumes'],
    [{ pluggableComponents: ['c'] }, 'pluggableComponents ["c"] on a shared daprd: the pod has no such containers'],
    [{ appSsl: true }, 'appSsl true on a shared daprd: use appProtocol of the app'],
    [{ pinned: PINNED, placeholderImage: 'a:1' }, "placeholderImage 'a:1' on a pinned daprd: it has no placeholder"],
    [{ pinned: PINNED, apiReachability: 'AfterAppListens' }, "apiReachability 'AfterAppListens' on a pinned daprd: it is reachable before the app listens, and loses no call either"],
    [{ unsafeAllowUnauthenticatedApi: true, apiTokenSecret: 'token' }, "unsafeAllowUnauthenticatedApi beside apiTokenSecret 'token'"],
  ])('cannot have %j', (props, refused) => {
    expect(said(front(props), 'DAPR3015')).toEqual([`chart/front: ${refused}`]);
  });

  test('needs a token, or to say that it has none', () => {
    expect(said(front({}, {}), 'DAPR7002')).toEqual(['chart/front: no apiTokenSecret']);
    expect(said(front({ unsafeAllowUnauthenticatedApi: true }, {}), 'DAPR7002')).toEqual([]);
    expect(said(front({ apiTokenSecret: 'My Secret' }), 'DAPR3008')).toEqual(["chart/front: apiTokenSecret must be the name of a Secret; got 'My Secret'"]);
  });

  test('mounts no token of a service account, so that its built-in secret store is off', () => {
    expect(said(front({ disableBuiltinK8sSecretStore: false }), 'DAPR7014')).toEqual(['chart/front: the pod of a shared daprd mounts no token, and disableBuiltinK8sSecretStore is false']);
  });
});
