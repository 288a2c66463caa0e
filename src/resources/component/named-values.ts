/** Headers and variables: values by name, of which secrets must not stand in the manifest. */
import { IConstruct } from 'constructs';
import { MetadataValue } from './metadata-value';
import { report } from '../../diagnostics/report';
import { SECRET_AS_TEXT, WRONG_TYPE } from '../../props/rules';
import { Json, mapValues } from '../../util/json';
import { describe, namesSecret } from '../../util/values';

/** Names of headers that carry a secret and do not say so. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$/i;

/** The list that Dapr has of them, in the order of the names. */
export const namedValues = (map: { [name: string]: MetadataValue } | undefined): Json[] =>
  Object.values(mapValues(map, (value, name) => value._render(name)));

/** Reports secrets in plain text, and values that are none. */
export function checkNamedValues(at: IConstruct, what: string, map: { [name: string]: MetadataValue } | undefined): void {
  for (const { name, value, envRef } of namedValues(map)) {
    const literal = value !== undefined;
    if (literal && typeof value !== 'string') {
      report(at, WRONG_TYPE, `${what} '${name}' ${describe(value)} is no text`);
    }
    if (literal && (namesSecret(name.replace(/-/g, '_')) || SECRET_HEADER.test(name))) {
      report(at, SECRET_AS_TEXT, `${what} '${name}' is a text`, 'use MetadataValue.fromSecret');
    }
    if (/^(DAPR_.*|APP_API_TOKEN)$/.test(envRef ?? '')) {
      report(at, WRONG_TYPE, `${what} '${name}' reads the environment variable ${envRef}, which Dapr keeps to itself`);
    }
  }
}

/** True where one of them comes from a secret. */
export const holdsSecret = (map: { [name: string]: MetadataValue } | undefined): boolean =>
  namedValues(map).some(({ secretKeyRef }) => secretKeyRef !== undefined);
