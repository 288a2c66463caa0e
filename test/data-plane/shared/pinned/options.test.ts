/** Versions, images and options of a pinned daprd. */
import { Duration, Size } from 'cdk8s';
import { ApiReachability, DaprdSeccompProfileType, InitEndpoint, LogLevel, PinnedDaprd } from 'cdk8s-dapr';
import { newChart, SHARED, warningCodes } from '../../../../scenarios/charts';
import { PINNED_KINDS, refusalOf, rendered, V } from '../../../support/pinned-daprds';

describe.each(PINNED_KINDS)('a pinned %s', (...kind) => {
  const of = (props?: object, settings?: object, facts?: object) => rendered(kind, props, settings, facts);
  const refused = (props: object, settings?: object) => refusalOf(kind, props, settings);

  test('runs the image of the options', () => {
    const image = `registry.example/daprd@sha256:${'0'.repeat(64)}`;
    expect(of({ pinned: { image } }).daprd.image).toBe(image);
    expect(of({ pinned: { image: 'registry.example/daprd:1', version: '1.17.4' } }).daprd.image).toBe('registry.example/daprd:1');
  });

  test('runs the version that the platform declares in full', () => {
    expect(of({ pinned: {} }, { daprVersion: '1.17.4' }).daprd.image).toBe('ghcr.io/dapr/daprd:1.17.4');
    expect(of({ pinned: { version: 'v1.17.4' } }).daprd.image).toBe('ghcr.io/dapr/daprd:1.17.4');
  });

  test.each([
    ['no patch anywhere', {}, 'DAPR7030: pinned has no version and no image, and daprVersion 1.19 of DaprPlatform has no patch version'],
    ['no patch', { version: '1.18' }, 'DAPR7030: pinned.version must be major.minor.patch; got \'1.18\''],
    ['no patch with an image', { version: '1.18', image: 'd:1' }, 'DAPR7030: pinned.version must be major.minor.patch; got \'1.18\''],
    ['no version', { version: 'latest' }, 'DAPR7030: pinned.version must be major.minor.patch; got \'latest\''],
    ['too old', { version: '1.15.3' }, 'DAPR1101: pinned.version must be 1.16 or newer; got \'1.15.3\''],
    ['ConfigMap', { ...V, trustAnchorsConfigMap: 'Trust Bundle' }, 'DAPR3017: pinned'],
    ['key', { ...V, trustAnchorsKey: 'ca/crt' }, 'DAPR3017: pinned'],
  ])('refuses an invalid pin: %s', (_case, pinned, message) => {
    expect(refused({ pinned })).toContain(message);
  });

  test('warns of a daprd newer than its control plane', () => {
    const chart = newChart({ ...SHARED, daprVersion: '1.17' });
    kind[1](chart);
    // No app has joined.
    expect(warningCodes(chart)).toEqual(['DAPR7031', 'DAPR7060']);
    const same = newChart({ ...SHARED, daprVersion: '1.18.0' });
    kind[1](same);
    expect(warningCodes(same)).toEqual(['DAPR7060']);
  });

  test('supports the options of its own version, not those of the control plane\'s', () => {
    expect(refused({ pinned: { version: '1.16.3' }, disableInitEndpoints: [InitEndpoint.CONFIG] }))
      .toMatch(/DAPR1106: disableInitEndpoints .* needs Dapr 1\.17, and 1\.16\.3 is declared/);
    expect(of({ pinned: { version: '1.18.3' }, appBindingOptionsTimeout: Duration.seconds(1) }).flags['app-binding-options-timeout']).toBe('1s');
    expect(refused({ appBindingOptionsTimeout: Duration.seconds(1) })).toContain('DAPR1106');
  });

  test.each([
    ['placeholderImage', { placeholderImage: 'p:1' }],
    ['apiReachability', { apiReachability: ApiReachability.AFTER_APP_LISTENS }],
    ['sidecarImage', { sidecarImage: 'd:1' }],
    ['enableNativeSidecar', { enableNativeSidecar: true }],
    ['enableDebug', { enableDebug: true, sidecarImage: 'd:1' }],
    ['debugPort', { debugPort: 40001 }],
    ['injectPluggableComponents', { injectPluggableComponents: true }],
    ['pluggableComponentsSocketsFolder', { pluggableComponentsSocketsFolder: '/s' }],
    ['pluggableComponents', { pluggableComponents: ['c'] }],
    ['unixDomainSocketPath', { unixDomainSocketPath: '/s' }],
    ['sidecarSeccompProfileType', { sidecarSeccompProfileType: DaprdSeccompProfileType.LOCALHOST }],
    ['dapr.io/enabled', { podAnnotations: { 'dapr.io/enabled': 'true' } }],
    ['dapr.io/brand-new', { podAnnotations: { 'dapr.io/brand-new': 'x' } }],
  ])('refuses an option that only the injector acts on: %s', (option, props) => {
    const lines = refused(props).split('\n').filter(line => line.includes(`DAPR3015: ${option} `));
    expect(lines).toHaveLength(1);
  });

  test('converts a hand-written annotation to its flag', () => {
    expect(of({ podAnnotations: { 'dapr.io/log-level': 'debug', 'dapr.io/log-as-json': 'yes' } }).flags).toMatchObject({ 'log-level': 'debug', 'log-as-json': 'true' });
  });
});

test('a pinned daprd supports the options of every shared daprd', () => {
  const { flags, template } = rendered(PINNED_KINDS[1], {
    logLevel: LogLevel.WARN, maxBodySize: Size.mebibytes(8), nodeSelector: { pool: 'a' }, priorityClassName: 'high', autoscaling: { maxReplicas: 4 },
  });
  expect(flags).toMatchObject({ 'log-level': 'warn', 'max-body-size': '8Mi' });
  expect(template.spec).toMatchObject({ nodeSelector: { pool: 'a' }, priorityClassName: 'high', topologySpreadConstraints: [{}] });
});

test('every prop of a pinned daprd changes what is emitted', () => {
  const known: Required<PinnedDaprd> = { version: '1.17.4', image: 'd:1', trustAnchorsConfigMap: 'a', trustAnchorsKey: 'k', logging: { outputs: ['stderr'] } };
  for (const [prop, value] of Object.entries(known)) {
    const json = (pinned: object) => JSON.stringify(rendered(PINNED_KINDS[0], { pinned: { ...V, version: '1.19.0', ...pinned } }).template);
    expect([prop, json({ [prop]: value }) === json({})]).toEqual([prop, false]);
  }
});
