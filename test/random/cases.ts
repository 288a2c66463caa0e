/** Random cases: one public construct or exporter in a new App. */
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { classOf, Method } from './api';
import { argumentsOf, EXPORTED, Mood, valuesOf } from './arbitraries';
import { rawWorkload } from './raw';
import { Recipe } from './recipe';
import { odd } from './values';
import { World, WorldOptions } from './world';

export interface Case {
  readonly target: string;
  readonly namespace: string | undefined;
  /** The platform settings. */
  readonly settings: Recipe;
  /** Creates the construct, or runs the exporter. */
  readonly made: Recipe;
  /** The calls after that. */
  readonly calls: Recipe[];
}

const isConstruct = (value: any): boolean => value?.prototype instanceof Construct;
const names = Object.keys(EXPORTED);
/** Every public construct. */
export const CONSTRUCTS = names.filter(name => isConstruct(EXPORTED[name]));
export const EXPORTERS = names.filter(name => /Exporter$/.test(name));
const COMPONENTS = CONSTRUCTS.filter(name => EXPORTED[name].prototype instanceof EXPORTED.DaprComponent);
/** Static methods that need a scope only, and change it. */
export const STATICS = CONSTRUCTS.concat('DaprPlatform', 'DaprWarnings').flatMap(name => classOf(name)!.statics.map(method => [name, method] as const))
  .filter(([name, { name: method }]) => `${name}.${method}` !== 'DaprPlatform.of');
const DATA_PLANES = classOf('DataPlane')!.statics;

const IDS = ['it', 'Orders', 'a-b', 'my orders', '1', 'x'.repeat(80)];
const id = fc.oneof({ weight: 6, arbitrary: fc.constant('it') }, { weight: 1, arbitrary: fc.constantFrom(...IDS) }).map(name => Recipe.of(name));
const scope = new Recipe(world => world.chart, () => 'chart');
/** Methods that users call to change a construct. */
const CHANGES = /^(add|grant|acknowledge)/;

function callsOf(name: string, mood: Mood): fc.Arbitrary<Recipe[]> {
  const methods = classOf(name)!.methods.filter(method => CHANGES.test(method.name));
  const call = (method: Method) => argumentsOf(method, `${name}.${method.name}`, mood)
    .map(values => Recipe.call(`it.${method.name}`, (...given) => (it: any) => it[method.name](...given), values));
  return methods.length ? fc.array(fc.oneof(...methods.map(call)), { maxLength: 2 }) : fc.constant([]);
}

/** An app that uses the construct as its data plane or component. */
function joined(name: string): fc.Arbitrary<Recipe[]> {
  const join = (prop: string) => valuesOf({ kind: 'named', name: 'DaprAppProps' }, 'joined', 'likely').map(props => new Recipe(
    world => (it: any) => new EXPORTED.DaprApp(world.chart, 'joined', { ...props.make(world), [prop]: prop === 'uses' ? [it] : it }),
    () => `new DaprApp(chart, 'joined', { ...${props}, ${prop}: it })`));
  const prop = EXPORTED[name].prototype.bind ? 'dataPlane' : EXPORTED[name].prototype.addApp && COMPONENTS.includes(name) ? 'uses' : undefined;
  return prop ? fc.option(join(prop), { nil: undefined }).map(call => call ? [call] : []) : fc.constant([]);
}

function construct(name: string, mood: Mood): fc.Arbitrary<Pick<Case, 'made' | 'calls'>> {
  const props = classOf(name)!.construct[2];
  return fc.record({
    made: fc.tuple(id, valuesOf(props.type, name, mood)).map(([given, values]) => Recipe.call(`new ${name}`, (...all) => new EXPORTED[name](...all), [scope, given, values])),
    calls: fc.tuple(callsOf(name, mood), joined(name)).map(all => all.flat()),
  });
}

const PROJECT = { httpEndpoint: 'https://a.example:443', grpcEndpoint: 'https://b.example:443', appEndpoint: 'https://c.example:443' };

function exporter(name: string, mood: Mood): fc.Arbitrary<Pick<Case, 'made' | 'calls'>> {
  const [options] = classOf(name)!.construct;
  const app = valuesOf({ kind: 'named', name: name === 'CatalystExporter' ? 'DaprAppOptions' : 'DaprAppProps' }, 'exported', 'likely');
  // What `DaprTopology.of` and `export` get.
  const argument = (right: string) => mood === 'odd' ? fc.oneof({ weight: 15, arbitrary: fc.constant(Recipe.of(right)) }, { weight: 1, arbitrary: odd('other') }) : fc.constant(Recipe.of(right));
  return fc.tuple(app, valuesOf(options.type, name, mood), argument('chart'), argument('topology')).map(([props, values, of, exported]) => ({
    made: Recipe.call(`new ${name}(...).export(DaprTopology.of(chart with new DaprApp(...)))`, (chart, given, own, scopeOf, topology) => {
      new EXPORTED.DaprApp(chart, 'orders', name === 'CatalystExporter' ? { ...given, dataPlane: EXPORTED.DataPlane.catalyst(PROJECT) } : given);
      const made = EXPORTED.DaprTopology.of(scopeOf === 'chart' ? chart : scopeOf);
      return new EXPORTED[name](own).export(topology === 'topology' ? made : topology);
    }, [scope, props, values, of, exported]),
    calls: [],
  }));
}

