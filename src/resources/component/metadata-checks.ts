/** The metadata of a component, compared with what Dapr's code reads. A type that Dapr does not register is not checked: it may be pluggable. */
import { KnownComponent, KnownField } from './catalog';
import { isTemplate, wrongShape } from './metadata-shapes';
import { holdsKey } from './plain-secrets';
import { Rule, error, warning } from '../../diagnostics/rule';
import { nearest } from '../../kubernetes/names';
import { describe, isYes } from '../../util/values';

const METADATA_MISSING = error('DAPR3200', {
  title: 'metadata that the component needs is missing',
  why: 'daprd exits while it initializes the component',
  todo: 'give it',
  source: 'dapr/components-contrib 1.18.4',
});
const INVALID_METADATA = error('DAPR3201', {
  title: 'metadata of the wrong shape',
  why: 'daprd exits, or takes another value without an error',
  todo: 'give a value of the documented type',
  source: 'dapr/components-contrib 1.18.4',
});
export const METADATA_GIVEN_TWICE = error('DAPR3202', {
  title: 'metadata given twice',
  why: 'daprd exits, or one of the two is lost: to most components names that differ in case only are one',
  todo: 'give it once',
  source: 'dapr/kit metadata',
});
const METADATA_IN_WRONG_CASE = error('DAPR3203', {
  title: 'metadata name in the wrong case',
  why: 'daprd reads this name by exact case: it would be ignored, or be there twice',
  todo: 'write it as Dapr does',
  source: 'dapr/dapr pkg/runtime',
});
const METADATA_EXCLUDES_OTHER = error('DAPR3205', {
  title: 'metadata that excludes other metadata',
  why: 'daprd exits while it initializes the component',
  todo: 'give exactly one of them',
  source: 'dapr/components-contrib 1.18.4',
});
const NO_ACTOR_STATE_STORE = error('DAPR3206', {
  title: 'actorStateStore on a store that cannot keep actors',
  why: 'Actors and workflows need transactions and ETags: daprd has no actor state store, and calls of actors fail',
  todo: 'leave actorStateStore out, or choose a transactional store such as state.redis or state.postgresql',
  source: 'dapr/dapr pkg/runtime/processor/state',
});
const UNKNOWN_METADATA = warning('DAPR3208', {
  title: 'metadata that the component does not read',
  why: 'Most components ignore it without an error',
  todo: 'correct the name; what a newer Dapr reads belongs to additionalMetadata of the typed component, or acknowledge this',
  source: 'dapr/components-contrib 1.18.4',
});
export const ALIAS = warning('DAPR3209', {
  title: 'another name of a type or of metadata',
  why: 'Dapr accepts it, but documents the other name',
  todo: 'write the documented name',
  source: 'dapr/components-contrib 1.18.4',
});
const DEPRECATED_METADATA = warning('DAPR3210', {
  title: 'deprecated metadata',
  why: 'A later Dapr may ignore it',
  todo: 'use what replaces it',
  source: 'dapr/components-contrib 1.18.4',
});
const UNKNOWN_METADATA_VALUE = warning('DAPR3211', {
  title: 'value outside the known ones',
  why: 'daprd exits or uses a default, unless a newer Dapr knows it',
  todo: 'correct the value, or acknowledge this',
  source: 'dapr/components-contrib 1.18.4',
});
const ALPHA_COMPONENT = warning('DAPR3212', {
  title: 'component in alpha',
  why: 'It may change or go away with any release of Dapr',
  todo: 'acknowledge this once the risk is taken',
  source: 'dapr/components-contrib 1.18.4',
});

/** One entry of `spec.metadata`. */
export interface MetadataEntry {
  readonly name: string;
  /** Text; nothing where the value comes from a secret or the environment. */
  readonly value?: string;
  /** Its name was not to be checked. */
  readonly additional: boolean;
}

type Found = (rule: Rule, what: string, todo?: string) => void;

/** Reports everything that is wrong or doubtful. */
export function checkMetadata(known: KnownComponent, entries: MetadataEntry[], find: Found): void {
  if (known.alpha) {
    find(ALPHA_COMPONENT, `${known.type} ${known.version} is alpha`);
  }
  checkTwice(entries, find);
  checkMissing(known, entries, find);
  for (const entry of entries) {
    const field = fieldOf(known, entry.name);
    if (field) {
      checkName(known, field, entry, find);
      if (entry.value !== undefined) {
        checkValue(known, field, entry.value, find);
      }
    } else {
      checkUnknown(known, entry, find);
    }
  }
}

