/** Headers and environment variables by name. Secrets among them must not be plain text in the manifest. */
import { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { PLAIN_TEXT_SECRET, POSSIBLE_SECRET, WRONG_TYPE } from '../../props/rules';
import { Json, mapValues } from '../../util/json';
import { isSecretValue, maybeSecret } from '../../util/secrets';
import { describe, mustBe } from '../../util/values';

/** Headers that carry a secret. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$|^(x-)?api-key$/i;

/** The list of name and value pairs that Dapr expects, in the order of the names. */
export const namedValues = (map: { [name: string]: MetadataValue } | undefined): Json[] =>
  Object.values(mapValues(map, (value, name) => value._render(name)));

const ENV_IN_LOWER_CASE = error('DAPR4050', {
  title: 'environment variable with lower-case letters',
  why: 'Dapr converts the name to upper case before it looks for it among the variables of daprd: the value is empty',
  todo: 'use upper-case letters, digits and underscores in the name, here and in env or envFromSecret',
  source: 'dapr/dapr pkg/runtime/processor/secret/secret.go',
  manifests: true,
});

/** A variable that Dapr never finds, because of its name. */
export const envNameProblems = (path: string, envRef: unknown): Problem[] => typeof envRef === 'string' && /[\p{Ll}\s]/u.test(envRef)
  ? [{ rule: ENV_IN_LOWER_CASE, what: `${path} must be an environment variable in upper case; got ${describe(envRef)}` }] : [];

/** Environment variables that Dapr does not resolve in `envRef`. */
export const isReservedEnv = (envRef: string | undefined): boolean => /^(DAPR_.*|APP_API_TOKEN)$/.test(envRef ?? '');

/** Whether the entry refers to a secret. */
export const comesFromSecret = ({ secretKeyRef }: Json): boolean => secretKeyRef !== undefined;

/** Plain text secrets and invalid values among the rendered entries. */
export function namedValueProblems(path: string, entries: readonly Json[]): Problem[] {
  return entries.flatMap(({ name, value, envRef }): Problem[] => {
    const where = `${path}['${name}']`;
    const literal = value !== undefined && value !== null && value !== '';
    const known = SECRET_HEADER.test(String(name)) || isSecretValue(String(value));
    const secret = known ? PLAIN_TEXT_SECRET : maybeSecret(String(name).replace(/-/g, '_'), String(value)) ? POSSIBLE_SECRET : undefined;
    return [
      ...(literal && typeof value !== 'string' ? [{ rule: WRONG_TYPE, what: mustBe(where, 'a string', value) }] : []),
      ...(literal && secret ? [{
        rule: secret, what: `${where} must come from a Secret; got a plain text ${known ? 'secret' : 'value'}`, todo: `use MetadataValue.fromSecret${known ? '' : ', or acknowledge this if the value is not a secret'}`,
      }] : []),
      ...(isReservedEnv(envRef) ? [{ rule: WRONG_TYPE, what: `${where} must not read the environment variable ${envRef}, which Dapr reserves` }] : []),
      ...envNameProblems(where, envRef),
    ];
  });
}
