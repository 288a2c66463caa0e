/** Synthesizes to files, as the CLI does, and reads them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';

export interface Synthesized {
  readonly files: { [name: string]: string };
  readonly objects: any[];
}

export function synth(build: (app: App) => void): Synthesized {
  const files = synthFiles(build);
  return { files, objects: Object.values(files).flatMap(parse) };
}

/** The files without their parsed objects. */
export function synthFiles(build: (app: App) => void): Synthesized['files'] {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-'));
  const app = new App({ outdir });
  build(app);
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    app.synth();
  } finally {
    silent.mockRestore();
  }
  const files = Object.fromEntries(readdirSync(outdir).sort().map(name => [name, readFileSync(join(outdir, name), 'utf8')]));
  rmSync(outdir, { recursive: true });
  return files;
}

export function parse(yaml: string): any[] {
  return parseAllDocuments(yaml).map(document => document.toJS()).filter(Boolean);
}
