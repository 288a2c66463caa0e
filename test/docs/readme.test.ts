/** The README matches the code. */
import { readFileSync } from 'fs';
import { join } from 'path';
import * as lib from 'cdk8s-dapr';
import { atLeast, DAPR_LINES, OLDEST_SUPPORTED_DAPR } from '../../src/dapr/version';
import { TOP } from '../support/paths';

const readme = readFileSync(join(TOP, 'README.md'), 'utf8');
test('docs/versions.md names each supported version of Dapr', () => {
  const supported = DAPR_LINES.filter(line => atLeast(line, OLDEST_SUPPORTED_DAPR)).join(', ');
  expect(readFileSync(join(TOP, 'docs', 'versions.md'), 'utf8')).toContain(`| Dapr | ${supported} |`);
});

test('the table of the README lists every data plane of the factory, and no other', () => {
  const table = /<!-- models -->([^]*)<!-- \/models -->/.exec(readme)![1];
  const factories = Object.getOwnPropertyNames(lib.DataPlane).filter(name => typeof (lib.DataPlane as any)[name] === 'function'
    // It combines two of them for a while.
    && name !== 'switching').sort();
  expect([...table.matchAll(/`DataPlane\.(\w+)\(\)`/g)].map(([, name]) => name).sort()).toEqual(factories);
  expect(readme.split('\n').length).toBeLessThanOrEqual(150);
});
