/** Merges what several sides want in one Configuration, and refuses what they contradict each other in. */

type Json = { [key: string]: any };

export interface ConfigurationPart {
  /** Who wants it, for use in messages. */
  readonly from: string;
  readonly spec: Json;
}

export interface MergedConfiguration {
  readonly spec: Json;
  /** One text for each field that two parts set to different values. */
  readonly conflicts: string[];
}

/** Keeps HotReload off: with it one wrong component stops every daprd that loads it at once. */
export const HOT_RELOAD_OFF: Json = { features: [{ name: 'HotReload', enabled: false }] };

export function mergeConfigurations(parts: ConfigurationPart[]): MergedConfiguration {
  const spec: Json = {};
  const owners = new Map<string, string>();
  const conflicts: string[] = [];
  for (const part of parts) {
    merge(spec, part.spec, part.from, '', owners, conflicts);
  }
  return { spec, conflicts };
}

function merge(into: Json, from: Json, owner: string, path: string, owners: Map<string, string>, conflicts: string[]): void {
  for (const [key, value] of Object.entries(from)) {
    const at = path ? `${path}.${key}` : key;
    if (!(key in into)) {
      into[key] = structuredClone(value);
      owners.set(at, owner);
    } else if (isNamedList(value) && isNamedList(into[key])) {
      mergeNamed(into[key], value, owner, at, owners, conflicts);
    } else if (isObject(value) && isObject(into[key])) {
      merge(into[key], value, owner, at, owners, conflicts);
    } else if (JSON.stringify(into[key]) !== JSON.stringify(value)) {
      conflicts.push(`${at} is ${JSON.stringify(into[key])} by ${ownerOf(at, owners)} and ${JSON.stringify(value)} by ${owner}`);
    }
  }
}

/** Lists of things with a name are sets: one entry a name. */
function mergeNamed(into: Json[], from: Json[], owner: string, path: string, owners: Map<string, string>, conflicts: string[]): void {
  for (const item of from) {
    const same = into.find(other => other.name === item.name);
    if (same) {
      merge(same, item, owner, `${path}[${item.name}]`, owners, conflicts);
    } else {
      into.push(structuredClone(item));
      owners.set(`${path}[${item.name}]`, owner);
    }
  }
}

/** Who set a field, or the nearest thing around it. */
function ownerOf(path: string, owners: Map<string, string>): string {
  let at = path;
  while (at && !owners.has(at)) {
    at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['), 0));
  }
  return owners.get(at) ?? 'another part';
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNamedList = (value: unknown): value is Json[] => Array.isArray(value) && value.every(item => isObject(item) && typeof item.name === 'string');
