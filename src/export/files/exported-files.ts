import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, relative, resolve, sep } from 'path';
import { App } from 'cdk8s';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { error } from '../../diagnostics/rule';
import { checkArgument } from '../../props/argument';
import { anyString, listOf, struct, withMethod } from '../../props/checks';
import { Check, Schema } from '../../props/schema';
import { mustBe } from '../../util/values';
import { ExportedFile } from '../topology/exporter';

const INVALID_EXPORT_FOLDER = error('DAPR8101', {
  title: 'invalid folder or path of an export',
  why: 'cdk8s empties its output directory and treats every YAML file in it as a manifest',
  todo: 'use a folder next to the output directory, and paths inside that folder',
  source: 'cdk8s-cli',
});

const FILE: Schema<ExportedFile> = { path: anyString, content: anyString };
const anApp: Check = value => typeof value?.outdir === 'string' ? withMethod('synth', 'an App of cdk8s')(value) : 'an App of cdk8s';

/** Lists the written files, so that the next write removes exactly those that are no longer exported. */
const LIST = '.exported';

/**
 * Writes the files of exporters.
 * @example ExportedFiles.write(app, 'machine', new MachineExporter().export(DaprTopology.of(app)));
 */
export class ExportedFiles {
  /**
   * Writes files to a folder next to the output directory of an App, and removes files of an earlier write that are no
   * longer exported. A folder in the output directory is refused (DAPR8101): cdk8s empties that directory and treats every YAML file in it
   * as a manifest. A path that is not unique or leads out of the folder is refused, too. Arguments of a wrong type are refused (DAPR3017) before anything is written.
   */
  public static write(app: App, folder: string, files: ExportedFile[]): void {
    checkArgument('app', anApp, app, 'pass the App of the exported constructs');
    checkArgument('folder', anyString, folder, 'pass the name of a folder');
    checkArgument('files', listOf(struct(FILE, 'path', 'content')), files, 'pass what an exporter returns');
    const outdir = resolve(app.outdir);
    const target = resolve(dirname(outdir), folder);
    const refuse = (what: string): Error => Diagnostics.fatal({ at: app, rule: INVALID_EXPORT_FOLDER, what });
    if (target === outdir || target === dirname(outdir) || isBelow(target, outdir) || isBelow(outdir, target)) {
      throw refuse(mustBe('folder', `separate from the output directory '${app.outdir}'`, folder));
    }
    const paths = files.map(({ path }) => path);
    const wrong = paths.find((path, i) => path === LIST || !isBelow(resolve(target, path), target) || paths.indexOf(path) !== i);
    if (wrong !== undefined) {
      throw refuse(mustBe('path', `a unique path in folder '${folder}' other than '${LIST}'`, wrong));
    }
    const list = join(target, LIST);
    const before = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
    const stale = before.filter(path => !paths.includes(path) && isBelow(resolve(target, path), target));
    stale.forEach(path => rmSync(join(target, path), { force: true }));
    mkdirSync(target, { recursive: true });
    for (const { path, content } of files) {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      writeFileSync(join(target, path), content);
    }
    writeFileSync(list, `${[...paths].sort().join('\n')}\n`);
  }

  private constructor() {}
}

function isBelow(path: string, folder: string): boolean {
  const inner = relative(folder, path);
  return inner !== '' && inner !== '..' && !inner.startsWith(`..${sep}`) && resolve(folder, inner) === path;
}
