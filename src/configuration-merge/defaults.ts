/** The defaults of a platform below the settings of Configurations. */
import { canonicalText, isMap, Json } from '../util/json';

/** Defaults as a spec, and the paths of its settings. A setting is a default as a whole, except the list of features, which have names. */
export interface Defaults {
  readonly spec: Json;
  readonly paths: readonly string[];
}

/** A spec with the defaults that it does not set. */
export const withDefaults = (spec: Json, { spec: defaults, paths }: Defaults): Json => paths.reduce((filled, path) => {
  const [own, value] = [valueAt(filled, path), valueAt(defaults, path)];
  return own === undefined ? replaced(filled, path.split('.'), value)
    : path === 'features' ? { ...filled, features: [...own, ...value.filter(({ name }: Json) => own.every((each: Json) => each.name !== name))] } : filled;
}, spec);

/** A spec without those of its implied values that are defaults. */
export const withoutImplied = (spec: Json, implied: Json, { paths }: Defaults): Json => paths.reduce((rest, path) => {
  const value = valueAt(implied, path);
  return value !== undefined && canonicalText(valueAt(rest, path)) === canonicalText(value) ? replaced(rest, path.split('.'), undefined) : rest;
}, spec);

const valueAt = (spec: Json, path: string): any => path.split('.').reduce((at: any, field) => isMap(at) ? at[field] : undefined, spec);

/** A copy with another value at a path, or none. */
function replaced(spec: Json, [key, ...path]: string[], value: unknown): Json {
  const { [key]: before, ...rest } = spec;
  const now = path.length ? replaced(isMap(before) ? before : {}, path, value) : value;
  return now === undefined ? rest : { ...rest, [key]: now };
}
