/**
 * The real daprd knows the type and version of every generated component. Needs no cluster but daprd in PATH. It looks types up before it
 * initializes a component, and none of these can be: what they connect to does not exist.
 */
import { ChildProcess, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Duration, Yaml } from 'cdk8s';
import { DaprConfiguration, MetadataValue } from 'cdk8s-dapr';
import { figure } from './cluster';
import { eventually, freePort, program } from './programs';
import { EVERY_COMPONENT, make } from '../test/every-component';
import { COMPONENTS } from '../tools/components/model';

/** Where the status that components-contrib gives says otherwise than the tags with which Dapr builds daprd. */
const STABLE_BUT_NOT_IN_THE_BUILD = [
  'bindings.alicloud.tablestore/v1', 'bindings.aws.dynamodb/v1', 'bindings.aws.ses/v1', 'bindings.twilio.sms/v1', 'bindings.zeebe.command/v1', 'bindings.zeebe.jobworker/v1',
];
const NOT_STABLE_BUT_IN_THE_BUILD = ['bindings.dubbo/v1', 'middleware.http.uppercase/v1'];
/** A build with stable components may have more, by tags of their own. */
const EXTRA = ['conversation.echo/v1', 'crypto.dapr.localstorage/v1'];

const keyOf = ({ type, version }: { type: string; version: string }): string => `${type}/${version}`;
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-known-'));
const log = join(folder, 'daprd.log');
let daprd: ChildProcess;
let lines: string[];

beforeAll(async () => {
  const chart = new Chart(new App(), 'all', { disableResourceNameHashes: true });
  const options = { ignoreErrors: true, initTimeout: Duration.millis(200) };
  EVERY_COMPONENT.forEach(made => make(chart, made.name, made, MetadataValue.fromEnv('SECRET_OF_THE_TEST'), options));
  // Otherwise those that failed are tried again.
  new DaprConfiguration(chart, 'configuration', { features: { HotReload: false } });
  const objects = chart.toJson();
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, 'resources', 'components.yaml'), objects.filter(({ kind }) => kind === 'Component').map(one => Yaml.stringify(one)).join('---\n'));
  writeFileSync(join(folder, 'configuration.yaml'), Yaml.stringify(objects.find(({ kind }) => kind === 'Configuration')));
  const ports = await Promise.all(['dapr-http-port', 'dapr-grpc-port', 'dapr-internal-grpc-port', 'metrics-port'].map(async flag => `--${flag}=${await freePort()}`));
  const args = ['--app-id=known', `--resources-path=${join(folder, 'resources')}`, `--config=${join(folder, 'configuration.yaml')}`, ...ports];
  const out = openSync(log, 'w');
  daprd = spawn(program('daprd'), args, { cwd: folder, env: { PATH: process.env.PATH, SECRET_OF_THE_TEST: 'x' }, stdio: ['ignore', out, out] });
  const read = (): string => readFileSync(log, 'utf8');
  await eventually('the end of loading', async () => read().includes('dapr initialized. Status: Running') || undefined, 180, () => read().slice(-2000));
  lines = read().split('\n');
});

afterAll(async () => {
  daprd?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** What daprd said of each: that it was loaded, or why not. */
const verdict = (name: string, key: string): string | undefined =>
  lines.find(line => line.includes(`Component loaded: ${name} (${key})`) || line.includes(`Failed to init component ${name} (${key})`));

test('daprd tried every one of them', () => {
  expect(EVERY_COMPONENT.filter(({ name, component }) => verdict(name, keyOf(component)) === undefined).map(({ name }) => name)).toEqual([]);
});

test('each type and version is one that it knows, or that its build leaves out', () => {
  const missing = (made: typeof EVERY_COMPONENT[number]): boolean => {
    const key = keyOf(made.component);
    const said = verdict(made.name, key)!;
    return [`couldn't find binding ${made.name} `, `/${key}`, ` ${key} has not been registered`].some(text => said.includes(text))
      || new RegExp(`couldn't find [a-z ]+ ${key.replaceAll('.', '\\.')}`).test(said);
  };
  const unknown = [...new Set(EVERY_COMPONENT.filter(missing).map(({ component }) => keyOf(component)))].sort();
  const left = COMPONENTS.filter(one => one.status === 'stable' ? STABLE_BUT_NOT_IN_THE_BUILD.includes(keyOf(one)) : !NOT_STABLE_BUT_IN_THE_BUILD.includes(keyOf(one)))
    .map(keyOf).filter(key => !EXTRA.includes(key)).sort();
  figure(`known components: ${COMPONENTS.length - unknown.length} of ${COMPONENTS.length} are in this build of daprd${unknown.length ? `, which has stable ones only; not ${unknown.join(', ')}` : ''}`);
  expect(unknown).toEqual(unknown.length ? left : []);
});
