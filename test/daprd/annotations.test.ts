/** What a daprd is told by annotation: what is rendered, what is refused with which sentence, and what the annotations add up to. */
import { Duration, Size } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { newChart, refusal, said } from '../../scenarios/charts';
import { annotationProblems, checkAnnotations, deprecatedOptions, mergePodAnnotations } from '../../src/daprd/annotation-checks';
import { annotationOf, deprecationOf, KNOWN_ANNOTATIONS, propOf, renderOptions, unknownAnnotation } from '../../src/daprd/annotations';
import { daprdPorts, shutdownSeconds } from '../../src/daprd/defaults';
import { checkDaprdEnv, daprdEnv, daprdEnvEntries, envWithEquals, goMemoryLimitFor, splitsInTwo } from '../../src/daprd/env';
import { daprdArguments, daprdFlags, FLAG_ANNOTATIONS } from '../../src/daprd/flags';
import { checkImage, checkImageVersion } from '../../src/daprd/image';
import { APP_ANNOTATIONS, DAPRD_OPTIONS, listenAddress } from '../../src/daprd/options';

const DAPR = (annotations: { [name: string]: string }) => Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`dapr.io/${name}`, value]));
const problems = (annotations: { [name: string]: string }, version = '1.18.3') => annotationProblems(DAPR(annotations), version).map(({ code, what }) => `${code} ${what}`);
const OPTIONS = DAPRD_OPTIONS as { [option: string]: any };

describe('the value of an option', () => {
  const right: { [type: string]: [unknown, string][] } = {
    'boolean': [[true, 'true'], [false, 'false']],
    'number': [[5, '5'], [0, '0']],
    'string': [['x', 'x'], ['', '']],
    'Duration': [[Duration.seconds(90), '1m30s'], [Duration.millis(5), '5ms']],
    'Size': [[Size.mebibytes(5), '5Mi']],
    'string[]': [[[], ''], [['a', 'b'], 'a,b']],
    '{ [name: string]: DaprSecretKey }': [[{ A: { secretName: 's' }, B: { secretName: 't', key: 'k' } }, 'A=s,B=t:k'], [{}, '']],
  };
  const wrong: { [type: string]: unknown[] } = {
    'boolean': ['true', 1, null],
    'number': ['5', NaN, Infinity, null],
    'string': [5, null, {}],
    'Duration': ['5s', 5, null, {}],
    'Size': ['5Mi', 5, null, {}],
    'string[]': ['a', [1], ['a', 1], null],
    '{ [name: string]: DaprSecretKey }': ['a', 5, null, { A: 's' }, { A: null }, { A: {}, B: { secretName: 's' } }],
    '{ [name: string]: string }': ['a', 5, null, { A: 5 }, { A: 'x', B: 5 }],
    '{ [volume: string]: string }': ['a', 5, null, { a: 5 }, { a: '/x', b: 5 }],
    'IDaprConfiguration': ['a', 5, null, {}, { resourceName: 5 }],
    'InitEndpoint[]': ['config', [1]],
    'LogLevel': [5],
    'SeccompProfileType': [5],
  };

  test.each(Object.keys(OPTIONS))('%s is rendered where it is of its type, and not where it is of another', option => {
    const { type, render } = OPTIONS[option];
    if (option !== 'goMemoryLimit') {
      (right[type] ?? []).forEach(([value, text]) => expect([value, render(value)]).toEqual([value, text]));
    }
    expect(wrong[type].map(value => [value, render(value)])).toEqual(wrong[type].map(value => [value, undefined]));
  });

  test('is refused with its name and its type', () => {
    const chart = newChart();
    expect(renderOptions(chart, { logAsJson: 'yes', metricsPort: 9091, unknown: 1, sidecarImage: undefined, sidecarCpuLimit: null } as any)).toEqual(DAPR({ 'metrics-port': '9091' }));
    expect(said(chart, 'DAPR3001')).toEqual(["chart: logAsJson 'yes' is no boolean"]);
    expect(said(chart, 'DAPR3003')).toEqual([]);
  });

  test('of two options that write one annotation is joined', () => {
    expect(renderOptions(newChart(), { env: { A: '1' }, goMemoryLimit: Size.mebibytes(5) })).toEqual(DAPR({ env: 'A=1,GOMEMLIMIT=5MiB' }));
  });

  test('of a limit of memory tells Go of it, unless somebody did', () => {
    const limit = { sidecarMemoryLimit: Size.mebibytes(100) };
    expect(renderOptions(newChart(), limit)).toEqual(DAPR({ 'sidecar-memory-limit': '100Mi', 'env': 'GOMEMLIMIT=90MiB' }));
    expect(renderOptions(newChart(), { ...limit, env: { A: '1' } })['dapr.io/env']).toBe('A=1,GOMEMLIMIT=90MiB');
    expect(renderOptions(newChart(), { ...limit, env: { GOMEMLIMIT: '5MiB' } })['dapr.io/env']).toBe('GOMEMLIMIT=5MiB');
    expect(renderOptions(newChart(), { ...limit, env: { A: '1', GOMEMLIMIT: '5MiB' } })['dapr.io/env']).toBe('A=1,GOMEMLIMIT=5MiB');
    expect(renderOptions(newChart(), { ...limit, env: { XGOMEMLIMIT: '5MiB' } })['dapr.io/env']).toBe('XGOMEMLIMIT=5MiB,GOMEMLIMIT=90MiB');
    expect(renderOptions(newChart(), { env: { A: '1' } })['dapr.io/env']).toBe('A=1');
  });

  test('that the injector would take for two variables is refused', () => {
    const chart = newChart();
    renderOptions(chart, { env: { A: 'x,B=y', C: 'x,y' }, sidecarSvcAnnotations: { a: 'x,B=y' } });
    expect(said(chart, 'DAPR3007')).toEqual(["chart: env['A'] is 'x,B=y'"]);
    expect(splitsInTwo('x, _B1=')).toBe(true);
    expect(splitsInTwo('x,1=')).toBe(false);
    expect(splitsInTwo('xB=1')).toBe(false);
    expect(splitsInTwo('x,B')).toBe(false);
  });
});

