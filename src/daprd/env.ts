import { DaprEnvVar } from '../contract';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { INVALID_VALUE, PLAIN_TEXT_SECRET, POSSIBLE_SECRET } from '../props/rules';
import { isSecretValue, maybeSecret } from '../util/secrets';
import { describe, ENV_NAME, goMemory, goMemoryValue, mustBe, quantityValue } from '../util/values';

const INVALID_GOMEMLIMIT = error('DAPR3004', {
  title: 'invalid GOMEMLIMIT',
  why: 'The Go runtime aborts daprd at start',
  todo: 'use goMemoryLimit, or a number of bytes with a unit such as 900MiB',
  source: 'Go package runtime',
  manifests: true,
});
const RESERVED_VARIABLE = error('DAPR3005', {
  title: 'reserved environment variable',
  why: 'The last definition wins, so certificates or identity do not match',
  todo: 'remove it',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});
const GOMEMLIMIT_TOO_HIGH = warning('DAPR3014', {
  title: 'GOMEMLIMIT not below the memory limit',
  why: 'daprd exceeds its memory limit and is killed before Go starts to free memory',
  todo: 'remove goMemoryLimit, which defaults to 90 % of the memory limit',
  source: 'Go package runtime',
  manifests: true,
});
const CERTIFICATES_BY_VARIABLE = warning('DAPR3019', {
  title: 'certificates of daprd set through SSL_CERT_DIR',
  why: 'The injector then allows daprd to run as root and to write to its file system',
  todo: 'mount the certificates into a directory that daprd searches, or acknowledge this warning',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});

/** Variables that the injector sets; a second value would replace them. daprd reads others, such as `DAPR_UNSAFE_SKIP_CONTAINER_UID_GID_CHECK`, that may be set. */
const RESERVED = /^(NAMESPACE|POD_NAME|APP_API_TOKEN|SENTRY_LOCAL_IDENTITY|DAPR_(API_TOKEN|CERT_(CHAIN|KEY)|COMPONENT_SOCKETS_FOLDER|CONTROLPLANE_(NAMESPACE|TRUST_DOMAIN)|ENV_KEYS|HOST_IP|SENTRY_TOKEN_FILE|TRUST_ANCHORS))$/;

/** 90 % of a memory limit, in Go's unit: 10 % are left for memory that Go does not count. */
export function goMemoryLimitFor(limit: string): string {
  return `${Math.floor(quantityValue(limit) * 0.9 / 1024 ** 2)}MiB`;
}

/** Problems of `dapr.io/env` and `dapr.io/env-from-secret`. */
export function checkDaprdEnv(annotations: { [name: string]: string }): Problem[] {
  const variables = split(annotations['dapr.io/env']);
  const names = [...variables.map(([name]) => name), ...split(annotations['dapr.io/env-from-secret']).map(([name]) => name)];
  const problems: Problem[] = [];
  for (const name of names) {
    if (!ENV_NAME.test(name)) {
      problems.push({ rule: INVALID_VALUE, what: mustBe('environment variable name', 'letters, digits and underscores without a leading digit', name) });
    } else if (RESERVED.test(name)) {
      problems.push({ rule: RESERVED_VARIABLE, what: `environment variable ${name} of daprd is reserved by Dapr` });
    }
  }
  for (const [name, value] of variables) {
    if (isSecretValue(value)) {
      problems.push({ rule: PLAIN_TEXT_SECRET, what: `environment variable ${name} of daprd contains a password or key`, todo: 'use envFromSecret' });
    } else if (maybeSecret(name, value)) {
      problems.push({ rule: POSSIBLE_SECRET, what: `environment variable ${name} of daprd has a literal value`, todo: 'use envFromSecret, or acknowledge this if the value is not a secret' });
    }
    if (name === 'SSL_CERT_DIR') {
      problems.push({ rule: CERTIFICATES_BY_VARIABLE, what: `environment variable SSL_CERT_DIR of daprd is ${describe(value)}` });
    }
    if (name === 'GOMEMLIMIT') {
      problems.push(...checkGoMemory(value, annotations['dapr.io/sidecar-memory-limit']));
    }
  }
  return problems;
}

/** Variables whose value contains an equals sign. */
export const envWithEquals = (annotations: { [name: string]: string }): string[] =>
  split(annotations['dapr.io/env']).filter(([, value]) => value.includes('=')).map(([name]) => name);

/** Whether the injector would parse a value as two variables. Call it before the values are joined. */
export function splitsInTwo(value: string): boolean {
  return /,\s*[A-Za-z_][A-Za-z0-9_]*=/.test(value);
}

function checkGoMemory(value: string, limit: string | undefined): Problem[] {
  const expected = goMemory(value);
  if (expected) {
    return [{ rule: INVALID_GOMEMLIMIT, what: mustBe('GOMEMLIMIT', expected, value) }];
  }
  return limit && goMemoryValue(value) >= quantityValue(limit)
    ? [{ rule: GOMEMLIMIT_TOO_HIGH, what: mustBe('GOMEMLIMIT', `below the memory limit of ${limit}`, value) }] : [];
}

/** The environment of daprd that the injector creates from annotations. */
export function daprdEnv(annotations: { [name: string]: string }): DaprEnvVar[] {
  const own = [
    ...split(annotations['dapr.io/env']).map(([name, value]): DaprEnvVar => ({ name, value })),
    ...split(annotations['dapr.io/env-from-secret']).map(([name, ref]): DaprEnvVar => {
      const [secretName, secretKey = secretName] = ref.trim().split(':');
      return { name, secretName, secretKey };
    }),
  ];
  const token = (name: string, annotation: string): DaprEnvVar[] => annotations[annotation] ? [{ name, secretName: annotations[annotation] }] : [];
  return [
    ...own,
    // Components may read only the variables named here.
    ...(own.length ? [{ name: 'DAPR_ENV_KEYS', value: own.map(({ name }) => name).join(' ') }] : []),
    ...token('DAPR_API_TOKEN', 'dapr.io/api-token-secret'),
    ...token('APP_API_TOKEN', 'dapr.io/app-token-secret'),
  ];
}

/** The variables in annotations: values, and Secret references `secret` or `secret:key`. */
export function daprdEnvEntries(annotations: { [name: string]: string }): { values: [string, string][]; secrets: [string, string][] } {
  return { values: split(annotations['dapr.io/env']), secrets: split(annotations['dapr.io/env-from-secret']) };
}

/** Names of the Secrets that environment variables of daprd are read from, except those with tokens. */
export const envSecretsOf = (annotations: { [name: string]: string }): string[] =>
  split(annotations['dapr.io/env-from-secret']).map(([, reference]) => reference.trim().split(':')[0]);

/** Splits like the injector: at a comma that is followed by a name and an equals sign. */
function split(annotation: string | undefined): [string, string][] {
  return (annotation ?? '').split(/,(?=\s*[^,=]+=)/).filter(Boolean).map(pair => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1)];
  });
}
