/** Values as TypeScript. */
import { isMap, Json } from '../../util/json';

/** A piece of code within a value. */
export class Code {
  constructor(public readonly text: string) {}
}

export const code = (text: string): Code => new Code(text);

/** Longest line of a list or map that is written in one line. */
const WIDTH = 120;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const INDENT = '  ';

/** A value as TypeScript; its first line is written after `before` characters. Null and undefined in maps are left out, as by cdk8s. */
export function literal(value: unknown, indent = '', before = indent.length): string {
  if (value instanceof Code) {
    return value.text.replace(/\n/g, `\n${indent}`);
  }
  if (Array.isArray(value)) {
    const items = value.map(each => literal(each, indent + INDENT));
    return brackets('[', items, ']', indent, before);
  }
  if (isMap(value)) {
    const inner = indent + INDENT;
    const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== null).map(([key, each]) => {
      const name = keyText(key);
      return `${name}: ${literal(each, inner, inner.length + name.length + 2)}`;
    });
    return entries.length ? brackets('{ ', entries, ' }', indent, before) : '{}';
  }
  return typeof value === 'string' ? text(value) : value === undefined || value === null ? 'undefined' : String(value);
}

function brackets(open: string, items: readonly string[], close: string, indent: string, before: number): string {
  const line = `${open}${items.join(', ')}${close}`;
  return before + line.length <= WIDTH && !line.includes('\n') ? line
    : `${open.trim()}\n${items.map(item => `${indent}${INDENT}${item},`).join('\n')}\n${indent}${close.trim()}`;
}

/** A special key is written as a computed one, which does not change the prototype. */
const keyText = (key: string): string => key === '__proto__' ? '[\'__proto__\']' : IDENTIFIER.test(key) ? key : text(key);

/** A string in single quotes. */
export const text = (value: string): string => `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'').replace(/[\u2028\u2029]/g, each => `\\u${each.charCodeAt(0).toString(16)}`)}'`;

/** A map without unset values. */
export const given = (map: Json): Json => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
