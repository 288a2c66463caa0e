/** The components of the pinned catalogue with the corrections of the overlay: the model of all generated code. */
import { catalog, corrections, Overlay, overlay, Raw, Row } from './input';
import { propertyName } from './names';

export type FieldType = 'string' | 'number' | 'bool' | 'duration' | 'bytesize';

export interface Field {
  readonly name: string;
  readonly property: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  /** Dapr matches its name case-sensitively. */
  readonly exactCase: boolean;
  /** Whether Dapr's code does not read it. */
  readonly dead: boolean;
  /** A secret that belongs to some authentication profiles only. */
  readonly credential: boolean;
  /** A string of comma-separated entries. */
  readonly list: boolean;
  readonly default?: string;
  readonly allowed: string[];
  /** The releases that added some of the allowed values. */
  readonly allowedSince: { readonly [value: string]: string };
  readonly aliases: string[];
  /** The release of Dapr that added the field; undefined if every supported one has it. */
  readonly since?: string;
  /** Binding directions that the field is limited to. */
  readonly directions: string[];
  /** Authentication profiles that contain the field. */
  readonly profiles: string[];
}

export interface Component {
  readonly type: string;
  readonly version: string;
  /** The release of Dapr that added it; undefined if every supported one has it. */
  readonly since?: string;
  readonly aliases: string[];
  readonly status: string;
  /** It is included in the daprd build with stable components only. */
  readonly stableBuild: boolean;
  readonly capabilities: string[];
  readonly operations: string[];
  readonly directions: string[];
  readonly profiles: string[];
  readonly azure: boolean;
  readonly fields: Field[];
  readonly exactlyOneOf: string[][];
  readonly atLeastOneOf: string[][];
  /** Name patterns with one `*`, for fields that cannot be listed. */
  readonly patterns: string[];
}

/** Keys of `spec.metadata` that Dapr's runtime matches case-sensitively. */
const RUNTIME_KEYS = /^(consumerID|route|outbox.*|primaryEncryptionKey|secondaryEncryptionKey)$/;

const unique = <T>(values: T[]): T[] => [...new Set(values)];
const directions = (of: { input?: boolean; output?: boolean } | undefined): string[] =>
  [...(of?.input ? ['input'] : []), ...(of?.output ? ['output'] : [])];

/** Maps list types of the overlay to strings of comma-separated entries. */
function fieldType(type: string | undefined): { type: FieldType; list: boolean } {
  const list = type === 'list' || type === 'durationList';
  return { type: (list ? 'string' : type ?? 'string') as FieldType, list };
}

function component(raw: Raw, key: string): Component {
  const patch: Overlay = { ...overlay.components[key], ...corrections.components[key] };
  const block = overlay.blocks[raw.specType.split('.')[0]] ?? {};
  const profiles = raw.authenticationProfiles ?? [];
  const oneOf = patch.exactlyOneOf ?? [];
  const named = new Map<string, { row: Row; own: boolean; all: Row[] }>();
  const add = (row: Row, own: boolean): void => {
    const found = named.get(row.name);
    if (found) {
      found.all.push(row);
    } else {
      named.set(row.name, { row, own, all: [row] });
    }
  };
  raw.metadata.forEach(row => add(row, true));
  profiles.forEach(profile => profile.metadata.forEach(row => add(row, false)));
  // The catalogue describes a field better than the overlay.
  [...patch.addFields ?? [], ...block.addFields ?? []].filter(({ name }) => !named.has(name)).forEach(row => add(row, false));

  const notRequired = [...patch.notRequired ?? [], ...oneOf.flat()];
  const fields = [...named.values()].filter(({ row }) => !row.name.includes('<')).map(({ row, own, all: rows }): Field => {
    const { type, list } = fieldType(patch.types?.[row.name] ?? row.type ?? rows.find(other => other.type)?.type);
    const secret = corrections.sensitive[row.name];
    const allowed = rows.every(other => other.allowedValues?.length) ? unique(rows.flatMap(other => other.allowedValues!)) : [];
    return {
      name: row.name,
      property: propertyName(row.name),
      type,
      list,
      required: !!patch.required?.includes(row.name)
        || (own && !!row.required && !row.binding && row.default === undefined && !notRequired.includes(row.name)),
      sensitive: rows.some(other => other.sensitive) || secret === '*' || !!secret?.includes(raw.specType),
      credential: !own && rows.some(other => other.sensitive) && !row.name.startsWith('sentinel')
        && !profiles.some(profile => profile.builtin === 'azuread' && profile.metadata.some(other => other.name === row.name)),
      deprecated: rows.some(other => other.deprecated),
      exactCase: rows.some(other => other.caseSensitive)
        || (RUNTIME_KEYS.test(row.name) && (row.name !== 'consumerID' || raw.specType.startsWith('pubsub.'))),
      dead: !!patch.dead?.includes(row.name),
      default: patch.defaults?.[row.name] ?? row.default,
      allowedSince: Object.assign({}, ...rows.map(other => other.allowedSince)),
      // A field that one profile had before is not new.
      since: rows.every(other => other.since) ? row.since : undefined,
      allowed: allowed.length ? unique([...allowed, ...patch.allowedValues?.[row.name] ?? []]) : [],
      aliases: unique([...row.aliases ?? [], ...patch.aliases?.[row.name] ?? []]).filter(alias => !named.has(alias)),
      directions: directions(row.binding),
      profiles: unique(profiles.filter(profile => profile.metadata.some(other => other.name === row.name)).map(profile => profile.title)),
    };
  });
  return {
    type: raw.specType,
    version: raw.version,
    since: raw.since,
    aliases: raw.aliases ?? [],
    status: raw.status,
    stableBuild: !!raw.stableBuild,
    capabilities: unique([...raw.capabilities ?? [], ...patch.addCapabilities ?? []]),
    operations: raw.binding?.operations ?? [],
    directions: directions(raw.binding),
    profiles: unique(profiles.map(profile => profile.title)),
    azure: profiles.some(profile => profile.builtin === 'azuread'),
    fields,
    exactlyOneOf: oneOf,
    atLeastOneOf: patch.atLeastOneOf ?? [],
    patterns: [
      ...(patch.dynamic ? [`${patch.dynamic.prefix}*`] : []),
      ...raw.metadata.filter(row => row.name.startsWith('<')).map(row => row.name.replace(/^<.*>/, '*')),
    ],
  };
}

function all(): Component[] {
  const raws = catalog.components.filter(raw => raw.registered !== false && !raw.specType.startsWith('nameresolution.'));
  const byKey = new Map(raws.map(raw => [`${raw.specType}/${raw.version}`, raw]));
  const components = [...byKey].map(([key, raw]) => component(raw, key));
  for (const [key, other] of Object.entries({ ...overlay.sameAs, ...corrections.alsoRegistered })) {
    const [specType, version] = key.split('/');
    components.push({ ...component(byKey.get(other)!, other), type: specType, version, aliases: [] });
  }
  for (const [key, metadata] of Object.entries(overlay.noMetadata)) {
    const [specType, version] = key.split('/');
    components.push(component({ specType, version, status: 'alpha', metadata }, key));
  }
  const types = new Set(components.map(({ type }) => type));
  return components
    // An alias that is itself a registered type, in another version, is not an alias.
    .map(one => ({ ...one, aliases: one.aliases.filter(alias => !types.has(alias)) }))
    .sort((a, b) => `${a.type}/${a.version}` < `${b.type}/${b.version}` ? -1 : 1);
}

export const COMPONENTS = all();