describe('the text of an annotation', () => {
  const RIGHT: { [annotation: string]: string[] } = {
    'app-port': ['1', '65535'],
    'app-protocol': ['http', 'https', 'grpc', 'grpcs', 'h2c'],
    'app-max-concurrency': ['-1', '5'],
    'enabled': ['true'],
    'log-level': ['debug', 'info', 'warn', 'error', 'fatal'],
    'sidecar-seccomp-profile-type': ['RuntimeDefault', 'Localhost', 'Unconfined'],
    'disable-init-endpoints': ['config', 'subscribe', 'config, subscribe'],
    'sidecar-listen-addresses': ['127.0.0.1', '[::1],10.0.0.1'],
    'volume-mounts': ['a:/b', 'a1-b:/c/d, e:/'],
    'env-from-secret': ['A=s', 'A=s:k,B=t'],
    'env': ['A=1', 'A=', 'A=1,B=2'],
    'max-body-size': ['4Mi', '4'],
    'graceful-shutdown-seconds': ['0', '86400'],
    'http-max-request-size': ['1'],
    'sidecar-liveness-probe-delay-seconds': ['0'],
    'sidecar-liveness-probe-timeout-seconds': ['1'],
    'config': ['tracing'],
    'placement-host-address': ['', 'a:1'],
    'api-token-secret': ['s'],
    'app-health-probe-interval': ['1'],
    'block-shutdown-duration': ['5s'],
    'metrics-port': ['9090'],
    'pluggable-components': ['a,b'],
    'sidecar-svc-annotations': ['a=b'],
  };
  const WRONG: { [annotation: string]: [string, string][] } = {
    'app-port': [['0', "DAPR2003 dapr.io/app-port: '0' is no whole number from 1 to 65535"]],
    'app-protocol': [['tcp', "DAPR3001 dapr.io/app-protocol: 'tcp' is none of http, https, grpc, grpcs, h2c"]],
    'app-max-concurrency': [['-2', "DAPR3001 dapr.io/app-max-concurrency: '-2' is no whole number from -1 to 2147483647"]],
    'enabled': [['yes', "DAPR3001 dapr.io/enabled: 'yes' is not 'true'"]],
    'enable-app-health-check': [['maybe', "DAPR3001 dapr.io/enable-app-health-check: 'maybe' is neither true nor false"]],
    'app-health-check-path': [['\n', "DAPR3001 dapr.io/app-health-check-path: '\\u000a' holds a control character"]],
    'app-health-probe-interval': [['0', "DAPR3001 dapr.io/app-health-probe-interval: '0' is no whole number from 1 to 2147483647"]],
    'app-health-probe-timeout': [['0', "DAPR3001 dapr.io/app-health-probe-timeout: '0' is no whole number from 1 to 2147483647"]],
    'app-health-threshold': [['0', "DAPR3001 dapr.io/app-health-threshold: '0' is no whole number from 1 to 2147483647"]],
    'log-level': [['trace', "DAPR3001 dapr.io/log-level: 'trace' is none of debug, info, warn, error, fatal"]],
    'sidecar-seccomp-profile-type': [['localhost', "DAPR3001 dapr.io/sidecar-seccomp-profile-type: 'localhost' is none of RuntimeDefault, Localhost, Unconfined"]],
    'disable-init-endpoints': [['config,actors', "DAPR3001 dapr.io/disable-init-endpoints: 'actors' is none of config, subscribe"]],
    'sidecar-listen-addresses': [['127.0.0.1,localhost', "DAPR2008 dapr.io/sidecar-listen-addresses: 'localhost' is no IPv4 address and no IPv6 address in brackets"]],
    'volume-mounts': [['a:b', "DAPR3001 dapr.io/volume-mounts: 'a:b' is not volume:/path"], ['A:/b', "DAPR3001 dapr.io/volume-mounts: 'A:/b' is not volume:/path"], ['a-:/b', "DAPR3001 dapr.io/volume-mounts: 'a-:/b' is not volume:/path"], ['a:/b:c', "DAPR3001 dapr.io/volume-mounts: 'a:/b:c' is not volume:/path"], ['xa:/b,-a:/b', "DAPR3001 dapr.io/volume-mounts: '-a:/b' is not volume:/path"]],
    'volume-mounts-rw': [['a', "DAPR3001 dapr.io/volume-mounts-rw: 'a' is not volume:/path"]],
    'env-from-secret': [['A', "DAPR3001 dapr.io/env-from-secret: 'A' is not NAME=secret or NAME=secret:key"], ['=s', "DAPR3001 dapr.io/env-from-secret: '=s' is not NAME=secret or NAME=secret:key"], ['A=s:k:l', "DAPR3001 dapr.io/env-from-secret: 'A=s:k:l' is not NAME=secret or NAME=secret:key"], ['A=s:', "DAPR3001 dapr.io/env-from-secret: 'A=s:' is not NAME=secret or NAME=secret:key"], ['A=', "DAPR3001 dapr.io/env-from-secret: 'A=' is not NAME=secret or NAME=secret:key"]],
    'env': [['A', "DAPR3001 dapr.io/env: 'A' is not NAME=value"], ['=1', "DAPR3001 dapr.io/env: '=1' is not NAME=value"], ['A=\n', "DAPR3001 dapr.io/env: 'A=\\u000a' holds a control character"]],
    'max-body-size': [['4MB', "DAPR3003 dapr.io/max-body-size: '4MB' is no quantity"]],
    'graceful-shutdown-seconds': [['-1', "DAPR3001 dapr.io/graceful-shutdown-seconds: '-1' is no whole number from 0 to 86400"], ['86401', "DAPR3001 dapr.io/graceful-shutdown-seconds: '86401' is no whole number from 0 to 86400"]],
    'http-max-request-size': [['0', "DAPR3001 dapr.io/http-max-request-size: '0' is no whole number from 1 to 2147483647"]],
    'sidecar-liveness-probe-delay-seconds': [['-1', "DAPR3001 dapr.io/sidecar-liveness-probe-delay-seconds: '-1' is no whole number from 0 to 2147483647"]],
    'config': [['', 'DAPR3001 dapr.io/config: an empty name'], ['a\n', "DAPR3001 dapr.io/config: 'a\\u000a' holds a control character"]],
    'placement-host-address': [['\n', "DAPR3001 dapr.io/placement-host-address: '\\u000a' holds a control character"]],
    'api-token-secret': [['', 'DAPR3001 dapr.io/api-token-secret: is empty'], ['\n', "DAPR3001 dapr.io/api-token-secret: '\\u000a' holds a control character"]],
    'block-shutdown-duration': [['5', "DAPR3002 dapr.io/block-shutdown-duration: '5' is no Go duration"]],
    'metrics-port': [['0', "DAPR2003 dapr.io/metrics-port: '0' is no whole number from 1 to 65535"]],
    'sidecar-cpu-limit': [['1 core', "DAPR3003 dapr.io/sidecar-cpu-limit: '1 core' is no quantity"]],
    'log-as-json': [['maybe', "DAPR3001 dapr.io/log-as-json: 'maybe' is neither true nor false"]],
    'pluggable-components': [['a,\u0000', "DAPR3001 dapr.io/pluggable-components: '\\u0000' holds a control character"]],
  };
  test.each(Object.entries(RIGHT))('%s may be %j', (annotation, values) => {
    values.forEach(value => expect(problems({ [annotation]: value }).filter(text => !/^DAPR(1106|2006)/.test(text))).toEqual([]));
  });
  test.each(Object.entries(WRONG))('%s is refused: %j', (annotation, values) => {
    values.forEach(([value, problem]) => expect(problems({ [annotation]: value })).toEqual([problem]));
  });
  test('is one, whatever is wrong with it otherwise', () => {
    expect(problems({ 'app-id': 5 as any })).toEqual(['DAPR3017 dapr.io/app-id 5 is no string']);
    expect(annotationProblems({ 'acme.io/app-port': 'x', 'acme.io/a': 5 as any }, '1.18.3')).toEqual([]);
    expect(problems({ env: '1A=x' })).toEqual(["DAPR3001 environment variable '1A' is no name of one"]);
    expect(problems({ unknown: 'x' })).toEqual([]);
  });
  test.each([['1.2.3.4', true], ['255.255.255.255', true], ['[::1]', true], ['[2001:DB8::1.2.3.4]', true], ['1.2.3', false], ['1.2.3.4.5', false], ['1.2.3.4:80', false], ['x1.2.3.4', false],
    ['::1', false], ['[::1', false], ['[::1]:80', false], ['[]', false], ['1234.1.1.1', false], ['[g]', false]])('%s is an address to listen on: %s', (address, right) => {
    expect(listenAddress(address)).toBe(right ? undefined : `'${address}' is no IPv4 address and no IPv6 address in brackets`);
  });
});

