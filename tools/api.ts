/** Writes the API reference from the jsii assembly: `API.md`, the index, and the pages of `docs/api`. */
import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { readAssembly } from './api/assembly';
import { indexText, pageText } from './api/page';
import { pages } from './api/pages';

const top = join(__dirname, '..');
const folder = join(top, 'docs', 'api');
const assembly = readAssembly();
const all = pages(assembly);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(join(top, 'API.md'), indexText(assembly, all));
all.forEach(page => writeFileSync(join(folder, `${page.name}.md`), pageText(assembly, all, page)));
