/** Every deployment model has a page, and the pages match the code. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as lib from 'cdk8s-dapr';
import { MODELS as EXAMPLES } from '../../examples/one-app-every-model/models';
import { MODELS as CHECKED } from '../../scenarios/models';
import { limitsOf } from '../../tools/model-limits';
import { costs, emittedBy, page } from '../../tools/model-pages';
import { MODELS } from '../../tools/models';
import { TOP } from '../support/paths';

const docs = join(TOP, 'docs');
const model = (name: string) => MODELS.find(each => each.page === name)!;
const committed = (name: string): string => readFileSync(join(docs, 'models', `${name}.md`), 'utf8');
/** API names that the models mention. */
const said = MODELS.map(({ argument }) => argument).join('\n');

test('every factory of DataPlane, every shared construct, every exporter and OpenFunction has a page', () => {
  const factories = Object.getOwnPropertyNames(lib.DataPlane).filter(name => typeof (lib.DataPlane as any)[name] === 'function'
    // It combines two models for a while: docs/switching.md.
    && name !== 'switching').map(name => `DataPlane.${name}()`);
  const others = Object.keys(lib).filter(name => /^((?!Topology)\w+Exporter|SharedDapr(DaemonSet|Deployment)|OpenFunction)$/.test(name));
  expect(factories.length + others.length).toBeGreaterThanOrEqual(12);
  expect([...factories, ...others].filter(name => !said.includes(`\`${name}\``))).toEqual([]);
});

test('every model of the capability table and of the example has one page', () => {
  expect(MODELS.flatMap(({ checked }) => checked).sort()).toEqual(Object.keys(CHECKED).sort());
  expect(MODELS.flatMap(({ example }) => example ?? []).sort()).toEqual(Object.keys(EXAMPLES).sort());
});

test('there is one committed page for each model, and no other', () => {
  expect(readdirSync(join(docs, 'models')).sort()).toEqual(MODELS.map(each => `${each.page}.md`).sort());
});

test.each(MODELS.map(each => [each.page, each] as const))('%s: the committed page is up to date', (name, each) => {
  expect(committed(name)).toBe(page(each));
});

test.each(['README.md', 'docs/models.md'])('%s links to the page of each model', from => {
  expect(MODELS.filter(each => !readFileSync(join(TOP, from), 'utf8').includes(`models/${each.page}.md)`)).map(each => each.page)).toEqual([]);
});

test('a page shows a diagram, the trade-off, the limits and the emitted objects', () => {
  for (const each of MODELS) {
    const text = committed(each.page);
    expect(text).toMatch(/```mermaid\nflowchart LR\n/);
    for (const part of ['**When**', '**Trade-off**', '**Number of daprds per app**', '## Limits\n\n- ', '## What is emitted\n\n']) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/undefined|\[object |NaN/);
  }
});

test('limits include the reasons that the checks report', () => {
  expect(limitsOf(model('short-lived'))).toContain('Refused (DAPR8001): workflow worker (its pods run to completion, so workflows stay pending).');
  expect(limitsOf(model('knative-shared')).join('\n')).toContain('actors on the app port (Knative routes each call to any pod');
  expect(limitsOf(model('azure-container-apps')).join('\n')).toMatch(/Refused \(DAPR8102\): subscriptions, [^\n]*workflow worker[^]*daprd options: it supports `logLevel`/);
  expect(limitsOf(model('sidecar'))).toHaveLength(1);
});

test('the emitted objects and the costs are those of a synth', () => {
  expect(emittedBy(model('sidecar'))).toBe('no objects, only changes to the pod template');
  expect(emittedBy(model('shared-per-node'))).toContain('DaemonSet `<app-id>-daprd`');
  const row = (name: string) => costs().find(([first]) => first.includes(`/${name}.md`))!.slice(2);
  expect(row('sidecar')).toEqual(['20', '200']);
  // daprd 250 MiB, placeholder 8 MiB.
  expect(row('shared-per-node')).toEqual([`30, in as many additional pods, ${30 * 258} MiB`, `50, in as many additional pods, ${50 * 258} MiB`]);
  expect(row('shared-per-cluster')).toEqual(Array(2).fill(`20, in as many additional pods, ${20 * 258} MiB`));
});
