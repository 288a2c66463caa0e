/** The section of a type in the API reference. */
import { Assembly, basesOf, Method, Property, Type, TypeReference } from './assembly';
import { code, deprecation, inline, Link, paragraphs, plainType, signature, typeOf } from './markdown';
import { table } from '../table';

/** A default that begins with a dash is in words. */
function defaultOf({ docs, optional }: Property): string {
  const value = docs?.default?.replace(/\n/g, ' ');
  return !optional ? '**required**' : value === undefined || value === '- none' ? '' : value.startsWith('- ') ? value.slice('- '.length) : code(value);
}

/** Columns and headings already say these facts of a metadata field. */
function ofField(name: string, text: string): string {
  return text.replace(/(<br>)?Metadata field `([^`]*)`: an? ([^.]*)\.(<br>| )?/, (_match, _break, field: string, kind: string) =>
    [' ', ...(field === name ? [] : [`Metadata field \`${field}\`. `]), ...(kind.includes('comma-separated') ? ['Entries are separated by commas. '] : [])].join('')).replace(/ +/g, ' ').trim();
}

/** In the metadata of components, every prop also accepts a `MetadataValue`; the page says so once. */
const withoutMetadataValue = (type: TypeReference): TypeReference =>
  type.union?.types.length === 2 && type.union.types[1].fqn?.endsWith('.MetadataValue') ? type.union.types[0] : type;

const propertyRow = ({ namespace }: Type, { name, type, docs, ...rest }: Property, link: Link): string[] => [
  code(name), typeOf(namespace ? withoutMetadataValue(type) : type, link), defaultOf({ name, type, docs, ...rest }),
  [namespace ? ofField(name, inline(docs)) : inline(docs), deprecation(docs)].filter(Boolean).join(' '),
];

/** Structs whose props are not repeated where another one extends them, because there are many. */
const LONG = ['DaprdOptions'];

/** The properties of a struct, with those of its bases unless they are the options of daprd or of every component. */
function struct(assembly: Assembly, type: Type, link: Link): string[] {
  const shared = basesOf(assembly, type).filter(base => type.namespace ? base.namespace !== type.namespace : LONG.includes(base.name));
  const own = [type, ...basesOf(assembly, type).filter(base => !shared.includes(base))];
  const properties = own.flatMap(each => each.properties ?? []).filter((each, i, all) => all.findIndex(({ name }) => name === each.name) === i);
  const first = [...properties.filter(({ optional }) => !optional), ...properties.filter(({ optional }) => optional)];
  return [
    ...(shared.length ? [`And the props of [${code(shared[0].name)}](${link(shared[0].fqn)}).`] : []),
    ...(first.length ? [table(['prop', 'type', 'default', 'description'], first.map(each => propertyRow(type, each, link)))] : []),
  ];
}

function method(type: Type, { name, static: isStatic, returns, docs, ...callable }: Method): string {
  const result = returns ? plainType(returns.type) + (returns.optional ? ' | undefined' : '') : 'void';
  const parameters = (callable.parameters ?? []).filter(each => each.docs?.summary).map(each => `\n  - ${code(each.name)}: ${inline(each.docs)}`);
  return `- ${code(`${isStatic ? `${type.name}.` : ''}${name}${signature(callable)}: ${result}`)}<br>${inline(docs)} ${deprecation(docs)}`.trimEnd()
    + (docs?.example ? `<br>${code(docs.example.trim())}` : '') + (docs?.returns ? ` Returns ${docs.returns.replace(/\n/g, ' ')}` : '') + parameters.join('');
}

/** Methods and properties of a class or interface, without those of its bases. */
function members(type: Type, link: Link): string[] {
  const { methods = [], properties = [] } = type;
  const constants = properties.filter(each => each.static);
  const values = properties.filter(each => !each.static);
  const rows = (all: Property[]): string[][] => all.map(each => [code(each.static ? `${type.name}.${each.name}` : each.name), typeOf(each.type, link), [inline(each.docs), deprecation(each.docs)].filter(Boolean).join(' ')]);
  return [
    ...(constants.length ? [table(['constant', 'type', 'description'], rows(constants))] : []),
    ...(methods.length ? [[...methods].sort((a, b) => Number(!!b.static) - Number(!!a.static)).map(each => method(type, each)).join('\n')] : []),
    ...(values.length ? [table(['property', 'type', 'description'], rows(values))] : []),
  ];
}

function bases(type: Type, link: Link): string[] {
  const linked = [type.base, ...type.interfaces ?? []].flatMap(fqn => fqn && link(fqn) ? [`[${code(fqn.replace(/^cdk8s-dapr\./, ''))}](${link(fqn)})`] : []);
  return linked.length && !type.datatype ? [`Extends ${linked.join(', ')}.`] : [];
}

/** The Markdown of a type, with a heading of the given level. */
export function section(assembly: Assembly, type: Type, level: string, link: Link): string {
  const { docs, initializer, members: values } = type;
  const created = `new ${type.namespace ? `${type.namespace}.` : ''}${type.name}${signature(initializer ?? {})}`;
  return [
    `${level} ${type.name}`,
    ...(deprecation(docs) ? [deprecation(docs)] : []),
    paragraphs(docs),
    ...(docs?.see ? [`See <${docs.see}>.`] : []),
    ...bases(type, link),
    ...(initializer ? [`\`\`\`ts\n${created}\n\`\`\``] : []),
    ...(docs?.example ? [`Example:\n\n\`\`\`ts\n${docs.example.trim()}\n\`\`\``] : []),
    ...(values ? [table(['value', 'description'], values.map(value => [code(value.name), inline(value.docs)]))] : []),
    ...(type.datatype ? struct(assembly, type, link) : values ? [] : members(type, link)),
  ].filter(Boolean).join('\n\n');
}
