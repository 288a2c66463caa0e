import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { TOP } from './support/paths';

interface Member {
  readonly name: string;
  readonly static?: boolean;
  readonly optional?: boolean;
  readonly parameters?: object[];
}

interface JsiiType {
  readonly kind: 'class' | 'enum' | 'interface';
  readonly base?: string;
  readonly interfaces?: string[];
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly initializer?: object;
  /** A struct. */
  readonly datatype?: boolean;
  readonly name: string;
  /** The submodule. */
  readonly namespace?: string;
}

type Types = { readonly [fqn: string]: JsiiType };

const copy = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-languages-'));
const run = (tool: string, ...args: string[]) => execFileSync(join(TOP, 'node_modules', '.bin', tool), args, { cwd: copy, stdio: 'pipe' });

beforeAll(() => {
  for (const name of ['src', 'bin', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE', '.npmignore'].filter(n => existsSync(join(TOP, n)))) {
    cpSync(join(TOP, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(TOP, 'node_modules'), join(copy, 'node_modules'));
  run('jsii', '--silence-warnings=reserved-word');
}, 120_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the API can be used from Python, Java, Go and .NET', () => {
  run('jsii-pacmak', '--code-only', '-t', 'python', '-t', 'java', '-t', 'go', '-t', 'dotnet');
  expect(readdirSync(join(copy, 'dist')).sort()).toEqual(['dotnet', 'go', 'java', 'python']);
}, 120_000);

/** A type with all that it extends and implements. */
function ancestors(types: Types, fqn: string): string[] {
  const { base, interfaces = [] } = types[fqn] ?? {};
  return [fqn, ...[...base ? [base] : [], ...interfaces].flatMap(parent => ancestors(types, parent))];
}

/** Names of the members of an instance; a type of another package stands for its own. */
const members = (types: Types, fqn: string): string[] => ancestors(types, fqn).flatMap(each => types[each]
  ? [...types[each].properties ?? [], ...types[each].methods ?? []].filter(member => !member.static).map(({ name }) => name) : [each]);

/** The types of parameters, and those of the members of structs. */
const taken = (types: Types): Set<string> => new Set(JSON.stringify(Object.values(types).map(({ initializer, methods = [], properties, datatype }) =>
  [initializer, methods.map(({ parameters }) => parameters), datatype ? properties : []])).match(/(?<="fqn":")[^"]+/g));

test('Go can tell apart the classes that props and parameters take', () => {
  const { types } = JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8')) as { types: Types };
  const classes = [...taken(types)].filter(fqn => types[fqn]?.kind === 'class');
  expect(classes.length).toBeGreaterThan(15);
  const instances = Object.keys(types).filter(fqn => types[fqn].kind !== 'enum' && !types[fqn].datatype);
  const same = classes.flatMap(wanted => instances
    .filter(given => !ancestors(types, given).includes(wanted) && members(types, wanted).every(name => members(types, given).includes(name)))
    .map(given => `${given} is accepted as ${wanted}`));
  expect(same).toEqual([]);
});

test('an own data plane has no optional member, because Go requires all members of an interface', () => {
  const { types } = JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8')) as { types: Types };
  const implemented = ['IDataPlane', 'ISharedDataPlane', 'IExporter'].map(name => types[`cdk8s-dapr.${name}`]);
  expect(implemented.flatMap(({ properties = [] }) => properties.filter(({ optional }) => optional))).toEqual([]);
});

/** Names that `import` of Python and `using` of C# bring into scope. */
const namesOf = (types: Types): string[] => Object.values(types).filter(({ namespace }) => !namespace).map(({ name }) => name);

test.each(['constructs', 'cdk8s', 'cdk8s-plus-28', 'cdk8s-plus-33'])('no name is also one of %s, because C# refuses a name of two namespaces', name => {
  const [ours, theirs] = [copy, join(TOP, 'node_modules', name)].map(folder => namesOf(JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')).types));
  expect(ours.filter(each => theirs.includes(each))).toEqual([]);
});

test('tags of docstrings contain no < and no &, because jsii copies them into the XML of C# documentation', () => {
  const tags: (string | undefined)[] = [];
  JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8'), (key, value) => {
    if (key === 'docs') {
      tags.push(value.default, value.see, ...Object.values<string>(value.custom ?? {}));
    }
    return value;
  });
  expect(tags.filter(tag => tag).length).toBeGreaterThan(1000);
  expect(tags.filter(tag => /[<&]/.test(tag ?? ''))).toEqual([]);
});
