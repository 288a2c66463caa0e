/** The environment of a daprd. */
import { Size } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, newChart, pod, errorsOf } from '../../scenarios/charts';
import { RULES } from '../../src/catalogue/rules.generated';
import { annotationProblems } from '../../src/daprd/annotation-checks';
import { checkDaprdEnv, daprdEnv, daprdEnvEntries, envWithEquals, goMemoryLimitFor } from '../../src/daprd/env';
import { DAPR } from '../support/daprd-annotations';

describe('the environment of a daprd', () => {
  const env = (text: string, more: { [name: string]: string } = {}) =>
    checkDaprdEnv(DAPR({ env: text, ...more })).map(({ rule, what, todo }) => [rule.code, what, todo]);

  test('is split like the injector splits it, at a comma before a name', () => {
    expect(daprdEnvEntries(DAPR({ 'env': 'A=1,2, B = x=y,C=', 'env-from-secret': 'S=s:k,T=t' }))).toEqual({ values: [['A', '1,2'], ['B', ' x=y'], ['C', '']], secrets: [['S', 's:k'], ['T', 't']] });
    expect(daprdEnvEntries(DAPR({ env: ' A ' }))).toEqual({ values: [['A', '']], secrets: [] });
    expect(daprdEnvEntries(DAPR({ env: '=x' }))).toEqual({ values: [['', 'x']], secrets: [] });
    expect(daprdEnvEntries({})).toEqual({ values: [], secrets: [] });
  });

  test('lists the variables that components may read, and the tokens', () => {
    expect(daprdEnv(DAPR({ 'env': 'A=1', 'env-from-secret': 'B=s:k,C= t', 'api-token-secret': 'x', 'app-token-secret': 'y' }))).toEqual([
      { name: 'A', value: '1' }, { name: 'B', secretName: 's', secretKey: 'k' }, { name: 'C', secretName: 't', secretKey: 't' }, { name: 'DAPR_ENV_KEYS', value: 'A B C' },
      { name: 'DAPR_API_TOKEN', secretName: 'x' }, { name: 'APP_API_TOKEN', secretName: 'y' },
    ]);
    expect(daprdEnv({})).toEqual([]);
  });

  test.each<[string, unknown[]]>([
    ['A=1', []], ['A_b1=x', []],
    ['1A=x', [['DAPR3001', "environment variable name must be letters, digits and underscores without a leading digit; got '1A'", undefined]]],
    ...['NAMESPACE', 'POD_NAME', 'APP_API_TOKEN', 'DAPR_TRUST_ANCHORS', 'DAPR_ENV_KEYS', 'SENTRY_LOCAL_IDENTITY'].map((name): [string, unknown[]] => [`${name}=1`, [['DAPR3005', `environment variable ${name} of daprd is reserved by Dapr`, undefined]]]),
    ['XNAMESPACE=x', []], ['NAMESPACES=x', []], ['XDAPR_A=x', []],
    ['MY_TOKEN=x', [['DAPR3060', 'environment variable MY_TOKEN of daprd has a literal value', 'use envFromSecret, or acknowledge this if the value is not a secret']]],
    ['DB=amqp://me:pw@rabbit', [['DAPR3006', 'environment variable DB of daprd contains a password or key', 'use envFromSecret']]],
    ['GOOGLE_APPLICATION_CREDENTIALS=/key.json', []], ['DAPR_UNSAFE_SKIP_CONTAINER_UID_GID_CHECK=true', []],
    ['MY_TOKEN=true', []], ['MY_TOKEN=FALSE', []], ['MY_TOKEN=1.5', []], ['MY_TOKEN=', []], ['MY_TOKEN=xtrue', [['DAPR3060', expect.anything(), expect.anything()]]], ['MY_TOKEN=truex', [['DAPR3060', expect.anything(), expect.anything()]]],
    ['SSL_CERT_DIR=/certs', [['DAPR3019', "environment variable SSL_CERT_DIR of daprd is '/certs'", undefined]]],
    ['GOMEMLIMIT=x', [['DAPR3004', expect.stringContaining('GOMEMLIMIT must be a number of bytes'), undefined]]], ['GOMEMLIMIT=5MiB', []],
  ])('%s: %j', (text, expected) => {
    expect(env(text)).toEqual(expected);
  });

  test('from Secrets is checked by name, too', () => {
    expect(checkDaprdEnv(DAPR({ 'env-from-secret': '1A=s,DAPR_TRUST_ANCHORS=t,MY_TOKEN=u' })).map(({ rule }) => rule.code)).toEqual(['DAPR3001', 'DAPR3005']);
  });

  test('must have a GOMEMLIMIT below the memory limit of the container', () => {
    expect(env('GOMEMLIMIT=100MiB', { 'sidecar-memory-limit': '100Mi' })).toEqual([['DAPR3014', "GOMEMLIMIT must be below the memory limit of 100Mi; got '100MiB'", undefined]]);
    expect(env('GOMEMLIMIT=off', { 'sidecar-memory-limit': '100Mi' })).toHaveLength(1);
    expect(env('GOMEMLIMIT=99MiB', { 'sidecar-memory-limit': '100Mi' })).toEqual([]);
    expect(goMemoryLimitFor('1Gi')).toBe('921MiB');
  });

  test('may contain equals signs in values only from Dapr 1.16.2 on, if daprd is injected', () => {
    expect(envWithEquals(DAPR({ env: 'A=1,B=x=y' }))).toEqual(['B']);
    const found = (version: string, enabled: object = { enabled: 'true' }) => annotationProblems(DAPR({ env: 'A=1,B=x=y', ...enabled }), version);
    expect(found('1.16.1')).toEqual([{
      rule: RULES.DAPR1106,
      what: "env['B'] contains an equals sign, so the injector drops it before Dapr 1.16.2, and 1.16.1 is declared",
      todo: 'declare the patch version in DaprPlatform, or use envFromSecret',
    }]);
    expect(found('1.16.2')).toEqual([]);
    expect(found('1.16.1', {})).toEqual([]);
  });
});

