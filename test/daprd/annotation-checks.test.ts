/** Annotations that are refused, and the messages. */
import { newChart } from '../../scenarios/charts';
import { annotationProblems, checkAnnotations } from '../../src/daprd/annotation-checks';
import { listenAddress } from '../../src/daprd/option-types';
import { DAPR, problems } from '../support/daprd-annotations';

describe('the value of an annotation', () => {
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
    'app-port': [['0', "DAPR2003 dapr.io/app-port must be a whole number from 1 to 65535; got '0'"]],
    'app-protocol': [['tcp', "DAPR3001 dapr.io/app-protocol must be 'http', 'https', 'grpc', 'grpcs' or 'h2c'; got 'tcp'"]],
    'app-max-concurrency': [['-2', "DAPR3001 dapr.io/app-max-concurrency must be a whole number from -1 to 2147483647; got '-2'"]],
    'enabled': [['yes', "DAPR3001 dapr.io/enabled must be 'true'; got 'yes'"]],
    'enable-app-health-check': [['maybe', "DAPR3001 dapr.io/enable-app-health-check must be 'true' or 'false'; got 'maybe'"]],
    'app-health-check-path': [['\n', "DAPR3001 dapr.io/app-health-check-path must be a string without control characters; got '\\u000a'"]],
    'app-health-probe-interval': [['0', "DAPR3001 dapr.io/app-health-probe-interval must be a whole number from 1 to 2147483647; got '0'"]],
    'app-health-probe-timeout': [['0', "DAPR3001 dapr.io/app-health-probe-timeout must be a whole number from 1 to 2147483647; got '0'"]],
    'app-health-threshold': [['0', "DAPR3001 dapr.io/app-health-threshold must be a whole number from 1 to 2147483647; got '0'"]],
    'log-level': [['trace', "DAPR3001 dapr.io/log-level must be 'debug', 'info', 'warn', 'error' or 'fatal'; got 'trace'"]],
    'sidecar-seccomp-profile-type': [['localhost', "DAPR3001 dapr.io/sidecar-seccomp-profile-type must be 'RuntimeDefault', 'Localhost' or 'Unconfined'; got 'localhost'"]],
    'disable-init-endpoints': [['config,actors', "DAPR3001 dapr.io/disable-init-endpoints must be comma-separated entries, each 'config' or 'subscribe'; got 'config,actors'"]],
    'sidecar-listen-addresses': [['127.0.0.1,localhost', "DAPR2008 dapr.io/sidecar-listen-addresses must be comma-separated entries, each an IPv4 address, or an IPv6 address in brackets; got '127.0.0.1,localhost'"]],
    'volume-mounts': [['a:b', "DAPR3001 dapr.io/volume-mounts must be comma-separated entries, each volume:/path; got 'a:b'"], ['A:/b', "DAPR3001 dapr.io/volume-mounts must be comma-separated entries, each volume:/path; got 'A:/b'"], ['a-:/b', "DAPR3001 dapr.io/volume-mounts must be comma-separated entries, each volume:/path; got 'a-:/b'"], ['a:/b:c', "DAPR3001 dapr.io/volume-mounts must be comma-separated entries, each volume:/path; got 'a:/b:c'"], ['xa:/b,-a:/b', "DAPR3001 dapr.io/volume-mounts must be comma-separated entries, each volume:/path; got 'xa:/b,-a:/b'"]],
    'volume-mounts-rw': [['a', "DAPR3001 dapr.io/volume-mounts-rw must be comma-separated entries, each volume:/path; got 'a'"]],
    'env-from-secret': [['A', 'DAPR3001 dapr.io/env-from-secret must be comma-separated entries, each NAME=secret or NAME=secret:key; got a string'], ['=s', 'DAPR3001 dapr.io/env-from-secret must be comma-separated entries, each NAME=secret or NAME=secret:key; got a string'], ['A=s:k:l', 'DAPR3001 dapr.io/env-from-secret must be comma-separated entries, each NAME=secret or NAME=secret:key; got a string'], ['A=s:', 'DAPR3001 dapr.io/env-from-secret must be comma-separated entries, each NAME=secret or NAME=secret:key; got a string'], ['A=', 'DAPR3001 dapr.io/env-from-secret must be comma-separated entries, each NAME=secret or NAME=secret:key; got a string']],
    'env': [['A', 'DAPR3001 dapr.io/env must be NAME=value; got a string'], ['=1', 'DAPR3001 dapr.io/env must be NAME=value; got a string'], ['A=\n', 'DAPR3001 dapr.io/env must be a string without control characters; got a string']],
    'max-body-size': [['4MB', "DAPR3003 dapr.io/max-body-size must be a Kubernetes quantity such as 100m or 250Mi; got '4MB'"]],
    'graceful-shutdown-seconds': [['-1', "DAPR3001 dapr.io/graceful-shutdown-seconds must be a whole number from 0 to 86400; got '-1'"], ['86401', "DAPR3001 dapr.io/graceful-shutdown-seconds must be a whole number from 0 to 86400; got '86401'"]],
    'http-max-request-size': [['0', "DAPR3001 dapr.io/http-max-request-size must be a whole number from 1 to 2147483647; got '0'"]],
    'sidecar-liveness-probe-delay-seconds': [['-1', "DAPR3001 dapr.io/sidecar-liveness-probe-delay-seconds must be a whole number from 0 to 2147483647; got '-1'"]],
    'config': [['', "DAPR3001 dapr.io/config must be the name of a Configuration; got ''"], ['a\n', "DAPR3001 dapr.io/config must be a string without control characters; got 'a\\u000a'"]],
    'placement-host-address': [['\n', "DAPR3001 dapr.io/placement-host-address must be a string without control characters; got '\\u000a'"]],
    'api-token-secret': [['', "DAPR3001 dapr.io/api-token-secret must be a non-empty string; got ''"], ['\n', "DAPR3001 dapr.io/api-token-secret must be a string without control characters; got '\\u000a'"]],
    'block-shutdown-duration': [['5', "DAPR3002 dapr.io/block-shutdown-duration must be a Go duration such as 500ms, 5s or 1m30s; got '5'"]],
    'metrics-port': [['0', "DAPR2003 dapr.io/metrics-port must be a whole number from 1 to 65535; got '0'"]],
    'sidecar-cpu-limit': [['1 core', "DAPR3003 dapr.io/sidecar-cpu-limit must be a Kubernetes quantity such as 100m or 250Mi; got '1 core'"]],
    'log-as-json': [['maybe', "DAPR3001 dapr.io/log-as-json must be 'true' or 'false'; got 'maybe'"]],
    'pluggable-components': [['a,\u0000', "DAPR3001 dapr.io/pluggable-components must be comma-separated entries, each a string without control characters; got 'a,\\u0000'"]],
  };
  test.each(Object.entries(RIGHT))('%s may be %j', (annotation, values) => {
    values.forEach(value => expect(problems({ [annotation]: value }).filter(text => !/^DAPR(1106|2006)/.test(text))).toEqual([]));
  });
  test.each(Object.entries(WRONG))('%s is refused: %j', (annotation, values) => {
    values.forEach(([value, problem]) => expect(problems({ [annotation]: value })).toEqual([problem]));
  });
  test('must be a string, and only dapr.io annotations are checked', () => {
    expect(problems({ 'app-id': 5 as any })).toEqual(['DAPR3017 dapr.io/app-id must be a string; got 5']);
    expect(annotationProblems({ 'acme.io/app-port': 'x', 'acme.io/a': 5 as any }, '1.18.3')).toEqual([]);
    expect(problems({ env: '1A=x' })).toEqual(["DAPR3001 environment variable name must be letters, digits and underscores without a leading digit; got '1A'"]);
    expect(problems({ unknown: 'x' })).toEqual([]);
  });
  test.each([['1.2.3.4', true], ['255.255.255.255', true], ['[::1]', true], ['[2001:DB8::1.2.3.4]', true], ['1.2.3', false], ['1.2.3.4.5', false], ['1.2.3.4:80', false], ['x1.2.3.4', false],
    ['::1', false], ['[::1', false], ['[::1]:80', false], ['[]', false], ['1234.1.1.1', false], ['[g]', false]])('%s is a valid listen address: %s', (address, right) => {
    expect(listenAddress(address)).toBe(right ? undefined : 'an IPv4 address, or an IPv6 address in brackets');
  });
});

