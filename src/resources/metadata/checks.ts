/** Checks of component metadata against the fields that Dapr's code reads. An unregistered type is not checked: it may be pluggable. */
import { KnownComponent, KnownField } from './catalog';
import { isField } from './field-names';
import { isTemplate, wrongShape } from './shapes';
import { Rule, error, warning } from '../../diagnostics/rule';
import { nearest } from '../../kubernetes/names';
import { containsPrivateKey } from '../../util/secrets';
import { isTruthy, mustBe } from '../../util/values';

const METADATA_MISSING = error('DAPR3200', {
  title: 'missing required metadata',
  why: 'daprd exits while it initializes the component',
  todo: 'set the field',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
const INVALID_METADATA = error('DAPR3201', {
  title: 'invalid metadata value',
  why: 'daprd exits, or silently uses another value',
  todo: 'set a value of the documented type',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
export const DUPLICATE_METADATA = error('DAPR3202', {
  title: 'duplicate metadata',
  why: 'daprd exits, or one of the two values is lost: most components ignore the case of names',
  todo: 'set the field once',
  source: 'dapr/kit metadata',
  manifests: true,
});
const METADATA_IN_WRONG_CASE = error('DAPR3203', {
  title: 'metadata name in the wrong case',
  why: 'daprd matches this name case-sensitively, and ignores the entry or finds the field twice',
  todo: 'use the spelling of Dapr',
  source: 'dapr/dapr pkg/runtime',
  manifests: true,
});
const METADATA_EXCLUDES_OTHER = error('DAPR3205', {
  title: 'mutually exclusive metadata',
  why: 'daprd exits while it initializes the component',
  todo: 'set exactly one of the fields',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
const NO_ACTOR_STATE_STORE = error('DAPR3206', {
  title: 'actorStateStore on a store without actor support',
  why: 'Actors and workflows need transactions and ETags: daprd has no actor state store, and calls to actors fail',
  todo: 'remove actorStateStore, or use a transactional store such as state.redis or state.postgresql',
  source: 'dapr/dapr pkg/runtime/processor/state',
  manifests: true,
});
export const UNKNOWN_METADATA = warning('DAPR3208', {
  title: 'unknown metadata',
  why: 'Most components silently ignore it',
  todo: 'correct the name, set a field of a newer Dapr in additionalMetadata of the typed component, or acknowledge this',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
export const ALIAS = warning('DAPR3209', {
  title: 'alias of a type or a metadata field',
  why: 'Dapr accepts the alias, but documents another name',
  todo: 'use the documented name',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
const DEPRECATED_METADATA = warning('DAPR3210', {
  title: 'deprecated metadata',
  why: 'A later version of Dapr may ignore it',
  todo: 'use its replacement',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
const UNKNOWN_METADATA_VALUE = warning('DAPR3211', {
  title: 'unknown metadata value',
  why: 'daprd exits or uses a default, unless a newer Dapr supports the value',
  todo: 'correct the value, or acknowledge this',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});
const ALPHA_COMPONENT = warning('DAPR3212', {
  title: 'alpha component',
  why: 'Any release of Dapr may change or remove it',
  todo: 'acknowledge this if you accept the risk',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});

/** One entry of `spec.metadata`. */
export interface MetadataEntry {
  readonly name: string;
  /** The plain value; undefined if it comes from a secret or the environment. */
  readonly value?: string;
  /** Its name is not checked. */
  readonly additional: boolean;
}

type Find = (rule: Rule, what: string, todo?: string) => void;
/** The path of an entry in messages. */
type PathOf = (name: string) => string;

/** Reports errors and warnings about the metadata of a component. */
export function checkMetadata(known: KnownComponent, entries: MetadataEntry[], find: Find, pathOf: PathOf): void {
  if (known.alpha) {
    find(ALPHA_COMPONENT, `${known.type} ${known.version} is alpha`);
  }
  checkDuplicates(entries, find, pathOf);
  checkMissing(known, entries, find, pathOf);
  for (const entry of entries) {
    const field = fieldOf(known, entry.name);
    if (field) {
      checkName(known, field, entry, find, pathOf);
      checkValue(known, field, entry, find, pathOf);
    } else {
      checkUnknown(known, entry, find, pathOf);
    }
  }
}

const fieldOf = (known: KnownComponent, name: string): KnownField | undefined => known.byName.get(name.toLowerCase());

/** The name of an entry as rendered: in Dapr's spelling, because some code matches it case-sensitively. */
export function spelling(known: KnownComponent | undefined, name: string): string {
  const field = known && fieldOf(known, name);
  return field && !field.exactCase && isField(name, field.name) ? field.name : name;
}

function checkDuplicates(entries: MetadataEntry[], find: Find, pathOf: PathOf): void {
  const first = new Map<string, string>();
  for (const { name } of entries) {
    const other = first.get(name.toLowerCase());
    if (other !== undefined) {
      find(DUPLICATE_METADATA, other === name ? `${pathOf(name)} is set twice` : `${pathOf(name)} and ${pathOf(other)} differ only in case`);
    }
    first.set(name.toLowerCase(), name);
  }
}

function checkMissing(known: KnownComponent, entries: MetadataEntry[], find: Find, pathOf: PathOf): void {
  const { type, required, oneOf, anyOf } = known;
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  for (const { name, aliases } of required) {
    if (![name, ...aliases].some(each => names.has(each.toLowerCase()))) {
      find(METADATA_MISSING, `${type} requires ${pathOf(name)}`, `set ${name}`);
    }
  }
  // In a group of alternatives, an empty string is the same as unset.
  const filled = new Set(entries.filter(({ value }) => value !== '').map(({ name }) => fieldOf(known, name)?.name));
  for (const group of anyOf) {
    if (!group.some(name => filled.has(name))) {
      find(METADATA_MISSING, `${type} requires at least one of ${group.join(', ')}`, group.includes('authType') ? 'set one of the fields, or authentication of the class for this type' : 'set one of the fields');
    }
  }
  for (const group of oneOf) {
    const set = group.filter(name => filled.has(name));
    if (set.length !== 1) {
      find(METADATA_EXCLUDES_OTHER, `${type} requires exactly one of ${group.join(', ')}; got ${set.length ? set.join(' and ') : 'none'}`);
    }
  }
}

function checkName({ type }: KnownComponent, field: KnownField, { name }: MetadataEntry, find: Find, pathOf: PathOf): void {
  const isAlias = field.name.toLowerCase() !== name.toLowerCase();
  if (isAlias) {
    find(ALIAS, `${pathOf(name)} is an alias of ${field.name} of ${type}`, `use ${field.name}`);
  } else if (field.exactCase && field.name !== name) {
    find(METADATA_IN_WRONG_CASE, `${pathOf(name)} of ${type} must be spelled ${field.name}`, `rename it to ${field.name}`);
  }
  if (field.deprecated) {
    find(DEPRECATED_METADATA, `${pathOf(name)} of ${type} is deprecated`);
  }
}

function checkValue({ type, strict }: KnownComponent, field: KnownField, { name, value }: MetadataEntry, find: Find, pathOf: PathOf): void {
  const { allowed, sensitive } = field;
  if (value === undefined || (value !== '' && (sensitive || containsPrivateKey(value)))) {
    return;
  }
  const expected = wrongShape(field, value, strict);
  if (expected) {
    find(INVALID_METADATA, mustBe(`${pathOf(name)} of ${type}`, expected, value));
  } else if (value !== '' && allowed.length && !isTemplate(value) && !isAllowed(value, allowed)) {
    find(UNKNOWN_METADATA_VALUE, mustBe(`${pathOf(name)} of ${type}`, `one of ${allowed.join(', ')}`, value));
  }
}

/** Ignores case and white space, as most code of Dapr does. */
function isAllowed(value: string, allowed: string[]): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\s/g, '');
  return allowed.some(each => plain(each) === plain(value));
}

function checkUnknown(known: KnownComponent, { name, value, additional }: MetadataEntry, find: Find, pathOf: PathOf): void {
  const { type, fields, patterns, actors } = known;
  if (name.toLowerCase() === 'actorstatestore') {
    if (!actors && value !== undefined && isTruthy(value) && type.startsWith('state.')) {
      find(NO_ACTOR_STATE_STORE, `${pathOf(name)} is set on ${type}, which does not support actors`);
    }
    return;
  }
  const isPattern = patterns.some(pattern => {
    const [start, end] = pattern.split('*');
    return name.startsWith(start) && name.endsWith(end);
  });
  if (!additional && !isPattern) {
    const like = nearest(name, fields.map(field => field.name));
    find(UNKNOWN_METADATA, `${pathOf(name)} is not a field of ${type}${like ? `; did you mean ${like}?` : ''}`);
  }
}
