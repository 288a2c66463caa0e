/** The components that Dapr registers, from a table parsed when the first component is checked. */
import { COMPONENT_TABLE } from './table.generated';
import { nearest } from '../../kubernetes/names';

/** Types of values: string, number, boolean, duration, size. */
export type FieldShape = 's' | 'n' | 'b' | 'd' | 'z';

/** One field of `spec.metadata`. */
export interface KnownField {
  readonly name: string;
  /** Name of the prop in this library. */
  readonly property: string;
  readonly shape: FieldShape;
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  /** A secret that belongs to some authentication profiles only. */
  readonly credential: boolean;
  /** Dapr matches its name case-sensitively. */
  readonly exactCase: boolean;
  readonly allowed: string[];
  /** The releases of Dapr that added an allowed value, by the value in lower case. */
  readonly allowedSince: ReadonlyMap<string, readonly string[]>;
  readonly aliases: string[];
  /** The releases of Dapr that added the field; empty if every supported one has it. */
  readonly since: readonly string[];
}

/** One version of a component type. */
export interface KnownComponent {
  /** As Dapr registers it. */
  readonly type: string;
  readonly version: string;
  /** The releases of Dapr that added it; empty if every supported one has it. */
  readonly since: readonly string[];
  readonly fields: KnownField[];
  /** Its required fields. */
  readonly required: KnownField[];
  /** Fields by name and alias, in lower case. */
  readonly byName: Map<string, KnownField>;
  readonly alpha: boolean;
  /** It can be an actor state store. */
  readonly actors: boolean;
  /** It accepts only the booleans of Go's `strconv.ParseBool`. */
  readonly strict: boolean;
  /** Groups of which exactly one field is required. */
  readonly oneOf: string[][];
  /** Groups of which at least one field is required. */
  readonly anyOf: string[][];
  /** Name patterns with one `*`, for fields that cannot be listed. */
  readonly patterns: string[];
}

type Row = [name: string, shape: FieldShape, flags?: string, allowed?: string, aliases?: string, property?: string, since?: string];

interface Table {
  readonly rows: Row[];
  readonly components: {
    [key: string]: {
      readonly f: number[];
      readonly alpha?: 1;
      readonly since?: string;
      readonly actors?: 1;
      readonly strict?: 1;
      readonly oneOf?: string[][];
      readonly anyOf?: string[][];
      readonly patterns?: string[];
    };
  };
  readonly aliases: { [key: string]: string };
}

let parsed: Table | undefined;
const COMPONENTS = new Map<string, KnownComponent | undefined>();

const table = (): Table => parsed ??= JSON.parse(COMPONENT_TABLE);
const split = (text: string | undefined): string[] => text ? text.split('|') : [];
/** Dapr looks up types and versions in lower case; an empty version and v0 mean v1 (dapr/dapr `pkg/components`). */
const versionKey = (version: string): string => /^(|v0)$/i.test(version) ? 'v1' : version.toLowerCase();

function field([name, shape, flags = '', allowed, aliases, property, since]: Row): KnownField {
  const values = split(allowed).map(each => each.split('@'));
  return {
    name,
    property: property || name,
    shape,
    required: flags.includes('r'),
    sensitive: flags.includes('s'),
    deprecated: flags.includes('d'),
    credential: flags.includes('a'),
    exactCase: flags.includes('x'),
    allowed: values.map(([value]) => value),
    allowedSince: new Map(values.filter(([, from]) => from).map(([value, from]) => [value.toLowerCase(), [from]])),
    aliases: split(aliases),
    since: split(since),
  };
}

/** The type that Dapr registers under this name or alias; undefined if there is none. */
export function registeredType(type: string, version: string): string | undefined {
  const name = type.toLowerCase();
  const key = `${name}/${versionKey(version)}`;
  if (Object.prototype.hasOwnProperty.call(table().components, key)) {
    return name;
  }
  return Object.prototype.hasOwnProperty.call(table().aliases, key) ? table().aliases[key] : undefined;
}

/** The registered component; undefined if Dapr does not register it, as with pluggable components. */
export function knownComponent(type: string, version: string): KnownComponent | undefined {
  const key = `${registeredType(type, version)}/${versionKey(version)}`;
  if (!COMPONENTS.has(key)) {
    const found = Object.prototype.hasOwnProperty.call(table().components, key) ? table().components[key] : undefined;
    COMPONENTS.set(key, found && read(key, found));
  }
  return COMPONENTS.get(key);
}

function read(key: string, { f, alpha, since, actors, strict, oneOf = [], anyOf = [], patterns = [] }: Table['components'][string]): KnownComponent {
  const [type, version] = key.split('/');
  const fields = f.map(row => field(table().rows[row]));
  const byName = new Map(fields.flatMap(known => known.aliases.map(alias => [alias.toLowerCase(), known] as const)));
  fields.forEach(known => byName.set(known.name.toLowerCase(), known));
  const required = fields.filter(known => known.required);
  return { type, version, since: split(since), fields, required, byName, alpha: !!alpha, actors: !!actors, strict: !!strict, oneOf, anyOf, patterns };
}

/** The versions of a type that Dapr registers; empty for an unregistered type. */
export function registeredVersions(type: string): string[] {
  const start = `${type.toLowerCase()}/`;
  return [...Object.keys(table().components), ...Object.keys(table().aliases)]
    .filter(key => key.startsWith(start)).map(key => key.slice(start.length)).sort();
}

/** The registered type with the most similar name. */
export function nearestType(type: string): string | undefined {
  const category = `${type.split('.')[0]}.`;
  const known = Object.keys(table().components).map(key => key.split('/')[0]).filter(name => name.startsWith(category));
  return nearest(type.toLowerCase(), [...new Set(known)]);
}