describe('an option of a newer Dapr', () => {
  test.each<[string, string, string, string]>([
    ['enable-native-sidecar', 'true', '1.17.9', '1.18'], ['actors-disseminate-timeout', '5s', '1.17.9', '1.18'], ['disable-init-endpoints', 'config', '1.16.9', '1.17'],
    ['sidecar-svc-annotations', 'a=b', '1.16.9', '1.17'], ['app-binding-options-timeout', '5s', '1.18.2', '1.16.18, 1.17.12, 1.18.3'], ['sentry-request-jwt-audiences', 'a', '1.15', '1.16'],
    ['grpc-port', '1', '1.14', '1.15'], ['internal-grpc-port', '1', '1.14', '1.15'], ['env-from-secret', 'A=b', '1.14', '1.15'],
  ])('%s is refused, with the releases that have it', (annotation, value, declared, since) => {
    expect(problems({ [annotation]: value }, declared)).toEqual([`DAPR1106 dapr.io/${annotation} needs Dapr ${since}, and ${declared} is declared`]);
  });
  test('that came in several release lines says that the patch counts', () => {
    const todo = (annotation: string, value: string, declared: string) => annotationProblems(DAPR({ [annotation]: value }), declared)[0].todo;
    expect(todo('app-binding-options-timeout', '5s', '1.18')).toBe('declare the patch version in DaprPlatform, or leave the option out');
    expect(todo('enable-native-sidecar', 'true', '1.17')).toBeUndefined();
  });
  test('is there from its release on', () => {
    expect(problems({ 'app-binding-options-timeout': '5s' }, '1.17.12')).toEqual([]);
    expect(problems({ 'enable-native-sidecar': 'true' }, '1.18')).toEqual([]);
  });
});