function called(name: string, method: Method, mood: Mood): fc.Arbitrary<Pick<Case, 'made' | 'calls'>> {
  const made = argumentsOf(method, `${name}.${method.name}`, mood).map(([, ...values]) =>
    Recipe.call(`${name}.${method.name}`, (...given) => EXPORTED[name][method.name](...given), [scope, ...values]));
  const calls = name === 'DaprWarnings' ? callsOf(name, mood) : fc.constant([]);
  const app = valuesOf({ kind: 'named', name: 'DaprAppProps' }, 'beside', 'likely').map(props =>
    new Recipe(world => () => new EXPORTED.DaprApp(world.chart, 'beside', props.make(world)), () => `new DaprApp(chart, 'beside', ${props})`));
  return fc.record({ made, calls: fc.tuple(calls, app).map(([some, one]) => [...some, one]) });
}

function factory(method: Method, mood: Mood): fc.Arbitrary<Pick<Case, 'made' | 'calls'>> {
  const app = valuesOf({ kind: 'named', name: 'DaprAppOptions' }, 'DataPlane', 'likely');
  return fc.tuple(app, argumentsOf(method, `DataPlane.${method.name}`, mood)).map(([props, values]) => ({
    made: Recipe.call('new DaprApp', (chart, given, dataPlane) => new EXPORTED.DaprApp(chart, 'it', { ...given, dataPlane }),
      [scope, props, Recipe.call(`DataPlane.${method.name}`, (...given) => EXPORTED.DataPlane[method.name](...given), values)]),
    calls: [],
  }));
}

/** The part whose raw objects are malformed: its output is as wrong as they are. */
export const RAW = 'raw objects';

/** An app with a raw workload, rendered or exported. */
function raw(mood: Mood): fc.Arbitrary<Pick<Case, 'made' | 'calls'>> {
  const app = valuesOf({ kind: 'named', name: 'DaprAppProps' }, 'raw', 'likely');
  const options = (name: string) => valuesOf(classOf(name)!.construct[0].type, name, 'likely');
  const exported = fc.constantFrom(...EXPORTERS).chain(name => options(name).map(own => new Recipe(
    world => new EXPORTED[name](own.make(world)).export(EXPORTED.DaprTopology.of(world.chart)), () => `new ${name}(${own}).export(DaprTopology.of(chart))`)));
  return fc.tuple(app, rawWorkload, mood === 'odd' ? fc.option(exported, { nil: undefined }) : fc.constant(undefined)).map(([props, workload, files]) => ({
    made: Recipe.call('new DaprApp', (chart, given, object) => new EXPORTED.DaprApp(chart, 'orders', { ...given, workload: object }), [scope, props, workload]),
    calls: files ? [new Recipe(world => () => files.make(world), () => String(files))] : [],
  }));
}

/** Random cases of each part of the API, by name. */
function targets(mood: Mood): { [name: string]: fc.Arbitrary<Pick<Case, 'made' | 'calls'>> } {
  return Object.fromEntries([
    ...CONSTRUCTS.map(name => [name, construct(name, mood)]),
    ...EXPORTERS.map(name => [name, exporter(name, mood)]),
    [RAW, raw(mood)],
    ...STATICS.map(([name, method]) => [`${name}.${method.name}`, called(name, method, mood)]),
    ...DATA_PLANES.map(method => [`DataPlane.${method.name}`, factory(method, mood)]),
  ]);
}

const LIKELY = targets('likely');
const ODD = targets('odd');
const TOKEN = targets('token');
/** The names of all parts. */
export const TARGETS = Object.keys(LIKELY);

/** The component classes, which are most of the API, are a tenth of the cases. */
const others = TARGETS.filter(name => name !== RAW && (!COMPONENTS.includes(name) || name === 'DaprComponent'));
const target = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...others) }, { weight: 1, arbitrary: fc.constantFrom(...COMPONENTS) });
/** Raw objects have the most fields for one part of the API. */
const targetOrRaw = fc.oneof({ weight: 9, arbitrary: target }, { weight: 1, arbitrary: fc.constant(RAW) });

const SOUND = { daprVersion: '1.19', kubernetesVersion: '1.37', apiTokenSecret: 'dapr-token' };
const sound = fc.constant(Recipe.map(Object.entries(SOUND).map(([name, value]) => [name, Recipe.of(value)] as const)));
const settings = fc.oneof({ weight: 6, arbitrary: sound }, { weight: 1, arbitrary: valuesOf({ kind: 'named', name: 'DaprPlatformSettings' }, 'settings', 'likely') });
const namespace = fc.oneof({ weight: 6, arbitrary: fc.constant('shop') }, { weight: 1, arbitrary: fc.constant(undefined) });

const casesOf = (of: fc.Arbitrary<string>, ...moods: (typeof LIKELY)[]): fc.Arbitrary<Case> =>
  fc.tuple(of, fc.constantFrom(...moods)).chain(([name, mood]) =>
    fc.record({ target: fc.constant(name), namespace, settings, call: mood[name] }).map(({ call, ...rest }) => ({ ...rest, ...call })));

export const cases = casesOf(targetOrRaw, LIKELY, LIKELY, ODD);
/** Cases with tokens, whose values are likely ones. */
export const casesWithTokens = casesOf(target, TOKEN);

/** Builds a case; returns the files of an exporter. */
export function build(
  { namespace: own, settings: platform, made, calls, target: name }: Case, options: WorldOptions = {},
): { world: World; files?: unknown } {
  const world = new World(own, options);
  if (name !== 'DaprPlatform.set') {
    world.set(platform.make(world));
  }
  const it = made.make(world);
  calls.forEach(call => call.make(world)(it));
  return { world, files: EXPORTERS.includes(name) ? it : undefined };
}
