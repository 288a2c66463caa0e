/** What is known of the components that Dapr registers: the table, read when the first component is checked. */
import { COMPONENT_TABLE } from './table.generated';
import { nearest } from '../../kubernetes/names';

/** Shapes of values: text, number, truth, duration, size. */
export type FieldShape = 's' | 'n' | 'b' | 'd' | 'z';

/** One field of `spec.metadata`. */
export interface KnownField {
  readonly name: string;
  /** Name in the API of this library. */
  readonly property: string;
  readonly shape: FieldShape;
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  /** A secret that belongs to some ways to sign in only. */
  readonly credential: boolean;
  /** Dapr reads it by exact case. */
  readonly exactCase: boolean;
  readonly allowed: string[];
  readonly aliases: string[];
}

/** One version of a component type. */
export interface KnownComponent {
  /** As Dapr registers it. */
  readonly type: string;
  readonly version: string;
  readonly fields: KnownField[];
  /** Those that it needs. */
  readonly required: KnownField[];
  /** Fields by their names and by those of the aliases, all in lower case. */
  readonly byName: Map<string, KnownField>;
  readonly alpha: boolean;
  /** It can keep the state of actors. */
  readonly actors: boolean;
  /** It takes for a truth only what Go does. */
  readonly strict: boolean;
  /** Of each of these exactly one is needed. */
  readonly oneOf: string[][];
  /** Of each of these at least one is needed. */
  readonly anyOf: string[][];
  /** Names with one `*`: fields that cannot be listed. */
  readonly patterns: string[];
}

type Row = [name: string, shape: FieldShape, flags?: string, allowed?: string, aliases?: string, property?: string];

interface Table {
  readonly rows: Row[];
  readonly components: {
    [key: string]: {
      readonly f: number[];
      readonly alpha?: 1;
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
/** Dapr looks types and versions up in lower case; none and v0 mean v1 (dapr/dapr `pkg/components`). */
const versionKey = (version: string): string => /^(|v0)$/i.test(version) ? 'v1' : version.toLowerCase();

function field([name, shape, flags = '', allowed, aliases, property]: Row): KnownField {
  return {
    name,
    property: property ?? name,
    shape,
    required: flags.includes('r'),
    sensitive: flags.includes('s'),
    deprecated: flags.includes('d'),
    credential: flags.includes('a'),
    exactCase: flags.includes('x'),
    allowed: split(allowed),
    aliases: split(aliases),
  };
}

/** The type that Dapr registers under this name, where the name is known. */
export function registeredType(type: string, version: string): string | undefined {
  const name = type.toLowerCase();
  const key = `${name}/${versionKey(version)}`;
  if (Object.prototype.hasOwnProperty.call(table().components, key)) {
    return name;
  }
  return Object.prototype.hasOwnProperty.call(table().aliases, key) ? table().aliases[key] : undefined;
}

/** Facts about a component; nothing where Dapr does not register it, as for pluggable ones. */
export function knownComponent(type: string, version: string): KnownComponent | undefined {
  const key = `${registeredType(type, version)}/${versionKey(version)}`;
  if (!COMPONENTS.has(key)) {
    const found = Object.prototype.hasOwnProperty.call(table().components, key) ? table().components[key] : undefined;
    COMPONENTS.set(key, found && read(key, found));
  }
  return COMPONENTS.get(key);
}

function read(key: string, { f, alpha, actors, strict, oneOf = [], anyOf = [], patterns = [] }: Table['components'][string]): KnownComponent {
  const [type, version] = key.split('/');
  const fields = f.map(row => field(table().rows[row]));
  const byName = new Map(fields.flatMap(known => known.aliases.map(alias => [alias.toLowerCase(), known] as const)));
  fields.forEach(known => byName.set(known.name.toLowerCase(), known));
  const required = fields.filter(known => known.required);
  return { type, version, fields, required, byName, alpha: !!alpha, actors: !!actors, strict: !!strict, oneOf, anyOf, patterns };
}

/** The versions of a type that Dapr registers; none where it knows no such type. */
export function registeredVersions(type: string): string[] {
  const start = `${type.toLowerCase()}/`;
  return [...Object.keys(table().components), ...Object.keys(table().aliases)]
    .filter(key => key.startsWith(start)).map(key => key.slice(start.length)).sort();
}

/** The registered type that a name is most like. */
export function nearestType(type: string): string | undefined {
  const category = `${type.split('.')[0]}.`;
  const known = Object.keys(table().components).map(key => key.split('/')[0]).filter(name => name.startsWith(category));
  return nearest(type.toLowerCase(), [...new Set(known)]);
}