describe('annotations that contradict each other', () => {
  test.each<[{ [name: string]: string }, string[]]>([
    [{ 'grpc-port': '50002' }, ['DAPR2006 gRPC API and internal gRPC are both 50002']],
    [{ 'metrics-port': '3500' }, ['DAPR2006 HTTP API and metrics are both 3500']],
    [{ 'metrics-port': '3501' }, ['DAPR2006 health and metrics are both 3501']],
    [{ 'grpc-port': '7777', 'enable-profiling': 'true' }, ['DAPR2006 gRPC API and profiling are both 7777']],
    [{ 'grpc-port': '7777' }, []], [{ 'grpc-port': '7777', 'enable-profiling': 'false' }, []],
    [{ 'grpc-port': '40000', 'enable-debug': 'true', 'sidecar-image': 'a/b:1' }, ['DAPR2006 gRPC API and debugger are both 40000']],
    [{ 'grpc-port': '40000' }, []],
    [{ 'debug-port': '9090', 'enable-debug': 'true', 'sidecar-image': 'a/b:1' }, ['DAPR2006 metrics and debugger are both 9090']],
    [{ 'debug-port': '9090' }, []],
    [{ 'internal-grpc-port': '50001', 'grpc-port': '50002' }, []],
    [{ 'sidecar-cpu-request': '2', 'sidecar-cpu-limit': '1500m' }, ['DAPR3009 cpu request 2 is above the limit 1500m']],
    [{ 'sidecar-memory-request': '1Gi', 'sidecar-memory-limit': '1G', 'env': 'GOMEMLIMIT=1' }, ['DAPR3009 memory request 1Gi is above the limit 1G']],
    [{ 'sidecar-cpu-request': '1', 'sidecar-cpu-limit': '1000m' }, []], [{ 'sidecar-cpu-request': '5' }, []], [{ 'sidecar-cpu-limit': '5' }, []],
    [{ 'http-max-request-size': '4', 'max-body-size': '8Mi' }, ['DAPR3012 dapr.io/http-max-request-size 4 and dapr.io/max-body-size 8Mi']],
    [{ 'http-read-buffer-size': '4', 'read-buffer-size': '8Ki' }, ['DAPR3012 dapr.io/http-read-buffer-size 4 and dapr.io/read-buffer-size 8Ki']],
    [{ 'http-max-request-size': '4', 'read-buffer-size': '8Ki' }, []],
    [{ 'enable-debug': 'true' }, ['DAPR3013 enableDebug without sidecarImage']], [{ 'enable-debug': 'false' }, []], [{ 'enable-debug': 'true', 'sidecar-image': 'a/b:1' }, []],
  ])('%j: %j', (annotations, expected) => {
    expect(problems(annotations)).toEqual(expected);
  });

  test('are not looked at where one of them is wrong already', () => {
    expect(problems({ 'grpc-port': '50002', 'log-as-json': 'x' })).toHaveLength(1);
  });

  test('are called by their options where somebody gave options', () => {
    const chart = newChart();
    const whats = checkAnnotations(chart, DAPR({ 'log-as-json': 'x', 'app-port': 'x', 'env': 'x' })).map(({ at, what }) => [at, what.split(':')[0]]);
    expect(whats).toEqual([[chart, 'logAsJson (dapr.io/log-as-json)'], [chart, 'dapr.io/app-port'], [chart, 'dapr.io/env']]);
  });
});

