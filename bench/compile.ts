/** Creates a folder of plain JavaScript in which the cases run as in a user's project: with the library as an installed package. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const NEEDED = ['cdk8s', 'constructs', 'cdk8s-plus-28'];

export interface Compiled {
  /** The caller removes it. */
  readonly folder: string;
  /** Origin of the library's JavaScript. */
  readonly library: string;
}

export function compile(): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-bench-'));
  const options: ts.CompilerOptions = {
    ...ts.convertCompilerOptionsFromJson(ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config.compilerOptions, ROOT).options,
    // The module format cannot be detected from a single file.
    module: ts.ModuleKind.CommonJS,
  };
  const modules = join(folder, 'node_modules');
  const library = join(modules, 'cdk8s-dapr');
  mkdirSync(library, { recursive: true });
  NEEDED.forEach(name => symlinkSync(join(ROOT, 'node_modules', name), join(modules, name)));
  writeFileSync(join(library, 'package.json'), JSON.stringify({ name: 'cdk8s-dapr', main: 'lib/index.js' }));
  const current = isCurrent();
  if (current) {
    cpSync(join(ROOT, 'lib'), join(library, 'lib'), { recursive: true });
  } else {
    transpile(join(ROOT, 'src'), join(library, 'lib'), options);
  }
  transpile(join(__dirname, 'cases'), join(folder, 'cases'), options);
  return { folder, library: current ? 'lib/, as packaged' : 'src/, compiled now, because lib/ is missing or outdated' };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'));
}

function isCurrent(): boolean {
  const compiled = join(ROOT, 'lib', 'index.js');
  return existsSync(compiled) && filesOf(join(ROOT, 'src')).every(file => statSync(compiled).mtimeMs >= statSync(join(ROOT, 'src', file)).mtimeMs);
}

function transpile(from: string, to: string, compilerOptions: ts.CompilerOptions): void {
  for (const file of filesOf(from)) {
    const target = join(to, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, ts.transpileModule(readFileSync(join(from, file), 'utf8'), { compilerOptions, fileName: join(from, file) }).outputText);
  }
}
