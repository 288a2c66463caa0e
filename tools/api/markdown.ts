/** Markdown of texts, types and signatures of the API reference. */
import { Callable, Docs, Parameter, TypeReference } from './assembly';

/** The address of a type, from the page that is written. */
export type Link = (fqn: string) => string | undefined;

export const code = (text: string): string => `\`${text}\``;

/** The anchor of a heading, as GitHub writes it. */
export const anchor = (heading: string): string => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');

const nameOf = (fqn: string): string => fqn.replace(/^cdk8s-dapr\./, '').replace(/^constructs\./, '');

/** A type as in TypeScript. */
export function plainType(type: TypeReference): string {
  if (type.collection) {
    const element = plainType(type.collection.elementtype);
    return type.collection.kind === 'map' ? `{ [name: string]: ${element} }` : type.collection.elementtype.union ? `(${element})[]` : `${element}[]`;
  }
  return type.union ? type.union.types.map(plainType).join(' | ') : type.fqn ? nameOf(type.fqn) : type.primitive === 'json' ? 'any' : type.primitive!;
}

/** The types of the package that a type contains. */
function named({ fqn, collection, union }: TypeReference): string[] {
  return fqn ? [fqn] : [...(collection ? named(collection.elementtype) : []), ...(union?.types ?? []).flatMap(named)];
}

/** A type, linked if it contains one type of the package, otherwise followed by links. */
export function typeOf(type: TypeReference, link: Link): string {
  const linked = named(type).flatMap(fqn => link(fqn) ? [[fqn, link(fqn)!]] : []);
  const text = code(plainType(type));
  return linked.length === 1 ? `[${text}](${linked[0][1]})` : [text, ...linked.map(([fqn, to]) => `[${nameOf(fqn)}](${to})`)].join(' ');
}

const parameter = ({ name, type, optional, variadic }: Parameter): string => `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${plainType(type)}${variadic ? '[]' : ''}`;

export const signature = ({ parameters = [] }: Callable): string => `(${parameters.map(parameter).join(', ')})`;

/** Summary and remarks, as paragraphs. jsii ends the summary of some texts at a semicolon, within a sentence. */
export const paragraphs = ({ summary, remarks }: Docs = {}): string => [summary, remarks].filter(Boolean).join(summary?.endsWith(';') ? ' ' : '\n\n');

/** Summary and remarks in one line, for a cell or an item of a list. */
export const inline = (docs: Docs | undefined): string =>
  [docs?.summary, docs?.remarks].filter(Boolean).join(' ').split(/\n{2,}/).map(part => part.replace(/\n(- )/g, '<br>$1').replace(/\n/g, ' ')).join('<br>');

export const deprecation = (docs: Docs | undefined): string => docs?.deprecated === undefined ? '' : `**Deprecated.** ${docs.deprecated}`.trim();