describe('the ports of a daprd', () => {
  const DEFAULTS = { 'HTTP API': 3500, 'gRPC API': 50001, 'internal gRPC': 50002, 'health': 3501, 'metrics': 9090 };
  test.each<[{ [name: string]: string }, object]>([
    [{}, {}], [{ 'grpc-port': '1' }, { 'gRPC API': 1 }], [{ 'internal-grpc-port': '2' }, { 'internal gRPC': 2 }], [{ 'metrics-port': '3' }, { metrics: 3 }], [{ 'metrics-port': 'x' }, {}],
    [{ 'enable-profiling': 'true' }, { profiling: 7777 }], [{ 'enable-debug': 'true' }, { debugger: 40000 }], [{ 'enable-debug': 'true', 'debug-port': '4' }, { debugger: 4 }], [{ 'debug-port': '4' }, {}],
  ])('that is told %j', (annotations, more) => {
    expect(daprdPorts(DAPR(annotations))).toEqual({ ...DEFAULTS, ...more });
  });
});

test.each<[{ [name: string]: string }, number]>([
  [{}, 5], [{ 'graceful-shutdown-seconds': '0' }, 0], [{ 'graceful-shutdown-seconds': '7' }, 7], [{ 'graceful-shutdown-seconds': '-1' }, 5], [{ 'block-shutdown-duration': '1m' }, 65],
  [{ 'block-shutdown-duration': '3s', 'graceful-shutdown-seconds': '4' }, 7],
])('a daprd that is told %j needs %d s to stop', (annotations, seconds) => {
  expect(shutdownSeconds(DAPR(annotations))).toBe(seconds);
});