const fieldOf = (known: KnownComponent, name: string): KnownField | undefined => known.byName.get(name.toLowerCase());

/** The name under which an entry is written: Dapr's own spelling, since some code reads by exact case. */
export function spelling(known: KnownComponent | undefined, name: string): string {
  const field = known && fieldOf(known, name);
  return field && !field.exactCase && field.name.toLowerCase() === name.toLowerCase() ? field.name : name;
}

function checkTwice(entries: MetadataEntry[], find: Found): void {
  const first = new Map<string, string>();
  for (const { name } of entries) {
    const other = first.get(name.toLowerCase());
    if (other !== undefined) {
      find(METADATA_GIVEN_TWICE, other === name ? `metadata.${name} is given twice` : `metadata.${name} and metadata.${other} are one`);
    }
    first.set(name.toLowerCase(), name);
  }
}

function checkMissing(known: KnownComponent, entries: MetadataEntry[], find: Found): void {
  const { type, required, oneOf, anyOf } = known;
  const given = new Set(entries.map(({ name }) => name.toLowerCase()));
  for (const { name, aliases } of required) {
    if (![name, ...aliases].some(one => given.has(one.toLowerCase()))) {
      find(METADATA_MISSING, `${type} needs metadata.${name}`, `give ${name}`);
    }
  }
  // Where several could do, an empty text is as good as none.
  const filled = new Set(entries.filter(({ value }) => value !== '').map(({ name }) => fieldOf(known, name)?.name));
  for (const names of anyOf) {
    if (!names.some(name => filled.has(name))) {
      find(METADATA_MISSING, `${type} has none of ${names.join(', ')}`, `give one of ${names.join(', ')}`);
    }
  }
  for (const names of oneOf) {
    const there = names.filter(name => filled.has(name));
    if (there.length !== 1) {
      find(METADATA_EXCLUDES_OTHER, `${type} has ${there.length ? there.join(' and ') : 'none'} of ${names.join(', ')}`, `give exactly one of ${names.join(', ')}`);
    }
  }
}

function checkName({ type }: KnownComponent, field: KnownField, { name }: MetadataEntry, find: Found): void {
  const isAlias = field.name.toLowerCase() !== name.toLowerCase();
  if (isAlias) {
    find(ALIAS, `metadata.${name} is another name of ${field.name} of ${type}`, `write ${field.name}`);
  } else if (field.exactCase && field.name !== name) {
    find(METADATA_IN_WRONG_CASE, `metadata.${name} of ${type}`, `write ${field.name}`);
  }
  if (field.deprecated) {
    find(DEPRECATED_METADATA, `metadata.${field.name} of ${type}`);
  }
}

function checkValue(known: KnownComponent, field: KnownField, value: string, find: Found): void {
  const { name, allowed, sensitive } = field;
  if (value !== '' && (sensitive || holdsKey(value))) {
    return;
  }
  const shape = wrongShape(field, value, known.strict);
  if (shape) {
    find(INVALID_METADATA, `metadata.${name} of ${known.type}: ${shape.wrong}`, shape.todo);
  } else if (value !== '' && allowed.length && !isTemplate(value) && !isAllowed(value, allowed)) {
    find(UNKNOWN_METADATA_VALUE, `metadata.${name} of ${known.type}: ${describe(value)} is none of ${allowed.join(', ')}`);
  }
}

/** Case and blanks do not count: most code compares without them. */
function isAllowed(value: string, allowed: string[]): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\s/g, '');
  return allowed.some(one => plain(one) === plain(value));
}

function checkUnknown(known: KnownComponent, { name, value, additional }: MetadataEntry, find: Found): void {
  const { type, fields, patterns, actors } = known;
  if (name.toLowerCase() === 'actorstatestore') {
    if (!actors && value !== undefined && isYes(value) && type.startsWith('state.')) {
      find(NO_ACTOR_STATE_STORE, `actorStateStore on ${type}`);
    }
    return;
  }
  const isPattern = patterns.some(pattern => {
    const [start, end] = pattern.split('*');
    return name.startsWith(start) && name.endsWith(end);
  });
  if (!additional && !isPattern) {
    const like = nearest(name, fields.map(field => field.name));
    find(UNKNOWN_METADATA, `metadata.${name} of ${type}${like ? `; did you mean ${like}?` : ''}`);
  }
}
