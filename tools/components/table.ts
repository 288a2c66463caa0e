/** The table for the checks of components, which `src/resources/metadata/catalog.ts` reads. */
import { Component, COMPONENTS, Field } from './model';

const TYPES = { string: 's', number: 'n', bool: 'b', duration: 'd', bytesize: 'z' };

/** Components whose values go through `config.Decode` of dapr/kit, which accepts only the booleans of Go's `strconv.ParseBool`. */
const strictBooleans = ({ type }: Component): boolean => /^(state|pubsub|bindings|configuration|lock)\.redis$/.test(type);

function row(field: Field): unknown[] {
  const flags = [field.required && 'r', field.sensitive && 's', field.deprecated && 'd', field.exactCase && 'x', field.dead && 'i',
    field.credential && 'a']
    .filter(Boolean).join('');
  const cells = [
    field.name, TYPES[field.type], flags, field.allowed.map(value => field.allowedSince[value] ? `${value}@${field.allowedSince[value]}` : value).join('|'),
    field.aliases.join('|'), field.property === field.name ? '' : field.property, field.since ?? '',
  ];
  while (cells[cells.length - 1] === '') {
    cells.pop();
  }
  return cells;
}

export function table(): string {
  const rows = new Map<string, number>();
  const number = (field: Field): number => {
    const text = JSON.stringify(row(field));
    rows.set(text, rows.get(text) ?? rows.size);
    return rows.get(text)!;
  };
  const components = Object.fromEntries(COMPONENTS.map(one => [`${one.type}/${one.version}`, {
    f: one.fields.map(number),
    ...(one.status === 'alpha' ? { alpha: 1 } : {}),
    ...(one.since ? { since: one.since } : {}),
    ...(one.capabilities.includes('actorStateStore') ? { actors: 1 } : {}),
    ...(strictBooleans(one) ? { strict: 1 } : {}),
    ...(one.exactlyOneOf.length ? { oneOf: one.exactlyOneOf } : {}),
    ...(one.atLeastOneOf.length ? { anyOf: one.atLeastOneOf } : {}),
    ...(one.patterns.length ? { patterns: one.patterns } : {}),
  }]));
  const aliases = Object.fromEntries(COMPONENTS.flatMap(one => one.aliases.map(alias => [`${alias}/${one.version}`, one.type])));
  return `{"rows":[\n${[...rows.keys()].join(',\n')}\n],"components":{\n${
    Object.entries(components).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',\n')
  }\n},"aliases":${JSON.stringify(aliases)}}`;
}