describe('annotations that the user gives', () => {
  const ours = DAPR({ 'log-level': 'info', 'enabled': 'true' });

  test('replace ours, are added to them, or take one of them away', () => {
    const chart = newChart();
    expect(mergePodAnnotations(chart, ours, { 'dapr.io/log-level': 'debug', 'acme.dev/team': 'a', 'dapr.io/enabled': '' }, true)).toEqual({ 'dapr.io/log-level': 'debug', 'acme.dev/team': 'a' });
    expect(mergePodAnnotations(chart, ours, undefined, true)).toEqual(ours);
    expect([...said(chart, 'DAPR1022'), ...said(chart, 'DAPR7012')]).toEqual([]);
  });

  test('are checked with ours, as options of the version that reads them', () => {
    const chart = newChart();
    mergePodAnnotations(chart, ours, { 'dapr.io/log-level': 'trace' }, true);
    mergePodAnnotations(chart, {}, { 'dapr.io/enable-native-sidecar': 'true' }, true, '1.17.1');
    mergePodAnnotations(chart, {}, { 'dapr.io/app-ssl': 'true' }, true);
    expect(said(chart, 'DAPR3001')).toEqual(["chart: logLevel (dapr.io/log-level): 'trace' is none of debug, info, warn, error, fatal"]);
    expect(said(chart, 'DAPR1106')).toEqual(['chart: enableNativeSidecar (dapr.io/enable-native-sidecar) needs Dapr 1.18, and 1.17.1 is declared']);
  });

  test('are checked for each app, whatever another one has', () => {
    const chart = newChart();
    const [first, second] = ['a', 'b'].map(id => new Construct(chart, id));
    const check = (at: Construct, annotations: any, version?: string) =>
      mergePodAnnotations(at, { ...ours, ...annotations }, undefined, true, version);
    [first, second].forEach(at => check(at, { 'dapr.io/app-port': '0' }));
    expect(said(chart, 'DAPR2003')).toHaveLength(2);
    [{}, { 'dapr.io/app-id': 'a\u0000' }, { 'dapr.io/app-id': 'a' }, { 'dapr.io/app-id': '0o17' }].forEach(annotations => check(second, annotations));
    expect(said(chart, 'DAPR3001')).toHaveLength(2);
    ['1.18', '1.17'].forEach(version => check(second, { 'dapr.io/enable-native-sidecar': 'true' }, version));
    expect(said(chart, 'DAPR1106')).toHaveLength(1);
    check(second, { 'dapr.io/app-protocol': Symbol('http') });
    expect(said(chart, 'DAPR3017')).toHaveLength(1);
    [first, second].forEach(at => check(at, { 'dapr.io/app-ssl': 'true' }));
    expect(DaprWarnings.of(chart).list().filter(({ code }) => code === 'DAPR3018')).toHaveLength(2);
  });

  test('for a daprd that is not in the pod are refused, those of Dapr', () => {
    const chart = newChart();
    mergePodAnnotations(chart, {}, { 'dapr.io/log-level': 'trace', 'acme.dev/team': 'a' }, false);
    expect(said(chart, 'DAPR7012')).toEqual(['chart: podAnnotations has dapr.io/log-level']);
    expect(refusal(chart)).toContain('Give the option to the data plane.');
    mergePodAnnotations(chart, {}, 'x' as any, false);
    expect(said(chart, 'DAPR3017')).toEqual(["chart: podAnnotations 'x' is no map"]);
    expect(said(chart, 'DAPR3001')).toEqual([]);
  });

  test('that Dapr does not know are told from others', () => {
    const chart = newChart();
    mergePodAnnotations(chart, {}, { 'dapr.io/log-lvel': 'x', 'acme.dev/log-lvel': 'x' }, true);
    expect(said(chart, 'DAPR1022')).toEqual(['chart: dapr.io/log-lvel is not among the annotations of Dapr 1.18.3; did you mean dapr.io/log-level?']);
    expect(unknownAnnotation('dapr.io/log-level')).toBeUndefined();
    expect(unknownAnnotation('dapr.io/port')).toBe('dapr.io/port is not among the annotations of Dapr 1.18.3; did you mean dapr.io/app-port?');
    expect(unknownAnnotation('dapr.io/something-else-entirely')).toBe('dapr.io/something-else-entirely is not among the annotations of Dapr 1.18.3');
  });

  test('are known by the props that set them', () => {
    expect([...KNOWN_ANNOTATIONS]).toEqual([...KNOWN_ANNOTATIONS].sort());
    expect(new Set(KNOWN_ANNOTATIONS).size).toBe(KNOWN_ANNOTATIONS.length);
    expect(propOf('dapr.io/log-level')).toBe('logLevel');
    expect(propOf('dapr.io/env')).toBe('env');
    expect(propOf('dapr.io/app-port')).toBe('appPort');
    expect(propOf('dapr.io/enabled')).toBeUndefined();
    expect(propOf('dapr.io/none')).toBeUndefined();
    expect(annotationOf('logLevel')).toBe('dapr.io/log-level');
    expect(annotationOf('none')).toBeUndefined();
    expect(deprecationOf('dapr.io/app-ssl')).toBe('use appProtocol HTTPS or GRPCS');
    expect(deprecationOf('dapr.io/log-level')).toBeUndefined();
    expect(deprecationOf('dapr.io/none')).toBeUndefined();
  });

  test('that are deprecated say what to use instead', () => {
    const chart = newChart();
    expect(deprecatedOptions(chart, DAPR({ 'http-max-request-size': '4', 'http-read-buffer-size': '4', 'log-level': 'info', 'none': 'x' }))).toEqual([
      { at: chart, code: 'DAPR3018', what: 'httpMaxRequestSize (dapr.io/http-max-request-size)', todo: 'use maxBodySize' },
      { at: chart, code: 'DAPR3018', what: 'httpReadBufferSize (dapr.io/http-read-buffer-size)', todo: 'use readBufferSize' },
    ]);
  });

  test('of the app name the props of the app', () => {
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

describe('the environment of a daprd', () => {
  const env = (text: string, more: { [name: string]: string } = {}) =>
    checkDaprdEnv(DAPR({ env: text, ...more })).map(({ code, what, todo }) => [code, what, todo]);

  test('is split as the injector does, at a comma before a name', () => {
    expect(daprdEnvEntries(DAPR({ 'env': 'A=1,2, B = x=y,C=', 'env-from-secret': 'S=s:k,T=t' }))).toEqual({ values: [['A', '1,2'], ['B', ' x=y'], ['C', '']], secrets: [['S', 's:k'], ['T', 't']] });
    expect(daprdEnvEntries(DAPR({ env: ' A ' }))).toEqual({ values: [['A', '']], secrets: [] });
    expect(daprdEnvEntries(DAPR({ env: '=x' }))).toEqual({ values: [['', 'x']], secrets: [] });
    expect(daprdEnvEntries({})).toEqual({ values: [], secrets: [] });
  });

  test('names what components may read, and the tokens', () => {
    expect(daprdEnv(DAPR({ 'env': 'A=1', 'env-from-secret': 'B=s:k,C= t', 'api-token-secret': 'x', 'app-token-secret': 'y' }))).toEqual([
      { name: 'A', value: '1' }, { name: 'B', secretName: 's', secretKey: 'k' }, { name: 'C', secretName: 't', secretKey: 't' }, { name: 'DAPR_ENV_KEYS', value: 'A B C' },
      { name: 'DAPR_API_TOKEN', secretName: 'x' }, { name: 'APP_API_TOKEN', secretName: 'y' },
    ]);
    expect(daprdEnv({})).toEqual([]);
  });

  test.each<[string, unknown[]]>([
    ['A=1', []], ['A_b1=x', []],
    ['1A=x', [['DAPR3001', "environment variable '1A' is no name of one", undefined]]],
    ...['NAMESPACE', 'POD_NAME', 'APP_API_TOKEN', 'DAPR_HTTP_PORT', 'SENTRY_ADDRESS'].map((name): [string, unknown[]] => [`${name}=1`, [['DAPR3005', `environment variable ${name} of daprd`, undefined]]]),
    ['XNAMESPACE=x', []], ['NAMESPACES=x', []], ['XDAPR_A=x', []],
    ['MY_TOKEN=x', [['DAPR3006', 'environment variable MY_TOKEN of daprd with a literal value', 'use envFromSecret']]],
    ['MY_TOKEN=true', []], ['MY_TOKEN=FALSE', []], ['MY_TOKEN=1.5', []], ['MY_TOKEN=', []], ['MY_TOKEN=xtrue', [['DAPR3006', expect.anything(), expect.anything()]]], ['MY_TOKEN=truex', [['DAPR3006', expect.anything(), expect.anything()]]],
    ['SSL_CERT_DIR=/certs', [['DAPR3019', "environment variable SSL_CERT_DIR of daprd is '/certs'", undefined]]],
    ['GOMEMLIMIT=x', [['DAPR3004', expect.stringContaining("GOMEMLIMIT 'x' is no number"), undefined]]], ['GOMEMLIMIT=5MiB', []],
  ])('%s: %j', (text, expected) => {
    expect(env(text)).toEqual(expected);
  });

  test('from Secrets has names, too', () => {
    expect(checkDaprdEnv(DAPR({ 'env-from-secret': '1A=s,DAPR_B=t,MY_TOKEN=u' })).map(({ code }) => code)).toEqual(['DAPR3001', 'DAPR3005']);
  });

  test('has a limit for Go below that of the container', () => {
    expect(env('GOMEMLIMIT=100MiB', { 'sidecar-memory-limit': '100Mi' })).toEqual([['DAPR3014', 'GOMEMLIMIT 100MiB with a memory limit of 100Mi', undefined]]);
    expect(env('GOMEMLIMIT=off', { 'sidecar-memory-limit': '100Mi' })).toHaveLength(1);
    expect(env('GOMEMLIMIT=99MiB', { 'sidecar-memory-limit': '100Mi' })).toEqual([]);
    expect(goMemoryLimitFor('1Gi')).toBe('921MiB');
  });

  test('has equals signs in values from Dapr 1.16.2 on only, where it is injected', () => {
    expect(envWithEquals(DAPR({ env: 'A=1,B=x=y' }))).toEqual(['B']);
    const found = (version: string, enabled: object = { enabled: 'true' }) => annotationProblems(DAPR({ env: 'A=1,B=x=y', ...enabled }), version);
    expect(found('1.16.1')).toEqual([{
      code: 'DAPR1106',
      what: "env['B'] has an equals sign in its value, which the injector drops before Dapr 1.16.2, and 1.16.1 is declared",
      todo: 'declare the patch version in DaprPlatform, or use envFromSecret',
    }]);
    expect(found('1.16.2')).toEqual([]);
    expect(found('1.16.1', {})).toEqual([]);
  });
});

describe('the image of a daprd', () => {
  test.each(['a:1', 'a/b:1', 'ghcr.io/dapr/daprd:1.18.2', 'host:5000/a/b:v1', 'Host.X/a:1', `a@sha256:${'0'.repeat(64)}`, `a:1@sha256:${'f'.repeat(64)}`, 'a.b/c_d-e:T_1.2-3'])('may be %s', image => {
    expect(checkImage('image', image)).toEqual([]);
  });
  test.each(['', 'A:1', 'a b:1', 'a:', 'a:1:2', 'a@sha256:12', `a@sha256:${'0'.repeat(65)}`, `a@sha256:${'G'.repeat(64)}`, '-a:1', 'a:-1', `a:${'1'.repeat(129)}`, 'x/a:1 '])('is none: %s', image => {
    expect(checkImage('image', image)).toEqual([{ code: 'DAPR3022', what: expect.stringContaining(`image '${image}'`.slice(0, 100)) }]);
  });
  test.each(['a', 'a/b', 'host:5000/a', 'a:latest', 'a/b:latest'])('names a version, unlike %s', image => {
    expect(checkImage('image', image)).toEqual([{ code: 'DAPR3021', what: `image '${image}' names no version` }]);
  });
  test('may have a tag that ends as latest', () => {
    expect(checkImage('image', 'a:latest-1')).toEqual([]);
    expect(checkImage('image', 'latest/a:1')).toEqual([]);
  });

  const option = (since: string[] | undefined, becomes = '--x') => [{ shown: 'x', row: { since, becomes } as any }];
  const version = (image: string, declared: string, options: any[] = []) => checkImageVersion(image, declared, options).map(({ code, what }) => `${code} ${what}`);

  test('of Dapr has the options that are given', () => {
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.3', option(['1.16.18', '1.18.3']))).toEqual(["DAPR3023 x needs daprd 1.16.18, 1.18.3, and sidecarImage is 'ghcr.io/dapr/daprd:1.16.4'"]);
    expect(version('ghcr.io/dapr/daprd:1.16.18', '1.18.3', option(['1.16.18', '1.18.3']))).toEqual([]);
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.2', option(['1.18.3']))).toEqual([]);
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.3', option(undefined))).toEqual([]);
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.3', option(['1.17'], 'resources'))).toEqual([]);
  });

  test.each([['ghcr.io/dapr/daprd:1.18.1', true], ['daprio/daprd:1.18.1', true], ['dapr/daprd:v1.18.1-mariner', true], ['mirror.example/dapr/daprd:1.18.1', true], ['acme/daprd:1.18.1', false], ['xdapr/daprd:1.18.1', false],
    ['dapr/daprdx:1.18.1', false], ['dapr/daprd:1.18', false], ['dapr/daprd:21.18.1', false]])('of %s tells its version: %s', (image, known) => {
    expect(version(image, '1.17.9')).toEqual(known ? [`DAPR3024 sidecarImage '${image}', and 1.17.9 is declared`] : []);
    expect(version(image, '1.18')).toEqual([]);
    expect(version(image, '1.19')).toEqual([]);
  });

  test('is looked at with the options that the annotations have', () => {
    expect(problems({ 'sidecar-image': 'ghcr.io/dapr/daprd:1.16.4', 'actors-disseminate-timeout': '5s' })).toEqual([
      "DAPR3023 actorsDisseminateTimeout (dapr.io/actors-disseminate-timeout) needs daprd 1.18, and sidecarImage is 'ghcr.io/dapr/daprd:1.16.4'",
    ]);
    expect(problems({ 'sidecar-image': 'ghcr.io/dapr/daprd:1.16.4', 'app-id': 'a' })).toEqual([]);
    expect(problems({ 'sidecar-image': 'a b' })).toEqual(["DAPR3022 sidecarImage 'a b'"]);
    expect(problems({ 'actors-disseminate-timeout': '5s' })).toEqual([]);
  });
});

describe('the command line', () => {
  test('has each annotation that is a flag, and truth in the words of Go', () => {
    expect(daprdFlags(DAPR({ 'app-id': 'a', 'log-as-json': 'yes', 'enable-metrics': 'off', 'config': 'c', 'env': 'A=1', 'placement-host-address': ' ' })))
      .toEqual({ 'app-id': 'a', 'log-as-json': 'true', 'enable-metrics': 'false', 'config': 'c' });
    expect(daprdArguments(DAPR({ 'app-id': 'a', 'grpc-port': '5' }))).toEqual(['--app-id=a', '--dapr-grpc-port=5']);
    expect(FLAG_ANNOTATIONS).toEqual(expect.arrayContaining(['dapr.io/app-id', 'dapr.io/log-level']));
    expect(FLAG_ANNOTATIONS).not.toContain('dapr.io/env');
  });
});

test('each row of the table has the code of its type, and no row is without words', () => {
  const codes = Object.fromEntries(Object.entries(OPTIONS).map(([option, { code }]) => [option, code]));
  expect(codes).toMatchObject({
    logAsJson: 'DAPR3001',
    metricsPort: 'DAPR2003',
    blockShutdownDuration: 'DAPR3002',
    sidecarCpuLimit: 'DAPR3003',
    maxBodySize: 'DAPR3003',
    sidecarListenAddresses: 'DAPR2008',
    env: 'DAPR3001',
    goMemoryLimit: 'DAPR3003',
    envFromSecret: 'DAPR3001',
    volumeMounts: 'DAPR3001',
    configuration: 'DAPR3001',
    placementHostAddress: 'DAPR3001',
    disableInitEndpoints: 'DAPR3001',
    logLevel: 'DAPR3001',
    gracefulShutdownSeconds: 'DAPR3001',
    apiTokenSecret: 'DAPR3001',
  });
  Object.values(OPTIONS).forEach(row => expect([row.becomes, row.doc, row.default].every(text => text.length > 0)).toBe(true));
  expect(OPTIONS.goMemoryLimit.check('x\n')).toBe("'x\\u000a' holds a control character");
});
