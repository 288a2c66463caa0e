/** A page of the API reference, and its index. */
import { Assembly, isConstruct, Type } from './assembly';
import { anchor, code, Link } from './markdown';
import { Page } from './pages';
import { section } from './types';
import { table } from '../table';

/** Suffixes of structs that are shown below the class of the same name. */
const PARTS = ['Props', 'Metadata', 'Attributes', 'Options', 'Settings'];

type Kind = 'Constructs' | 'Classes' | 'Structs' | 'Interfaces' | 'Enums';
const KINDS: Kind[] = ['Constructs', 'Classes', 'Structs', 'Interfaces', 'Enums'];

const kindOf = (assembly: Assembly, type: Type): Kind =>
  type.kind === 'enum' ? 'Enums' : type.datatype ? 'Structs' : type.kind === 'interface' ? 'Interfaces' : isConstruct(assembly, type) ? 'Constructs' : 'Classes';

/** The class to which a struct belongs by its name. */
const ownerOf = (type: Type, types: Type[]): Type =>
  type.datatype ? types.find(({ kind, name }) => kind === 'class' && PARTS.some(part => type.name === name + part)) ?? type : type;

const byName = (a: Type, b: Type): number => a.name < b.name ? -1 : 1;

/** The types by kind, each with the structs that belong to it. */
function grouped(assembly: Assembly, { types }: Page): [Kind, [Type, Type[]][]][] {
  const owners = types.filter(type => ownerOf(type, types) === type).sort(byName);
  return KINDS.map((kind): [Kind, [Type, Type[]][]] => [kind, owners.filter(type => kindOf(assembly, type) === kind)
    .map(type => [type, types.filter(part => part !== type && ownerOf(part, types) === type).sort(byName)])]).filter(([, all]) => all.length > 0);
}

/** Links to a type from a page in the same folder. */
const linkFrom = (all: Page[], from: string | undefined, folder: string): Link => fqn => {
  const page = all.find(({ types }) => types.some(type => type.fqn === fqn));
  return page && `${page.name === from ? '' : `${folder}${page.name}.md`}#${anchor(page.types.find(type => type.fqn === fqn)!.name)}`;
};

export function pageText(assembly: Assembly, all: Page[], page: Page): string {
  const link = linkFrom(all, page.name, '');
  const groups = grouped(assembly, page);
  const contents = groups.map(([kind, types]) => `${kind}:\n${types.map(([type]) => `[${type.name}](${link(type.fqn)})`).join(',\n')}`);
  const body = groups.flatMap(([kind, types]) => [
    `## ${kind}`, ...types.flatMap(([type, parts]) => [section(assembly, type, '###', link), ...parts.map(part => section(assembly, part, '####', link))]),
  ]);
  const note = page.types.some(({ name }) => name.endsWith('Metadata')) ? ['Props of metadata also accept a [`MetadataValue`](components.md#metadatavalue), for example from a Secret.'] : [];
  return `${[`# API reference: ${page.title}`, '[All types](../../API.md)', ...note, ...contents, ...body].join('\n\n')}\n`;
}

const firstSentence = ({ docs }: Type): string => (docs?.summary ?? '').replace(/\n/g, ' ');

/** `API.md`: the pages, and the types of each. */
export function indexText(assembly: Assembly, all: Page[]): string {
  const link = linkFrom(all, undefined, 'docs/api/');
  const lists = all.map(page => {
    const rows = grouped(assembly, page).flatMap(([, types]) => types.map(([type, parts]) => [[type, ...parts].map(each => `[${code(each.name)}](${link(each.fqn)})`).join(' '), firstSentence(type)]));
    return `## ${page.title}\n\n${table(['types', 'description'], rows)}`;
  });
  return `# API reference

Generated from the docs of the code. Names are those of TypeScript; the other languages use their own spelling.

${table(['page', 'contents'], all.map(({ name, title, what }) => [`[${title}](docs/api/${name}.md)`, what]))}

${lists.join('\n\n')}
`;
}
