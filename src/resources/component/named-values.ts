/** Headers and variables: values by name, of which secrets must not stand in the manifest. */
import { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';
import { SECRET_AS_TEXT, WRONG_TYPE } from '../../props/rules';
import { Json, mapValues } from '../../util/json';
import { describe, namesSecret } from '../../util/values';

/** Names of headers that carry a secret and do not say so. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$/i;

/** The list that Dapr has of them, in the order of the names. */
export const namedValues = (map: { [name: string]: MetadataValue } | undefined): Json[] =>
  Object.values(mapValues(map, (value, name) => value._render(name)));

/** Environment variables that Dapr reads for nobody. */
export const isReservedEnv = (envRef: string | undefined): boolean => /^(DAPR_.*|APP_API_TOKEN)$/.test(envRef ?? '');

/** True for an entry that comes from a secret. */
export const comesFromSecret = ({ secretKeyRef }: Json): boolean => secretKeyRef !== undefined;

/** Secrets in plain text, and values that are none, in the list that Dapr has of them. */
export function namedValueProblems(path: string, entries: readonly Json[]): Problem[] {
  return entries.flatMap(({ name, value, envRef }): Problem[] => {
    const where = `${path}['${name}']`;
    const literal = value !== undefined && value !== null && value !== '';
    const isSecret = namesSecret(String(name).replace(/-/g, '_')) || SECRET_HEADER.test(String(name));
    return [
      ...(literal && typeof value !== 'string' ? [{ rule: WRONG_TYPE, what: `${where} must be a string; got ${describe(value)}` }] : []),
      ...(literal && isSecret ? [{ rule: SECRET_AS_TEXT, what: `${where} must come from a secret; got a literal value`, todo: 'read it from a Secret (MetadataValue.fromSecret)' }] : []),
      ...(isReservedEnv(envRef) ? [{ rule: WRONG_TYPE, what: `${where} must not read the environment variable ${envRef}, which Dapr reserves` }] : []),
    ];
  });
}
