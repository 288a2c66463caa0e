/**
 * The real daprd supports the type and version of every generated component. Requires no cluster, but daprd in PATH. daprd looks up the type
 * before it initializes a component, and initialization fails for all of them, because their servers do not exist.
 */
import { ChildProcess, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Duration, Yaml } from 'cdk8s';
import { DaprConfiguration, MetadataValue, DaprFeature } from 'cdk8s-dapr';
import { figure } from './cluster';
import { eventually, freePort, program } from './programs';
import { EVERY_COMPONENT as EVERY_KNOWN, make } from '../scenarios/every-component';
import { hasSince } from '../src/dapr/version';
import { SOURCE } from '../tools/components/input';
import { Component, COMPONENTS as ALL } from '../tools/components/model';

/** Components that a stable build may also contain: one that is not in the catalogue, and those with separate build tags. */
const ALSO_STABLE = ['middleware.http.uppercase/v1', 'conversation.echo/v1', 'crypto.dapr.localstorage/v1'];

/** The daprd of this test is of the release whose metadata files are the catalogue. */
const has = ({ since }: Component): boolean => since === undefined || hasSince(SOURCE.dapr.ref, since.split('|'));
const EVERY_COMPONENT = EVERY_KNOWN.filter(({ component }) => has(component));
const COMPONENTS = ALL.filter(has);

type Json = { [field: string]: any };

const PORTS = ['dapr-http-port', 'dapr-grpc-port', 'dapr-internal-grpc-port', 'metrics-port'];
const keyOf = ({ type, version }: { type: string; version: string }): string => `${type}/${version}`;
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-known-'));
const resources = join(folder, 'resources');
/** The log message of daprd for each component: that it was loaded, or the error. */
const verdicts = new Map<string, string>();
let daprd: ChildProcess;

/** Makes daprd load the remaining components. A component that makes it panic is supported, as its own code panics. */
async function load(components: Json[], configuration: string, run: number): Promise<void> {
  const log = join(folder, `daprd-${run}.log`);
  const read = (): string => readFileSync(log, 'utf8');
  writeFileSync(join(resources, 'components.yaml'), components.map(one => Yaml.stringify(one)).join('---\n'));
  const ports = await Promise.all(PORTS.map(async flag => `--${flag}=${await freePort()}`));
  const args = ['--app-id=known', '--log-level=debug', `--resources-path=${resources}`, `--config=${configuration}`, ...ports];
  const out = openSync(log, 'w');
  daprd = spawn(program('daprd'), args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, SECRET_OF_THE_TEST: 'x' }, stdio: ['ignore', out, out] });
  const ended = (): boolean => daprd.exitCode !== null || daprd.signalCode !== null;
  await eventually('the end of loading', async () => ended() || read().includes('dapr initialized. Status: Running') || undefined, 180, () => read().slice(-2000));
  daprd.kill('SIGKILL');
  const lines = read().split('\n');
  for (const { metadata: { name }, spec } of components) {
    const said = lines.find(line => [`Component loaded: ${name} (`, `Failed to init component ${name} (`].some(text => line.includes(text)));
    if (said) {
      verdicts.set(name, said);
    } else if (lines.some(line => line.startsWith('panic: ')) && lines.filter(line => line.includes('Loading component: ')).pop()?.includes(`: ${name} (${spec.type}/`)) {
      verdicts.set(name, lines.find(line => line.startsWith('panic: '))!);
    }
  }
}

beforeAll(async () => {
  const chart = new Chart(new App(), 'all', { disableResourceNameHashes: true });
  const options = { ignoreErrors: true, initTimeout: Duration.millis(200) };
  EVERY_COMPONENT.forEach(made => make(chart, made.name, made, MetadataValue.fromEnv('SECRET_OF_THE_TEST'), options));
  // Otherwise daprd retries failed components.
  new DaprConfiguration(chart, 'configuration', { features: [DaprFeature.HOT_RELOAD.disabled()] });
  const objects: Json[] = chart.toJson();
  mkdirSync(resources);
  const configuration = join(folder, 'configuration.yaml');
  writeFileSync(configuration, Yaml.stringify(objects.find(({ kind }) => kind === 'Configuration')));
  for (let run = 0, left = objects.filter(({ kind }) => kind === 'Component'), before = Infinity; left.length && left.length < before; run++) {
    before = left.length;
    await load(left, configuration, run);
    left = left.filter(({ metadata }) => !verdicts.has(metadata.name));
  }
});

afterAll(async () => {
  daprd?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('daprd tries to load every component', () => {
  expect(EVERY_COMPONENT.filter(({ name }) => !verdicts.has(name)).map(({ name }) => name)).toEqual([]);
});

test('daprd supports each type and version, or its build does not contain it', () => {
  const missing = (made: typeof EVERY_COMPONENT[number]): boolean => {
    const key = keyOf(made.component);
    const said = verdicts.get(made.name) ?? '';
    return said.includes(` ${key} has not been registered`) || said.includes(`couldn't find binding ${made.name} `)
      || new RegExp(`couldn't find [a-z ]+ ${key.replaceAll('.', '\\.')}`).test(said);
  };
  const unknown = [...new Set(EVERY_COMPONENT.filter(missing).map(({ component }) => keyOf(component)))].sort();
  const notStable = COMPONENTS.filter(one => !one.stableBuild).map(keyOf).filter(key => !ALSO_STABLE.includes(key)).sort();
  const without = unknown.length ? `, which has stable ones only; not ${unknown.join(', ')}` : '';
  const panics = [...verdicts].filter(([, said]) => said.startsWith('panic: ')).map(([name]) => name);
  figure(`known components: daprd panicked during initialization of ${panics.join(', ') || 'none'}`);
  figure(`known components: ${COMPONENTS.length - unknown.length} of ${COMPONENTS.length} are in this build of daprd${without}`);
  expect(unknown).toEqual(unknown.length ? notStable : []);
});