describe('an option of a newer Dapr', () => {
  test.each<[string, string, string, string]>([
    ['enable-native-sidecar', 'true', '1.17.9', '1.18'], ['actors-disseminate-timeout', '5s', '1.17.9', '1.18'], ['disable-init-endpoints', 'config', '1.16.9', '1.17'],
    ['sidecar-svc-annotations', 'a=b', '1.16.9', '1.17'], ['app-binding-options-timeout', '5s', '1.18.2', '1.16.18, 1.17.12, 1.18.3'], ['sentry-request-jwt-audiences', 'a', '1.15', '1.16'],
    ['grpc-port', '1', '1.14', '1.15'], ['internal-grpc-port', '1', '1.14', '1.15'], ['env-from-secret', 'A=b', '1.14', '1.15'],
  ])('%s is refused, with the releases that support it', (annotation, value, declared, since) => {
    expect(problems({ [annotation]: value }, declared)).toEqual([`DAPR1106 dapr.io/${annotation} needs Dapr ${since}, and ${declared} is declared`]);
  });
  test('that was added in several release lines asks for the patch version', () => {
    const todo = (annotation: string, value: string, declared: string) => annotationProblems(DAPR({ [annotation]: value }), declared)[0].todo;
    expect(todo('app-binding-options-timeout', '5s', '1.18')).toBe('declare the patch version in DaprPlatform, or remove the option');
    expect(todo('enable-native-sidecar', 'true', '1.17')).toBeUndefined();
  });
  test('is accepted from its first release on', () => {
    expect(problems({ 'app-binding-options-timeout': '5s' }, '1.17.12')).toEqual([]);
    expect(problems({ 'enable-native-sidecar': 'true' }, '1.18')).toEqual([]);
  });
});

