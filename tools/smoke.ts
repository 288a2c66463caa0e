/**
 * Checks the published package: all types of the jsii assembly, names for `import` and `require`, types under every module
 * resolution, and the program. The other tests use `src`.
 */
import { execFileSync, spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import * as ts from 'typescript';

const TOP = join(__dirname, '..');

interface JsiiType {
  readonly kind: 'class' | 'enum' | 'interface';
  readonly name: string;
  /** The name with its submodule. */
  readonly fqn: string;
  readonly members?: { readonly name: string }[];
}

/** A project with the packed library and the dependencies of this one. */
function install(project: string): string {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { cwd: TOP, encoding: 'utf8' }));
  execFileSync('tar', ['-xzf', filename], { cwd: project });
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, '@types'), { recursive: true });
  renameSync(join(project, 'package'), join(modules, 'cdk8s-dapr'));
  ['cdk8s', 'constructs', '@types/node', 'undici-types'].forEach(name => symlinkSync(join(TOP, 'node_modules', name), join(modules, name)));
  return join(modules, 'cdk8s-dapr');
}

async function exportsOf(project: string, installed: string): Promise<string[]> {
  const assembly: { types: { [fqn: string]: JsiiType } } = JSON.parse(readFileSync(join(installed, '.jsii'), 'utf8'));
  const library = createRequire(join(project, 'main.js'))('cdk8s-dapr');
  const imported = await import(pathToFileURL(join(installed, 'lib', 'index.js')).href);
  const found = ({ fqn }: JsiiType): any => fqn.split('.').slice(1).reduce((at, name) => at?.[name], library);
  const types = Object.values(assembly.types);
  return [
    ...types.filter(type => type.kind === 'class' && typeof found(type) !== 'function').map(({ fqn }) => `no class ${fqn}`),
    ...types.filter(type => type.kind === 'class' && found(type)?.name !== type.name).map(type => `class ${type.fqn} is named ${found(type)?.name}`),
    ...types.filter(type => type.kind === 'enum' && !type.members!.every(({ name }) => found(type)?.[name] !== undefined)).map(({ fqn }) => `no enum ${fqn}`),
    ...Object.keys(library).filter(name => imported[name] !== library[name]).map(name => `import { ${name} } is undefined`),
  ];
}

/** JavaScript files without types; the rooms are loaded by the index only. */
function untyped(installed: string): string[] {
  return readdirSync(join(installed, 'lib'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js') && !file.startsWith('rooms'))
    .filter(file => !existsSync(join(installed, 'lib', file.replace(/\.js$/, '.d.ts')))).map(file => `no types for lib/${file}`);
}

const { Node16, NodeNext, ESNext, CommonJS } = ts.ModuleKind;
const { Bundler, Node10 } = ts.ModuleResolutionKind;
const RESOLUTIONS: { readonly [name: string]: ts.CompilerOptions } = {
  node16: { module: Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  nodenext: { module: NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ESNext, moduleResolution: Bundler },
  node10: { module: CommonJS, moduleResolution: Node10 },
};

/** Compiler errors of a program that uses the package, with all types checked. */
function compiles(project: string): string[] {
  const file = join(project, 'main.ts');
  writeFileSync(file, 'import * as dapr from \'cdk8s-dapr\';\nexport const app: typeof dapr.DaprApp = dapr.DaprApp;\nexport const rules: dapr.DaprRule[] = dapr.DaprRules.all();\n');
  return Object.entries(RESOLUTIONS).flatMap(([name, options]) => {
    const program = ts.createProgram([file], { ...options, target: ts.ScriptTarget.ES2022, strict: true, noEmit: true, skipLibCheck: false, types: ['node'], typeRoots: [join(project, 'node_modules', '@types')] });
    return ts.getPreEmitDiagnostics(program).filter(({ file: at }) => !at || /cdk8s-dapr|main\.ts/.test(at.fileName))
      .map(({ messageText, file: at }) => `${name}: ${at?.fileName.replace(project, '') ?? ''} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

/** What is wrong with the program of the package: it compares two stacks, and fails for a danger. */
function programErrors(project: string, installed: string): string[] {
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const file = (name: string, type: string): string => {
    const path = join(project, name);
    writeFileSync(path, `apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: { name: store }\nspec: { type: ${type}, version: v1, metadata: [] }\n`);
    return path;
  };
  const [before, after] = [file('old.yaml', 'state.redis'), file('new.yaml', 'state.postgresql')];
  const run = (...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(installed, bin['cdk8s-dapr']), 'plan', ...words], { encoding: 'utf8' });
    return `${status} ${stdout.split('\n')[0]} ${stderr.split('\n')[0]}`.trim();
  };
  const expected: [string, string][] = [
    [run(before, before), '0 Nothing changes.'],
    [run(before, after, '--fail-on', 'danger'), '2 1 danger, 0 notices. Objects: 0 added, 1 changed, 0 pruned.'],
    [run(before), '1  cdk8s-dapr: plan needs <old> and <new>; got 1 argument'],
  ];
  return expected.filter(([found, wanted]) => found !== wanted).map(([found, wanted]) => `cdk8s-dapr plan: ${found} instead of ${wanted}`);
}

async function smoke(): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-smoke-'));
  try {
    const installed = install(project);
    const wrong = [...await exportsOf(project, installed), ...untyped(installed), ...compiles(project), ...programErrors(project, installed)];
    if (wrong.length) {
      throw new Error(`The packed library is broken:\n${wrong.join('\n')}`);
    }
  } finally {
    rmSync(project, { recursive: true });
  }
}

void smoke();
