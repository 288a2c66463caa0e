import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { TOP } from '../languages/pack';
import { run } from '../languages/run';

const bin = (name: string): string => join(TOP, 'node_modules', '.bin', name);

/** The newest tag of a release before this commit, if there is one. */
export function lastTag(): string | undefined {
  const { status, stdout } = spawnSync('git', ['describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*'], { cwd: TOP, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** The changes since a tag that may break programs, as jsii-diff reports them. Throws if a stable part of the API has one. */
export function breakingChanges(tag: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-compat-'));
  try {
    run('git', ['archive', '--output', join(folder, 'tag.tar'), tag], { cwd: TOP });
    run('tar', ['-xf', 'tag.tar'], { cwd: folder });
    symlinkSync(join(TOP, 'node_modules'), join(folder, 'node_modules'));
    run(bin('jsii'), ['--silence-warnings=reserved-word'], { cwd: folder });
    // A line for each change, such as "warn - METHOD cdk8s-dapr.DaprApp.addJob: has been removed".
    return run(bin('jsii-diff'), [folder, TOP], { cwd: TOP }).stderr.match(/^\w+ +- .*$/gm)?.join('\n') ?? '';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
