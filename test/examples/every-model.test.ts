/** The example whose deployment model is an argument. */
import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Testing } from 'cdk8s';
import { DaprTopology } from 'cdk8s-dapr';
import { Model, MODELS } from '../../examples/one-app-every-model/models';
import { Shop } from '../../examples/one-app-every-model/shop';
import { EVERY_MODEL, everyModelTable } from '../../tools/every-model';
import { TOP } from '../support/paths';
import { parse } from '../support/synth';

const folder = join(TOP, 'examples', EVERY_MODEL);
const models = Object.keys(MODELS);
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const yaml = (model: string): string => readFileSync(join(folder, `dist-${model}`, 'shop.k8s.yaml'), 'utf8');
const ofKinds = (model: string, ...kinds: string[]): any[] => parse(yaml(model)).filter(({ kind }) => kinds.includes(kind));
const shop = (model: Model): Shop => new Shop(new App(), 'shop', model);

test('the table of the README matches the output of every model', () => {
  const [, table] = /<!-- models -->\n([^]*)<!-- \/models -->/.exec(readme)!;
  expect(table.trim()).toBe(everyModelTable(folder, models));
  expect(models.filter(model => !table.includes(`| \`${model}\` |`))).toEqual([]);
});

test('every model has its output, and no output is left over', () => {
  expect(readdirSync(folder).filter(name => name.startsWith('dist')).sort()).toEqual(models.map(model => `dist-${model}`).sort());
});

test('the description of the apps does not mention a data plane, an exporter or a kind of workload', () => {
  const text = readFileSync(join(folder, 'shop.ts'), 'utf8').replace(/\/\*\*.*\*\//g, '');
  expect(text.match(/DataPlane\.|Exporter|Deployment|Knative|sidecar|shared|serving/)).toBeNull();
});

test('an unknown model is refused with the list of models', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts', 'mesh'], { cwd: folder, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain(`unknown model 'mesh'; expected one of ${models.join(', ')}`);
});

test('the workload is a Deployment in all models except those with Knative', () => {
  const others = models.filter(model => parse(yaml(model)).some(({ apiVersion }) => apiVersion.startsWith('serving.knative.dev/')));
  expect(others).toEqual(models.filter(model => model.startsWith('knative-')));
  expect(models.filter(model => model.includes('knative') === parse(yaml(model)).some(o => o.kind === 'Deployment' && o.metadata.name === 'orders'))).toEqual([]);
});

test.each(['machine', 'compose'])('%s: the YAML is the same as with a sidecar', model => {
  expect(yaml(model)).toBe(yaml('sidecar'));
});

test('for Azure, the YAML lacks only the subscription, which the program creates', () => {
  const without = parse(yaml('sidecar')).filter(({ kind }) => kind !== 'Subscription');
  expect(parse(yaml('azure-container-apps'))).toEqual(without);
  const model = MODELS['azure-container-apps'];
  expect(() => model.files!(DaprTopology.of(shop({ ...model, programSubscribes: false })))).toThrow(/DAPR8102[^]*Subscription/);
});

test.each(['remote', 'catalyst'])('%s: the YAML contains no resource that a daprd loads', model => {
  expect(ofKinds(model, 'Component', 'Subscription', 'Resiliency', 'Configuration')).toEqual([]);
});

test('every shared daprd keeps events while its app is unavailable', () => {
  expect(models.filter(model => ofKinds(model, 'Resiliency').length)).toEqual(['shared-per-node', 'shared-per-cluster', 'pinned', 'knative-shared']);
});

test('one program can synthesize all models in sequence, and none affects another', () => {
  for (const model of models) {
    expect(Testing.synth(shop(MODELS[model]))).toEqual(parse(yaml(model)));
  }
});
