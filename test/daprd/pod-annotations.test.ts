/** Annotations of users, merged with ours. */
import { DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { newChart, refusal, messagesOf } from '../../scenarios/charts';
import { RULES } from '../../src/catalogue/rules.generated';
import { deprecatedAnnotation, deprecatedOptions } from '../../src/daprd/annotation-checks';
import { annotationOf, KNOWN_ANNOTATIONS, propOf, unknownAnnotation } from '../../src/daprd/annotations';
import { APP_ANNOTATIONS } from '../../src/daprd/options';
import { mergePodAnnotations } from '../../src/daprd/pod-annotations';
import { DAPR } from '../support/daprd-annotations';

describe('annotations of the user', () => {
  const ours = DAPR({ 'log-level': 'info', 'enabled': 'true' });

  test('replace ours, are added to them, or remove one of them', () => {
    const chart = newChart();
    expect(mergePodAnnotations(chart, ours, { 'dapr.io/log-level': 'debug', 'acme.dev/team': 'a', 'dapr.io/enabled': '' }, true)).toEqual({ 'dapr.io/log-level': 'debug', 'acme.dev/team': 'a' });
    expect(mergePodAnnotations(chart, ours, undefined, true)).toEqual(ours);
    expect([...messagesOf(chart, 'DAPR1022'), ...messagesOf(chart, 'DAPR7012')]).toEqual([]);
  });

  test('are checked together with ours, against the Dapr version that reads them', () => {
    const chart = newChart();
    mergePodAnnotations(chart, ours, { 'dapr.io/log-level': 'trace' }, true);
    mergePodAnnotations(chart, {}, { 'dapr.io/enable-native-sidecar': 'true' }, true, '1.17.1');
    mergePodAnnotations(chart, {}, { 'dapr.io/app-ssl': 'true' }, true);
    expect(messagesOf(chart, 'DAPR3001')).toEqual(["chart: logLevel (dapr.io/log-level) must be 'debug', 'info', 'warn', 'error' or 'fatal'; got 'trace'"]);
    expect(messagesOf(chart, 'DAPR1106')).toEqual(['chart: enableNativeSidecar (dapr.io/enable-native-sidecar) needs Dapr 1.18, and 1.17.1 is declared']);
  });

  test('are checked for each app, regardless of other apps', () => {
    const chart = newChart();
    const [first, second] = ['a', 'b'].map(id => new Construct(chart, id));
    const check = (at: Construct, annotations: any, version?: string) =>
      mergePodAnnotations(at, { ...ours, ...annotations }, undefined, true, version);
    [first, second].forEach(at => check(at, { 'dapr.io/app-port': '0' }));
    expect(messagesOf(chart, 'DAPR2003')).toHaveLength(2);
    [{}, { 'dapr.io/app-id': 'a\u0000' }, { 'dapr.io/app-id': 'a' }, { 'dapr.io/app-id': '0o17' }].forEach(annotations => check(second, annotations));
    expect(messagesOf(chart, 'DAPR3001')).toHaveLength(2);
    ['1.18', '1.17'].forEach(version => check(second, { 'dapr.io/enable-native-sidecar': 'true' }, version));
    expect(messagesOf(chart, 'DAPR1106')).toHaveLength(1);
    check(second, { 'dapr.io/app-protocol': Symbol('http') });
    expect(messagesOf(chart, 'DAPR3017')).toHaveLength(1);
    [first, second].forEach(at => check(at, { 'dapr.io/app-ssl': 'true' }));
    expect(DaprWarnings.of(chart).list().filter(({ code }) => code === 'DAPR3018')).toHaveLength(2);
  });

  test('with the prefix dapr.io/ are a warning if the daprd is not in the pod, and an injected sidecar is refused', () => {
    const chart = newChart();
    mergePodAnnotations(chart, {}, { 'dapr.io/log-level': 'trace', 'acme.dev/team': 'a' }, false);
    expect(messagesOf(chart, 'DAPR7061')).toEqual(['chart: podAnnotations contains dapr.io/log-level']);
    mergePodAnnotations(chart, {}, { 'dapr.io/enabled': 'true' }, false);
    expect(messagesOf(chart, 'DAPR7012')).toEqual(['chart: podAnnotations contains dapr.io/enabled']);
    expect(refusal(chart)).toContain('Set the option on the data plane.');
    mergePodAnnotations(chart, {}, 'x' as any, false);
    expect(messagesOf(chart, 'DAPR3017')).toEqual(["chart: podAnnotations must be a map; got 'x'"]);
    expect(messagesOf(chart, 'DAPR3001')).toEqual([]);
  });

  test('that Dapr does not support are reported, with the most similar one', () => {
    const chart = newChart();
    mergePodAnnotations(chart, {}, { 'dapr.io/log-lvel': 'x', 'acme.dev/log-lvel': 'x' }, true);
    expect(messagesOf(chart, 'DAPR1022')).toEqual(['chart: dapr.io/log-lvel is not a pod annotation of Dapr up to 1.19; did you mean dapr.io/log-level?']);
    expect(unknownAnnotation('dapr.io/log-level')).toBeUndefined();
    expect(unknownAnnotation('dapr.io/port')).toBe('dapr.io/port is not a pod annotation of Dapr up to 1.19; did you mean dapr.io/app-port?');
    expect(unknownAnnotation('dapr.io/something-else-entirely')).toBe('dapr.io/something-else-entirely is not a pod annotation of Dapr up to 1.19');
  });

  test('are mapped to and from the props that set them', () => {
    expect([...KNOWN_ANNOTATIONS]).toEqual([...KNOWN_ANNOTATIONS].sort());
    expect(new Set(KNOWN_ANNOTATIONS).size).toBe(KNOWN_ANNOTATIONS.length);
    expect(propOf('dapr.io/log-level')).toBe('logLevel');
    expect(propOf('dapr.io/env')).toBe('env');
    expect(propOf('dapr.io/app-port')).toBe('appPort');
    expect(propOf('dapr.io/enabled')).toBeUndefined();
    expect(propOf('dapr.io/none')).toBeUndefined();
    expect(annotationOf('logLevel')).toBe('dapr.io/log-level');
    expect(annotationOf('none')).toBeUndefined();
    expect(deprecatedAnnotation('dapr.io/app-ssl').map(({ todo }) => todo)).toEqual(['use dapr.io/app-protocol HTTPS or GRPCS']);
    expect(deprecatedAnnotation('dapr.io/log-level')).toEqual([]);
    expect(deprecatedAnnotation('dapr.io/none')).toEqual([]);
  });

  test('that are deprecated are reported with their replacement', () => {
    const chart = newChart();
    expect(deprecatedOptions(chart, DAPR({ 'http-max-request-size': '4', 'http-read-buffer-size': '4', 'log-level': 'info', 'none': 'x' }))).toEqual([
      { at: chart, rule: RULES.DAPR3018, what: 'httpMaxRequestSize (dapr.io/http-max-request-size) is deprecated', todo: 'use maxBodySize' },
      { at: chart, rule: RULES.DAPR3018, what: 'httpReadBufferSize (dapr.io/http-read-buffer-size) is deprecated', todo: 'use readBufferSize' },
    ]);
  });

  test('that describe the app name the props of the app', () => {
    expect(Object.fromEntries(Object.entries(APP_ANNOTATIONS).map(([name, { prop, becomes }]) => [name, [prop, becomes]]))).toEqual({
      'enabled': [undefined, 'injection'],
      'app-id': ['appId', '--app-id'],
      'app-port': ['appPort', '--app-port'],
      'app-protocol': ['appProtocol', '--app-protocol'],
      'app-channel-address': [undefined, '--app-channel-address'],
      'app-max-concurrency': ['appMaxConcurrency', '--app-max-concurrency'],
      'app-token-secret': ['appTokenSecret', 'env APP_API_TOKEN of daprd'],
      'enable-app-health-check': ['appHealthCheck', '--enable-app-health-check'],
      'app-health-check-path': ['appHealthCheck', '--app-health-check-path'],
      'app-health-probe-interval': ['appHealthCheck', '--app-health-probe-interval'],
      'app-health-probe-timeout': ['appHealthCheck', '--app-health-probe-timeout'],
      'app-health-threshold': ['appHealthCheck', '--app-health-threshold'],
    });
  });
});
