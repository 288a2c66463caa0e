import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { TOP } from './support/paths';


test('the API can be used from Python, Java, Go and .NET', () => {
  const copy = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-languages-'));
  try {
    for (const name of ['src', 'bin', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE', '.npmignore'].filter(n => existsSync(join(TOP, n)))) {
      cpSync(join(TOP, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(TOP, 'node_modules'), join(copy, 'node_modules'));
    const run = (tool: string, ...args: string[]) => execFileSync(join(TOP, 'node_modules', '.bin', tool), args, { cwd: copy, stdio: 'pipe' });
    run('jsii', '--silence-warnings=reserved-word');
    run('jsii-pacmak', '--code-only', '-t', 'python', '-t', 'java', '-t', 'go', '-t', 'dotnet');
    expect(readdirSync(join(copy, 'dist')).sort()).toEqual(['dotnet', 'go', 'java', 'python']);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}, 120_000);
