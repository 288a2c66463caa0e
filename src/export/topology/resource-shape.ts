/** The fields of Dapr's objects that exporters read. Objects of this library have them; others may be malformed. */
import { ApiObject } from 'cdk8s';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { synthesisError } from '../../diagnostics/synthesis-error';
import { WRONG_TYPE } from '../../props/rules';
import { absent } from '../../props/schema';
import { isMap, Json } from '../../util/json';
import { mustBe } from '../../util/values';

/** Throws if the API server would reject a field that exporters read. */
export function refuseMalformed(objects: readonly (readonly [ApiObject, Json])[]): void {
  const malformed = objects.flatMap(([at, { scopes, spec }]): Finding[] => [
    ...absent(scopes) || isListOfTexts(scopes) ? [] : [{ at, rule: WRONG_TYPE, what: mustBe('scopes', 'a list of app IDs', scopes) }],
    ...absent(spec) || isMap(spec) ? [] : [{ at, rule: WRONG_TYPE, what: mustBe('spec', 'a map', spec) }],
  ]);
  if (malformed.length) {
    throw synthesisError(malformed.map(finding => Diagnostics.of(finding.at).describe(finding)), 'Export failed with the following errors:');
  }
}

const isListOfTexts = (value: unknown): boolean => Array.isArray(value) && value.every(each => typeof each === 'string');
