/** The command line of a daprd. */
import { daprdArguments, daprdFlags, FLAG_ANNOTATIONS } from '../../src/daprd/flags';
import { APP_ANNOTATIONS, DAPRD_OPTIONS } from '../../src/daprd/options';
import { DAPR } from '../support/daprd-annotations';
import { PINNED_KINDS, rendered } from '../support/pinned-daprds';

describe('the command line', () => {
  test('has each annotation that is a flag, and booleans as Go spells them', () => {
    expect(daprdFlags(DAPR({ 'app-id': 'a', 'log-as-json': 'yes', 'enable-metrics': 'off', 'config': 'c', 'env': 'A=1', 'placement-host-address': ' ' })))
      .toEqual({ 'app-id': 'a', 'log-as-json': 'true', 'enable-metrics': 'false', 'config': 'c' });
    expect(daprdArguments(DAPR({ 'app-id': 'a', 'grpc-port': '5' }))).toEqual(['--app-id=a', '--dapr-grpc-port=5']);
    expect(FLAG_ANNOTATIONS).toEqual(expect.arrayContaining(['dapr.io/app-id', 'dapr.io/log-level']));
    expect(FLAG_ANNOTATIONS).not.toContain('dapr.io/env');
  });
});

describe('the command line of daprd', () => {
  /** `daprd --help` of 1.18.2 and 1.18.3. */
  const REAL = `mode app-id app-port app-protocol app-channel-address app-max-concurrency app-ssl dapr-http-port dapr-grpc-port dapr-internal-grpc-port
    dapr-internal-grpc-listen-address dapr-listen-addresses dapr-public-port dapr-public-listen-address profile-port enable-profiling control-plane-address
    sentry-address control-plane-trust-domain control-plane-namespace sentry-request-jwt-audiences placement-host-address scheduler-host-address scheduler-job-streams
    actors-disseminate-timeout hot-reload-reconcile-interval app-binding-options-timeout disable-init-endpoints config resources-path components-path enable-mtls
    allowed-origins enable-api-logging max-body-size read-buffer-size dapr-http-max-request-size dapr-http-read-buffer-size unix-domain-socket
    dapr-graceful-shutdown-seconds dapr-block-shutdown-duration disable-builtin-k8s-secret-store enable-app-health-check app-health-check-path
    app-health-probe-interval app-health-probe-timeout app-health-threshold enable-metrics metrics-port metrics-listen-address log-level log-as-json`.split(/\s+/);
  const ROWS = [...Object.values(APP_ANNOTATIONS), ...Object.values(DAPRD_OPTIONS)];

  test('every flag in the table exists in daprd', () => {
    const flags = ROWS.filter(({ becomes }) => becomes.startsWith('--')).map(({ becomes }) => becomes.slice(2));
    expect(flags.filter(flag => !REAL.includes(flag))).toEqual([]);
    expect(new Set(flags).size).toBe(flags.length);
  });

  test('every flag that the injector sets from an annotation is in the table', () => {
    const fixed = ['mode', 'dapr-http-port', 'dapr-public-port', 'control-plane-address', 'sentry-address', 'enable-mtls'];
    const beyond = /^(dapr-(internal-grpc|public)-listen-address|profile-port|control-plane-(trust-domain|namespace)|scheduler-job-streams|hot-reload.*|(resources|components)-path|allowed-origins|metrics-listen-address)$/;
    expect(REAL.filter(flag => !fixed.includes(flag) && !beyond.test(flag) && !ROWS.some(({ becomes }) => becomes === `--${flag}`))).toEqual([]);
  });

  test('has the values of annotations, in the order of the tables', () => {
    expect(daprdArguments({ 'dapr.io/log-level': 'warn', 'dapr.io/app-port': '80', 'dapr.io/app-id': 'a', 'dapr.io/env': 'A=b', 'team': 'x' }))
      .toEqual(['--app-id=a', '--app-port=80', '--log-level=warn']);
  });

  test.each([['true', 'true'], ['Yes', 'true'], ['on', 'true'], ['false', 'false'], ['off', 'false']])('has booleans as Go spells them: %s is %s', (given, said) => {
    expect(daprdArguments({ 'dapr.io/enable-api-logging': given })).toEqual([`--enable-api-logging=${said}`]);
  });

  test.each(['', ' '])('omits an empty address, which disables placement and scheduler', empty => {
    expect(daprdArguments({ 'dapr.io/placement-host-address': empty, 'dapr.io/scheduler-host-address': empty })).toEqual([]);
    const { flags } = rendered(PINNED_KINDS[0], { placementHostAddress: empty, schedulerHostAddress: empty });
    expect(Object.keys(flags)).toEqual(expect.not.arrayContaining(['placement-host-address', 'scheduler-host-address']));
  });

  test('disables metrics if they are disabled for a pinned daprd', () => {
    expect(rendered(PINNED_KINDS[1], { enableMetrics: false }).flags['enable-metrics']).toBe('false');
  });
});
