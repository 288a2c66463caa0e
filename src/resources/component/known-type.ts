/** Checks of the type, version and metadata of a component whose type Dapr registers. */

import { IConstruct } from 'constructs';
import { ComponentFacts } from './checks';
import { Finding } from '../../diagnostics/finding';
import { error, warning, Rule } from '../../diagnostics/rule';
import { describe, isSpecialKey, mustBe } from '../../util/values';
import { knownComponent, registeredVersions, registeredType, nearestType } from '../metadata/catalog';
import { ALIAS, checkMetadata } from '../metadata/checks';
import { MetadataValue } from '../metadata/metadata-value';
import { plainSecretProblems } from '../metadata/plain-secrets';

const UNREGISTERED_VERSION = error('DAPR3204', {
  title: 'unregistered component version',
  why: 'daprd exits because it does not find the component',
  todo: 'use a registered version',
  source: 'dapr/dapr cmd/daprd/components',
});
const TYPE_LIKE_KNOWN = warning('DAPR3213', {
  title: 'type similar to a registered type',
  why: 'If the type is misspelled, daprd exits because it does not find the component',
  todo: 'correct the type, or acknowledge that it is a pluggable component',
  source: 'dapr/dapr pkg/components',
});

/** Errors and warnings about the type, version and metadata, if Dapr registers the type. */
export function checkKnown(at: IConstruct, { type, version = 'v1', metadata }: ComponentFacts, additional: string[]): Finding[] {
  const findings: Finding[] = [];
  const find = (rule: Rule, what: string, todo?: string): void => { findings.push({ at, rule, what, todo }); };
  if (typeof type !== 'string' || typeof version !== 'string') {
    return findings;
  }
  const known = knownComponent(type, version);
  for (const [name, value] of Object.entries(metadata ?? {})) {
    const plain = MetadataValue._is(value) ? value._render(name).value : undefined;
    findings.push(...plainSecretProblems(`metadata.${name}`, name, plain, known).map(problem => ({ at, ...problem })));
  }
  const versions = known ? [] : registeredVersions(type);
  const registered = registeredType(type, version);
  if (versions.length) {
    find(UNREGISTERED_VERSION, mustBe('version', `${versions.join(' or ')} for ${type}`, version));
  } else if (!known) {
    const like = nearestType(type);
    if (like) {
      find(TYPE_LIKE_KNOWN, `type ${describe(type)} is not registered in Dapr; did you mean ${like}?`);
    }
  } else {
    if (registered !== type.toLowerCase()) {
      find(ALIAS, `type ${describe(type)} is an alias of ${registered}`, `use ${registered}`);
    }
    const entries = Object.entries(metadata ?? {}).filter(([name]) => !isSpecialKey(name));
    checkMetadata(known, entries.map(([name, value]) => {
      // A value of another type is reported on its own, and is not missing.
      const plain = MetadataValue._is(value) ? value._render(name).value : undefined;
      return { name, value: typeof plain === 'string' ? plain : undefined, additional: additional.includes(name) };
    }), find);
  }
  return findings;
}
