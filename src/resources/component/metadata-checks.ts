/** The metadata of a component, compared with what Dapr's code reads. A type that Dapr does not register is not checked: it may be pluggable. */
import { KnownComponent, KnownField } from './catalog';
import { isTemplate, wrongShape } from './metadata-shapes';
import { Code } from '../../diagnostics/codes';
import { nearest } from '../../kubernetes/names';
import { describe, isYes } from '../../util/values';

/** One entry of `spec.metadata`. */
export interface MetadataEntry {
  readonly name: string;
  /** Text; nothing where the value comes from a secret or the environment. */
  readonly value?: string;
  /** Its name was not to be checked. */
  readonly additional: boolean;
}

type Found = (code: Code, what: string, todo?: string) => void;

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Reports everything that is wrong or doubtful. */
export function checkMetadata(known: KnownComponent, entries: MetadataEntry[], find: Found): void {
  if (known.alpha) {
    find('DAPR3212', `${known.type} ${known.version} is alpha`);
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
      find('DAPR3202', other === name ? `metadata.${name} is given twice` : `metadata.${name} and metadata.${other} are one`);
    }
    first.set(name.toLowerCase(), name);
  }
}

function checkMissing(known: KnownComponent, entries: MetadataEntry[], find: Found): void {
  const { type, required, oneOf, anyOf } = known;
  const given = new Set(entries.map(({ name }) => name.toLowerCase()));
  for (const { name, aliases } of required) {
    if (![name, ...aliases].some(one => given.has(one.toLowerCase()))) {
      find('DAPR3200', `${type} needs metadata.${name}`, `give ${name}`);
    }
  }
  // Where several could do, an empty text is as good as none.
  const filled = new Set(entries.filter(({ value }) => value !== '').map(({ name }) => fieldOf(known, name)?.name));
  for (const names of anyOf) {
    if (!names.some(name => filled.has(name))) {
      find('DAPR3200', `${type} has none of ${names.join(', ')}`, `give one of ${names.join(', ')}`);
    }
  }
  for (const names of oneOf) {
    const there = names.filter(name => filled.has(name));
    if (there.length !== 1) {
      find('DAPR3205', `${type} has ${there.length ? there.join(' and ') : 'none'} of ${names.join(', ')}`, `give exactly one of ${names.join(', ')}`);
    }
  }
}

function checkName({ type }: KnownComponent, field: KnownField, { name }: MetadataEntry, find: Found): void {
  const isAlias = field.name.toLowerCase() !== name.toLowerCase();
  if (isAlias) {
    find('DAPR3209', `metadata.${name} is another name of ${field.name} of ${type}`, `write ${field.name}`);
  } else if (field.exactCase && field.name !== name) {
    find('DAPR3203', `metadata.${name} of ${type}`, `write ${field.name}`);
  }
  if (field.deprecated) {
    find('DAPR3210', `metadata.${field.name} of ${type}`);
  }
}

function checkValue(known: KnownComponent, field: KnownField, value: string, find: Found): void {
  const { name, allowed, sensitive } = field;
  if (value !== '' && (sensitive || PRIVATE_KEY.test(value))) {
    if (!/^\{[A-Za-z]+\}$/.test(value)) {
      // Never the value.
      find('DAPR3207', `metadata.${name} of ${known.type}`);
    }
    return;
  }
  const shape = wrongShape(field, value, known.strict);
  if (shape) {
    find('DAPR3201', `metadata.${name} of ${known.type}: ${shape.wrong}`, shape.todo);
  } else if (value !== '' && allowed.length && !isTemplate(value) && !isAllowed(value, allowed)) {
    find('DAPR3211', `metadata.${name} of ${known.type}: ${describe(value)} is none of ${allowed.join(', ')}`);
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
      find('DAPR3206', `actorStateStore on ${type}`);
    }
    return;
  }
  const isPattern = patterns.some(pattern => {
    const [start, end] = pattern.split('*');
    return name.startsWith(start) && name.endsWith(end);
  });
  if (!additional && !isPattern) {
    const like = nearest(name, fields.map(field => field.name));
    find('DAPR3208', `metadata.${name} of ${type}${like ? `; did you mean ${like}?` : ''}`);
  }
}