describe('annotations that contradict each other', () => {
  test.each<[{ [name: string]: string }, string[]]>([
    [{ 'grpc-port': '50002' }, ["DAPR2006 daprd's gRPC API and internal gRPC ports are both 50002"]],
    [{ 'metrics-port': '3500' }, ["DAPR2006 daprd's HTTP API and metrics ports are both 3500"]],
    [{ 'metrics-port': '3501' }, ["DAPR2006 daprd's health and metrics ports are both 3501"]],
    [{ 'grpc-port': '7777', 'enable-profiling': 'true' }, ["DAPR2006 daprd's gRPC API and profiling ports are both 7777"]],
    [{ 'grpc-port': '7777' }, []], [{ 'grpc-port': '7777', 'enable-profiling': 'false' }, []],
    [{ 'grpc-port': '40000', 'enable-debug': 'true', 'sidecar-image': 'a/b:1' }, ["DAPR2006 daprd's gRPC API and debugger ports are both 40000"]],
    [{ 'grpc-port': '40000' }, []],
    [{ 'debug-port': '9090', 'enable-debug': 'true', 'sidecar-image': 'a/b:1' }, ["DAPR2006 daprd's metrics and debugger ports are both 9090"]],
    [{ 'debug-port': '9090' }, []],
    [{ 'internal-grpc-port': '50001', 'grpc-port': '50002' }, []],
    [{ 'sidecar-cpu-request': '2', 'sidecar-cpu-limit': '1500m' }, ['DAPR3009 cpu request 2 is above the limit of 1500m']],
    [{ 'sidecar-memory-request': '1Gi', 'sidecar-memory-limit': '1G', 'env': 'GOMEMLIMIT=1' }, ['DAPR3009 memory request 1Gi is above the limit of 1G']],
    [{ 'sidecar-cpu-request': '1', 'sidecar-cpu-limit': '1000m' }, []], [{ 'sidecar-cpu-request': '5' }, []], [{ 'sidecar-cpu-limit': '5' }, []],
    [{ 'http-max-request-size': '4', 'max-body-size': '8Mi' }, ['DAPR3012 dapr.io/http-max-request-size (4) and dapr.io/max-body-size (8Mi) set the same size']],
    [{ 'http-read-buffer-size': '4', 'read-buffer-size': '8Ki' }, ['DAPR3012 dapr.io/http-read-buffer-size (4) and dapr.io/read-buffer-size (8Ki) set the same size']],
    [{ 'http-max-request-size': '4', 'read-buffer-size': '8Ki' }, []],
    [{ 'enable-debug': 'true' }, ['DAPR3013 enableDebug is set without sidecarImage']], [{ 'enable-debug': 'false' }, []], [{ 'enable-debug': 'true', 'sidecar-image': 'a/b:1' }, []],
  ])('%j: %j', (annotations, expected) => {
    expect(problems(annotations)).toEqual(expected);
  });

  test('are not checked if one of them is already invalid', () => {
    expect(problems({ 'grpc-port': '50002', 'log-as-json': 'x' })).toHaveLength(1);
  });

  test('are reported by the names of their options', () => {
    const chart = newChart();
    const whats = checkAnnotations(chart, DAPR({ 'log-as-json': 'x', 'app-port': 'x', 'env': 'x' })).map(({ at, what }) => [at, what.split(' must be')[0]]);
    expect(whats).toEqual([[chart, 'logAsJson (dapr.io/log-as-json)'], [chart, 'dapr.io/app-port'], [chart, 'dapr.io/env']]);
  });
});
