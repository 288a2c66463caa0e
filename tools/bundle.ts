/**
 * Bundles the compiled library with esbuild: `lib/index.js`, and one file per room in `lib/rooms`, which is loaded on first use.
 * Loading many small files, or code that a program never uses, would take longer than the work itself. Types stay unchanged.
 */
import { readdirSync, readFileSync, rmSync } from 'fs';
import { dirname, join, relative } from 'path';
import { build, BuildOptions, Plugin } from 'esbuild';
import * as ts from 'typescript';

const LIB = join(__dirname, '..', 'lib');
const INDEX = join(LIB, 'index.js');
const SOURCE = join(__dirname, '..', 'src', 'index.ts');
const ROOMS = join(LIB, 'rooms');
/** The compiled files, except the index and the output of an earlier run. */
const PARTS = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js')).map(file => join(LIB, file))
  .filter(file => file !== INDEX && dirname(file) !== ROOMS);

const nameOf = (part: string): string => relative(LIB, part).replace(/\.js$/, '').replace(/\\/g, '/');
/** The name of the bundle with a part: that of its folder, or its own for a part outside folders. */
const roomOf = (part: string): string => (dirname(part) === LIB ? nameOf(part) : nameOf(dirname(part))).replace(/\//g, '-');

/** Defines exports that are evaluated on first access. */
const LAZY = `module.exports = (exports, values) => {
  Object.defineProperty(exports, "__esModule", { value: true });
  for (const name in values) {
    const get = () => { const value = values[name](); Object.defineProperty(exports, name, { enumerable: true, value }); return value; };
    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });
  }
};`;
const whenRead = (values: { readonly [name: string]: string }): string =>
  `require("lazy")(exports, {\n${Object.entries(values).map(([name, value]) => `  ${JSON.stringify(name)}: () => ${value},\n`).join('')}});`;
const lazy: Plugin = {
  name: 'lazy',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lazy$/ }, () => ({ path: 'lazy', namespace: 'lazy' }));
    onLoad({ filter: /./, namespace: 'lazy' }, () => ({ contents: LAZY }));
  },
};

/** A reference to a part in another bundle. */
const inItsRoom = (part: string, folder: string): string => `require("${folder}/${roomOf(part)}.js")[${JSON.stringify(nameOf(part))}]`;

/**
 * Loads a part on first use instead of at the top of the file. Also keeps the names of classes for messages: esbuild renames
 * some, and its `keepNames` option costs a call for every function.
 */
function requireWhereUsed(file: string): string {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const calls = new Map<string, string>();
  const edits: { start: number; end: number; text: string }[] = [];
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) && statement.name) {
      const { text: name } = statement.name;
      edits.push({ start: statement.end, end: statement.end, text: ` Object.defineProperty(${name}, "name", { value: ${JSON.stringify(name)} });` });
    }
    const [declaration] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const call = declaration?.initializer;
    if (call && ts.isIdentifier(declaration.name) && ts.isCallExpression(call) && /^require\("\./.test(call.getText())) {
      calls.set(declaration.name.text, call.getText());
      edits.push({ start: statement.getStart(), end: statement.end, text: `let ${declaration.name.text};` });
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && calls.has(node.expression.text)) {
      const { text: name } = node.expression;
      edits.push({ start: node.expression.getStart(), end: node.expression.end, text: `(${name} ??= ${calls.get(name)})` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.sort((a, b) => b.start - a.start).reduce((rest, { start, end, text: by }) => rest.slice(0, start) + by + rest.slice(end), text);
}

/** Bundles the parts of a room, and loads those of other rooms from their bundles. */
const room = (name: string): Plugin => ({
  name: 'room',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, namespace }) => {
      if (namespace === 'other-room') {
        return { path, external: true };
      }
      const part = require.resolve(join(resolveDir, path));
      return roomOf(part) === name ? undefined : { path: nameOf(part), namespace: 'other-room' };
    });
    onLoad({ filter: /./, namespace: 'other-room' }, ({ path }) => ({ contents: `module.exports = ${inItsRoom(join(LIB, `${path}.js`), '.')};` }));
    onLoad({ filter: /\.js$/ }, ({ path }) => ({ contents: requireWhereUsed(path) }));
  },
});

const OPTIONS: BuildOptions = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  // Without source maps, which would be a third of the package: the code is not minified, and jsii runs it for the other languages.
  sourcemap: false,
  logLevel: 'warning',
  allowOverwrite: true,
  define: { CDK8S_DAPR_VERSION: JSON.stringify(JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version) },
};

function bundleRoom(name: string): Promise<unknown> {
  const parts = PARTS.filter(part => roomOf(part) === name);
  const contents = whenRead(Object.fromEntries(parts.map(part => [nameOf(part), `require("./${nameOf(part)}")`])));
  return build({ ...OPTIONS, stdin: { contents, resolveDir: LIB }, outfile: join(ROOMS, `${name}.js`), plugins: [lazy, room(name)] });
}

/** The index: exports by name, which load their part on access, followed by the statements of the index. */
function indexContents(): string {
  const values: { [name: string]: string } = {};
  const rest: string[] = [];
  const imported = new Map<string, string>();
  for (const statement of ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest, true).statements) {
    if (ts.isExpressionStatement(statement)) {
      rest.push(statement.getText().replace(/^\w+/, name => imported.get(name)!));
      continue;
    }
    const { moduleSpecifier } = statement as ts.ImportDeclaration | ts.ExportDeclaration;
    const part = join(LIB, `${(moduleSpecifier as ts.StringLiteral).text}.js`);
    const value = inItsRoom(part, './rooms');
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is dynamic
    const names = Object.keys(require(part));
    if (ts.isImportDeclaration(statement)) {
      names.forEach(name => imported.set(name, `${value}[${JSON.stringify(name)}]`));
    } else if (ts.isExportDeclaration(statement) && statement.exportClause) {
      values[(statement.exportClause as ts.NamespaceExport).name.text] = value;
    } else {
      names.forEach(name => { values[name] = `${value}[${JSON.stringify(name)}]`; });
    }
  }
  return [whenRead(values), ...rest].join('\n');
}

async function main(): Promise<void> {
  if (!PARTS.length) {
    throw new Error('lib/ is bundled already; compile it first');
  }
  rmSync(ROOMS, { recursive: true, force: true });
  await Promise.all([...new Set(PARTS.map(roomOf))].map(bundleRoom));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is dynamic
  const names = Object.keys(require(INDEX));
  // Node reads the names that an ES module may import from this text.
  await build({
    ...OPTIONS,
    stdin: { contents: indexContents(), resolveDir: LIB },
    outfile: INDEX,
    plugins: [lazy, { name: 'rooms', setup: ({ onResolve }) => onResolve({ filter: /^\./ }, ({ path }) => ({ path, external: true })) }],
    footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
  });
  PARTS.forEach(part => rmSync(part));
}

void main();
