import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, relative, resolve, sep } from 'path';
import { App } from 'cdk8s';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { error } from '../../diagnostics/rule';
import { ExportedFile } from '../topology/exporter';

const INVALID_EXPORT_FOLDER = error('DAPR8101', {
  title: 'export where it must not be',
  why: 'cdk8s empties its output directory and takes every YAML file in it for a manifest',
  todo: 'name a folder beside the output directory, and files in it',
  source: 'cdk8s-cli',
});

/** Lists what was written, so that the next write removes what is no longer exported and nothing else. */
const LIST = '.exported';

/** Writes what exporters made. */
export class ExportedFiles {
  /**
   * Writes files into a folder beside the output directory of an App, and removes what an earlier write left there.
   * Never below that directory: cdk8s empties it, and takes every YAML file in it for a manifest. Throws DAPR8101.
   */
  public static write(app: App, folder: string, files: ExportedFile[]): void {
    const outdir = resolve(app.outdir);
    const target = resolve(dirname(outdir), folder);
    const refuse = (what: string): Error => Diagnostics.fatal({ at: app, rule: INVALID_EXPORT_FOLDER, what });
    if (target === outdir || target === dirname(outdir) || isBelow(target, outdir) || isBelow(outdir, target)) {
      throw refuse(`folder '${folder}', beside the output directory '${app.outdir}'`);
    }
    const paths = files.map(({ path }) => path);
    const wrong = paths.find((path, i) => path === LIST || !isBelow(resolve(target, path), target) || paths.indexOf(path) !== i);
    if (wrong !== undefined) {
      throw refuse(`file '${wrong}' of folder '${folder}'`);
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
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}