test('the environment contains DAPR_ENV_KEYS with the names that components may read', () => {
  expect(daprdEnv({ 'dapr.io/env': 'A=1,B=x=y', 'dapr.io/env-from-secret': 'C=s:k,D=t', 'dapr.io/api-token-secret': 'api' })).toEqual([
    { name: 'A', value: '1' }, { name: 'B', value: 'x=y' }, { name: 'C', secretName: 's', secretKey: 'k' }, { name: 'D', secretName: 't', secretKey: 't' },
    { name: 'DAPR_ENV_KEYS', value: 'A B C D' }, { name: 'DAPR_API_TOKEN', secretName: 'api' },
  ]);
  expect(daprdEnv({})).toEqual([]);
});

test('a GOMEMLIMIT of the user is kept', () => {
  const chart = newChart();
  app(chart, { dataPlane: DataPlane.sidecar({ sidecarMemoryLimit: Size.mebibytes(500), env: { GOMEMLIMIT: '100MiB' } }) });
  expect(pod(chart).metadata.annotations['dapr.io/env']).toBe('GOMEMLIMIT=100MiB');
});

test('a variable with an equals sign in its value is refused if the injector would drop it', () => {
  const with_ = (daprVersion: string, value: string) => {
    const chart = newChart({ daprVersion });
    app(chart, { dataPlane: DataPlane.sidecar({ env: { OPTIONS: value } }) });
    return errorsOf(chart);
  };
  expect(with_('1.16.1', 'a=b')).toContain("DAPR1106: env['OPTIONS'] contains an equals sign");
  expect(with_('1.16.2', 'a=b')).toBe('');
  expect(with_('1.16.1', 'a')).toBe('');
});
