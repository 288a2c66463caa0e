/** The links of all pages are valid, in the repository and in the package. */
import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { TOP } from '../support/paths';

const pagesIn = (folder: string): string[] => readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.md') && !file.includes('node_modules')).map(file => join(folder, file));
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'API.md', ...pagesIn('docs'), ...readdirSync(join(TOP, 'examples')).map(name => join('examples', name, 'README.md'))]
  .filter(page => existsSync(join(TOP, page)));
const BOOK = 'docs/README.md';

const textOf = (page: string): string => readFileSync(join(TOP, page), 'utf8').replace(/^ *```[^]*?^ *```/gm, '');

/** The links of a page to files of the repository: paths from the top, with their anchors. */
const linksOf = (page: string): { to: string; anchor: string }[] => [...textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)]
  .map(([, path, anchor = '']) => ({ to: path ? relative(TOP, join(TOP, dirname(page), path)) : page, anchor }));

/** The anchors that GitHub gives to the headings of a page, and those that are written out. */
function anchorsOf(page: string): Set<string> {
  const text = textOf(page);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/ /g, '-'));
  return new Set([...headings, ...[...text.matchAll(/<a (?:id|name)="([^"]*)"/g)].map(([, id]) => id)]);
}

test('each link leads to a file of the repository, and its anchor to a heading', () => {
  expect(PAGES.length).toBeGreaterThan(30);
  const broken = PAGES.flatMap(page => linksOf(page)
    .filter(({ to, anchor }) => !existsSync(join(TOP, to)) || (anchor && to.endsWith('.md') && page !== 'API.md' && !anchorsOf(to).has(anchor)))
    .map(({ to, anchor }) => `${page}: ${to}${anchor && `#${anchor}`}`));
  expect(broken).toEqual([]);
});

test('the table of contents leads to every page of docs', () => {
  const found = new Set([BOOK]);
  for (const page of found) {
    linksOf(page).filter(({ to }) => to === 'API.md' || (to.startsWith('docs/') && to.endsWith('.md'))).forEach(({ to }) => found.add(to));
  }
  expect(pagesIn('docs').filter(page => !found.has(page))).toEqual([]);
});

test('the README of the package links to files of the package only', () => {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: TOP, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const carried = new Set(files.map(({ path }: { path: string }) => path));
  expect(carried).toContain(BOOK);
  expect(linksOf('README.md').filter(({ to }) => !carried.has(to)).map(({ to }) => to)).toEqual([]);
});
