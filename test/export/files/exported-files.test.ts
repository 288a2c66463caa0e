/** Writing exported files. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'cdk8s';
import { ExportedFiles } from 'cdk8s-dapr';

describe('exported files', () => {
  const newApp = () => new App({ outdir: join(mkdtempSync(join(tmpdir(), 'cdk8s-dapr-')), 'dist') });
  const file = (path: string) => ({ path, content: `${path}\n` });

  test('are written next to the output directory, and stale files of an earlier write are removed', () => {
    const root = newApp();
    const folder = join(root.outdir, '..', 'machine');
    ExportedFiles.write(root, 'machine', [file('dapr.yaml'), file('resources/a.yaml')]);
    writeFileSync(join(folder, 'mine.txt'), 'kept');
    ExportedFiles.write(root, 'machine', [file('dapr.yaml'), file('resources/b.yaml')]);
    expect(readdirSync(folder).sort()).toEqual(['.exported', 'dapr.yaml', 'mine.txt', 'resources']);
    expect(readdirSync(join(folder, 'resources'))).toEqual(['b.yaml']);
    expect(readFileSync(join(folder, 'dapr.yaml'), 'utf8')).toBe('dapr.yaml\n');
  });

  test.each([['dist'], ['dist/machine'], ['.'], ['..'], ['']])('are refused in folder %j', folder => {
    const root = newApp();
    expect(() => ExportedFiles.write(root, folder, [file('a')])).toThrow('DAPR8101');
    expect(existsSync(root.outdir)).toBe(false);
  });

  test.each([['../a'], ['/etc/a'], ['.exported'], ['']])('with path %j are refused', path => {
    expect(() => ExportedFiles.write(newApp(), 'machine', [file(path)])).toThrow('DAPR8101');
  });

  const WRONG: [string, unknown][] = [
    ['app', undefined], ['app', null], ['app', 'dist'], ['app', {}], ['app', { outdir: 'dist' }],
    ['folder', undefined], ['folder', null], ['folder', 5],
    ['files', undefined], ['files', null], ['files', 'x'], ['files', { path: 'a', content: '' }], ['files', [null]], ['files', ['a']], ['files', [{ path: 'a' }]],
    ['files', [{ content: 'a' }]], ['files', [{ path: 'a', content: 5 }]], ['files', [{ path: null, content: '' }]], ['files', [{ path: 'a', content: Buffer.from('a') }]],
  ];
  test.each(WRONG)('with the argument %s %j are refused by name, and nothing is written', (name, value) => {
    const root = newApp();
    const given: any = { app: root, folder: 'machine', files: [file('a')], [name]: value };
    expect(() => ExportedFiles.write(given.app, given.folder, given.files)).toThrow(new RegExp(`^DAPR3017 App: ${name}`));
    expect(existsSync(join(root.outdir, '..', 'machine'))).toBe(false);
  });

  test('with the same path are refused', () => {
    expect(() => ExportedFiles.write(newApp(), 'machine', [file('a'), file('a')])).toThrow('DAPR8101');
  });
});
