/** A folder for the files of a suite, which is removed after its tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

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
      writeFileSync(path(name), text);
      return path(name);
    },
  };
}
