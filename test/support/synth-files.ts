/** Synthesizes to files and folders, and reads them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, AppProps, YamlOutputType } from 'cdk8s';

/** All ways to divide the output. */
export const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

export type SynthesizedFiles = { readonly [path: string]: string };

/** The files of a folder, by their path in it. */
export function readFolder(folder: string): SynthesizedFiles {
  const paths = (readdirSync(folder, { recursive: true }) as string[]).filter(path => statSync(join(folder, path)).isFile()).sort();
  return Object.fromEntries(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The files of an App, by their path in the output folder. */
export function synthesized(props: AppProps, build: (root: App) => void): SynthesizedFiles {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-'));
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const root = new App({ outdir, ...props });
    build(root);
    root.synth();
    return readFolder(outdir);
  } finally {
    silent.mockRestore();
    rmSync(outdir, { recursive: true });
  }
}

export const filesIn = (build: (root: App) => void): SynthesizedFiles => synthesized({}, build);
