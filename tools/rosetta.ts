/**
 * Compiles the snippets of the README and of the docstrings, and writes their translations to `.jsii.tabl.json`, from which jsii-pacmak takes
 * the snippets of each language. Fails if a snippet does not compile or cannot be translated. `rosetta/default.ts-fixture` declares what they use.
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const TOP = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-snippets-'));
try {
  // The README imports the package, cdk8s-plus and the files that it lists.
  mkdirSync(join(folder, 'node_modules'));
  readdirSync(join(TOP, 'node_modules')).forEach(name => symlinkSync(join(TOP, 'node_modules', name), join(folder, 'node_modules', name)));
  symlinkSync(TOP, join(folder, 'node_modules', 'cdk8s-dapr'));
  symlinkSync(join(TOP, 'template', 'shop.ts'), join(folder, 'shop.ts'));
  process.exitCode = spawnSync(join(TOP, 'node_modules', '.bin', 'jsii-rosetta'), ['extract', '--strict', '--directory', folder, TOP], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
