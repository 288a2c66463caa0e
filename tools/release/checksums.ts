import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';

/** The SHA-256 of each file of a folder, in the format of `sha256sum --check`. */
export const checksums = (folder: string): string => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort()
  .map(file => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${relative(folder, file)}\n`).join('');
