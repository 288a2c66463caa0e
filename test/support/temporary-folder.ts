/** A folder for the files of a suite, which is removed after its tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

export interface TemporaryFolder {
  readonly path: (name: string) => string;
  /** Writes a file, and returns its path. */
  readonly write: (name: string, text: string) => string;
}

export function temporaryFolder(): TemporaryFolder {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-')); });
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    write: (name, text) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
      return path(name);
    },
  };
}
