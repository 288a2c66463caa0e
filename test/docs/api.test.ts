/** The API reference: `API.md` and the pages of `docs/api` can be read on GitHub, and their links are valid. */
import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import * as lib from 'cdk8s-dapr';
import { Assembly, Type } from '../../tools/api/assembly';
import { anchor, paragraphs } from '../../tools/api/markdown';
import { indexText, pageText } from '../../tools/api/page';
import { pages } from '../../tools/api/pages';
import { COMPONENTS } from '../../tools/components/model';
import { blockOf, className } from '../../tools/components/names';
import { TOP } from '../support/paths';

const FILES = ['API.md', ...readdirSync(join(TOP, 'docs', 'api')).map(name => `docs/api/${name}`)];
const textOf = (file: string): string => readFileSync(join(TOP, file), 'utf8');
/** The anchors of a page: its headings, without the text of code blocks. */
const anchorsOf = (text: string): string[] => [...text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));

test.each(FILES)('%s has less than 300 kB and no line over 2,000 characters', file => {
  const text = textOf(file);
  expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  expect(text.split('\n').filter(line => line.length > 2000)).toEqual([]);
  expect(text).not.toMatch(/undefined\b(?! )|\[object |NaN/);
});

test.each(FILES)('every link of %s leads to a heading of a page', file => {
  const broken = [...textOf(file).replace(/^```[^]*?^```/gm, '').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].filter(([, path, id]) => {
    const target = path ? join(dirname(file), path) : file;
    return id === undefined ? !FILES.includes(target) : !FILES.includes(target) || !anchorsOf(textOf(target)).includes(id);
  }).map(([link]) => link);
  expect(broken).toEqual([]);
});

test('no page splits a sentence', () => {
  expect(paragraphs({ summary: 'One;', remarks: 'two.' })).toBe('One; two.');
  expect(paragraphs({ summary: 'One.', remarks: 'Two.' })).toBe('One.\n\nTwo.');
  expect(FILES.flatMap(file => textOf(file).replace(/^```[^]*?^```/gm, '').match(/^.*;$/gm) ?? [])).toEqual([]);
});

test('no page has two headings of the same name, so that links are unambiguous', () => {
  const twice = FILES.filter(file => file !== 'API.md').flatMap(file => anchorsOf(textOf(file)).filter((each, i, all) => all.indexOf(each) !== i).map(each => `${file}#${each}`));
  expect(twice).toEqual([]);
});

test('the index links every page, and every page the index', () => {
  const index = textOf('API.md');
  expect(FILES.filter(file => file !== 'API.md' && !(index.includes(`](${file})`) && textOf(file).includes('](../../API.md)')))).toEqual([]);
});

test('every public class has a heading, those of components on the page of their building block', () => {
  const core = FILES.filter(file => file !== 'API.md').map(textOf).join('\n');
  const classes = Object.entries(lib).filter(([, value]) => typeof value === 'function').map(([name]) => name);
  expect(classes.length).toBeGreaterThan(30);
  // Not part of the jsii API: programs that Node runs.
  const programs = ['DaprCommandLine', 'DaprValidation'];
  expect(classes.filter(name => !programs.includes(name) && !core.includes(`\n### ${name}\n`))).toEqual([]);
  expect(COMPONENTS.filter(({ type, version }) => !textOf(`docs/api/${blockOf(type).module}.md`).includes(`\n### ${className(type, version)}\n`))).toEqual([]);
});

describe('a page', () => {
  const at = (filename: string): Pick<Type, 'locationInModule'> => ({ locationInModule: { filename } });
  const string = { primitive: 'string' };
  const assembly: Assembly = {
    name: 'cdk8s-dapr',
    types: Object.fromEntries(([
      {
        fqn: 'cdk8s-dapr.App',
        name: 'App',
        kind: 'class',
        base: 'constructs.Construct',
        ...at('src/app/app.ts'),
        docs: { summary: 'An app.', remarks: 'Why.', example: 'new App(chart, \'a\');', see: 'https://example.com' },
        initializer: { parameters: [{ name: 'scope', type: { fqn: 'constructs.Construct' } }, { name: 'props', type: { fqn: 'cdk8s-dapr.AppProps' }, optional: true }] },
        methods: [{ name: 'add', docs: { summary: 'Adds.', example: 'app.add(\'a\');' }, parameters: [{ name: 'names', type: string, variadic: true, docs: { summary: 'The names.' } }] }],
        properties: [{ name: 'level', type: { fqn: 'cdk8s-dapr.Level' }, docs: { summary: 'A | level.', deprecated: 'Use another.' } }],
      },
      { fqn: 'cdk8s-dapr.AppOptions', name: 'AppOptions', kind: 'interface', datatype: true, ...at('src/app/app.ts'), properties: [{ name: 'id', type: string, docs: { summary: 'ID.' } }] },
      {
        fqn: 'cdk8s-dapr.AppProps',
        name: 'AppProps',
        kind: 'interface',
        datatype: true,
        interfaces: ['cdk8s-dapr.AppOptions'],
        ...at('src/app/app.ts'),
        properties: [{ name: 'levels', optional: true, type: { collection: { kind: 'array', elementtype: { fqn: 'cdk8s-dapr.Level' } } }, docs: { summary: 'Levels.', default: '- all' } }],
      },
      { fqn: 'cdk8s-dapr.Level', name: 'Level', kind: 'enum', ...at('src/plan/level.ts'), members: [{ name: 'HIGH', docs: { summary: 'High.' } }] },
    ] as Type[]).map(type => [type.fqn, type])),
  };
  const all = pages(assembly);
  const apps = pageText(assembly, all, all.find(({ name }) => name === 'apps')!);

  test('shows a class with its reason, page, constructor, example and methods', () => {
    expect(apps).toContain('### App\n\nAn app.\n\nWhy.\n\nSee <https://example.com>.\n\n```ts\nnew App(scope: Construct, props?: AppProps)\n```\n\nExample:\n\n```ts\nnew App(chart, \'a\');\n```');
    expect(apps).toContain('- `add(...names: string[]): void`<br>Adds.<br>`app.add(\'a\');`\n  - `names`: The names.');
  });

  test('shows the props of a struct below its class, with those that it inherits, and links types of other pages', () => {
    expect(apps).toContain('#### AppProps\n\n| prop | type | default | description |\n| --- | --- | --- | --- |\n'
      + '| `id` | `string` | **required** | ID. |\n| `levels` | [`Level[]`](checks.md#level) | all | Levels. |');
  });

  test('shows what is deprecated, the values of an enum, and where everything is', () => {
    expect(pageText(assembly, all, all.find(({ name }) => name === 'checks')!)).toContain('### Level\n\n| value | description |\n| --- | --- |\n| `HIGH` | High. |');
    expect(apps).toContain('| `level` | [`Level`](checks.md#level) | A \\| level. **Deprecated.** Use another. |');
    expect(indexText(assembly, all)).toContain('| [`App`](docs/api/apps.md#app) [`AppOptions`](docs/api/apps.md#appoptions) [`AppProps`](docs/api/apps.md#appprops) | An app. |');
  });
});
