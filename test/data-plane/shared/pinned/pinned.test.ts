/** Version, image and unsupported options of a pinned daprd. */
import { DaprPlatform } from 'cdk8s-dapr';
import { newChart, messagesOf } from '../../../../scenarios/charts';
import { checkPinned, controlPlaneAddress, injectorDefaults, pinnedDaprd } from '../../../../src/data-plane/shared/pinned/pinned';

const pinned = (given: any, daprVersion = '1.18.3') => {
  const chart = newChart({ daprVersion });
  const made = pinnedDaprd(chart, given, DaprPlatform.of(chart));
  return { made, wrong: (['DAPR7030', 'DAPR3022', 'DAPR1101', 'DAPR7031'] as const).flatMap(code => messagesOf(chart, code).map(text => `${code} ${text}`)) };
};
const ANCHORS = { name: 'dapr-trust-bundle', key: 'ca.crt' };

test.each<[any, string, object]>([
  [{ version: '1.18.2' }, '1.18.3', { version: '1.18.2', image: 'ghcr.io/dapr/daprd:1.18.2', trustAnchors: ANCHORS }],
  [{ version: 'v1.17.12' }, '1.18.3', { version: '1.17.12', image: 'ghcr.io/dapr/daprd:1.17.12', trustAnchors: ANCHORS }],
  [{}, '1.18.3', { version: '1.18.3', image: 'ghcr.io/dapr/daprd:1.18.3', trustAnchors: ANCHORS }],
  [{ image: 'acme/daprd:1' }, '1.18', { version: undefined, image: 'acme/daprd:1', trustAnchors: ANCHORS }],
  [{ image: 'acme/daprd:1', version: '1.18.2', trustAnchorsConfigMap: 'a', trustAnchorsKey: 'b' }, '1.18', { version: '1.18.2', image: 'acme/daprd:1', trustAnchors: { name: 'a', key: 'b' } }],
])('%j with Dapr %s is %j', (given, daprVersion, expected) => {
  const { made, wrong } = pinned(given, daprVersion);
  expect(made).toEqual(expected);
  expect(wrong).toEqual([]);
});

test('nothing is pinned by default', () => {
  expect(pinned(undefined)).toEqual({ made: undefined, wrong: [] });
});

test.each<[any, string, string[]]>([
  [{}, '1.18', ['DAPR7030 chart: pinned has no version and no image, and daprVersion 1.18 of DaprPlatform has no patch version']],
  [{ version: '1.18' }, '1.18.3', ["DAPR7030 chart: pinned.version must be major.minor.patch; got '1.18'"]],
  [{ version: 'x1.18.2' }, '1.18.3', ["DAPR7030 chart: pinned.version must be major.minor.patch; got 'x1.18.2'"]],
  [{ version: '1.18.2x' }, '1.18.3', ["DAPR7030 chart: pinned.version must be major.minor.patch; got '1.18.2x'"]],
  [{ version: '1.18', image: 'a/b:1' }, '1.18.3', ["DAPR7030 chart: pinned.version must be major.minor.patch; got '1.18'"]],
  [{ image: 'a b' }, '1.18.3', ["DAPR3022 chart: pinned.image must be a valid image reference; got 'a b'"]],
  [{ version: '1.15.2' }, '1.18.3', ['DAPR1101 chart: pinned.version must be 1.16 or newer; got \'1.15.2\'']],
  [{ version: '1.18.2' }, '1.17.3', ['DAPR7031 chart: pinned.version is 1.18.2, and daprVersion of DaprPlatform is 1.17.3']],
])('%j with Dapr %s is refused: %j', (given, daprVersion, expected) => {
  expect(pinned(given, daprVersion).wrong).toEqual(expected);
});

test('it gets the defaults of the injector', () => {
  const platform = DaprPlatform.of(newChart({ controlPlaneNamespace: 'dapr', clusterDomain: 'acme.local' }));
  expect(controlPlaneAddress(platform, 'x', 5)).toBe('x.dapr.svc.acme.local:5');
  expect(injectorDefaults(platform)).toEqual({
    'dapr.io/internal-grpc-port': '50002',
    'dapr.io/placement-host-address': 'dapr-placement-server.dapr.svc.acme.local:50005',
    'dapr.io/scheduler-host-address': 'dapr-scheduler-server-a.dapr.svc.acme.local:443',
  });
});

test('options that only the injector or the operator acts on are refused', () => {
  const chart = newChart();
  const annotations = {
    'dapr.io/enabled': 'true',
    'dapr.io/sidecar-image': 'x',
    'dapr.io/sidecar-svc-annotations': 'a=b',
    'dapr.io/enable-debug': 'true',
    'dapr.io/sidecar-seccomp-profile-type': 'Localhost',
    'dapr.io/app-ssl': 'true',
    'acme.dev/x': 'Localhost',
    'dapr.io/config': 'Localhost',
    'dapr.io/log-level': 'info',
    'dapr.io/env': 'A=1',
    'dapr.io/env-from-secret': 'A=s',
    'dapr.io/api-token-secret': 's',
    'dapr.io/app-token-secret': 's',
    'dapr.io/sidecar-cpu-limit': '1',
    'dapr.io/sidecar-memory-request': '1',
    'dapr.io/sidecar-readiness-probe-delay-seconds': '1',
    'dapr.io/unix-domain-socket-path': '/b',
    'dapr.io/env-other': 'x',
    'dapr.io/dapr.io/env': 'x',
  };
  checkPinned(chart, annotations, ['unixDomainSocketPath'], { image: 'd:1', trustAnchors: { name: 'a', key: 'k' } });
  const UNREAD = 'is not supported on a pinned daprd (no injector acts on it)';
  expect(messagesOf(chart, 'DAPR3015')).toEqual([
    "dapr.io/enabled is not supported on a pinned daprd (Dapr's operator would overwrite the Service of this app ID); got 'true'",
    "sidecarImage is not supported on a pinned daprd (pinned.image replaces it); got 'x'",
    `enableDebug ${UNREAD}; got 'true'`,
    "sidecarSeccompProfileType is not supported on a pinned daprd (no option sets the name of the profile, and the API server rejects the pod); got 'Localhost'",
    `dapr.io/env-other ${UNREAD}; got 'x'`,
    `dapr.io/dapr.io/env ${UNREAD}; got 'x'`,
  ].map(text => `chart: ${text}`));
});
