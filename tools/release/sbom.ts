import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { TOP } from '../languages/pack';
import { run } from '../languages/run';

/** The software bill of materials (CycloneDX) of the package: what npm installs with it, which is cdk8s, constructs and their dependencies. */
export function sbom(): string {
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-sbom-'));
  try {
    // npm names the main component after its folder.
    const cwd = join(work, 'cdk8s-dapr');
    const { devDependencies, overrides, scripts, ...published } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), JSON.stringify(published));
    run('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd });
    return run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { cwd }).stdout;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
