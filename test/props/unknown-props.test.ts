/** Misspelled props are refused, in every struct that the API takes. */
import { Chart } from 'cdk8s';
import { ConfigurationDefaults, DaprApp, DaprEnvVar, DaprFindings, DaprPlatform, DaprWarnings, IDataPlane } from 'cdk8s-dapr';
import * as fc from 'fast-check';
import { app, codes, deployment, newChart } from '../../scenarios/charts';
import { classOf, Field, Method, propsOf, Type } from '../random/api';
import { EXPORTED, perFactory, valuesOf } from '../random/arbitraries';
import { CONSTRUCTS, EXPORTERS, STATICS } from '../random/cases';
import { Recipe } from '../random/recipe';
import { World } from '../random/world';

/** A value with a misspelled prop in one of its structs. */
interface Slip {
  /** The struct, and the path to it. */
  readonly where: string;
  readonly misspelled: string;
  readonly value: Recipe;
}

const PLATFORM = { daprVersion: '1.18.3', kubernetesVersion: '1.36', apiTokenSecret: 'dapr-token' };
const sample = (type: Type, at: string): Recipe => fc.sample(valuesOf(type, at, 'likely'), { numRuns: 1, seed: 1 })[0];

function slips(type: Type, at: string): Slip[] {
  switch (type.kind) {
    case 'list': return slips(type.of, at).map(slip => ({ ...slip, value: Recipe.list([slip.value]) }));
    case 'map': return slips(type.of, at).map(slip => ({ ...slip, value: Recipe.map([['orders', slip.value]]) }));
    case 'union': return type.of.flatMap(each => slips(each, at));
    case 'named': return propsOf(type.name) ? inStruct(type.name, propsOf(type.name)!, at) : inFactories(type.name, at);
    default: return [];
  }
}

function inStruct(name: string, props: readonly Field[], at: string): Slip[] {
  if (!props.length) {
    return [];
  }
  const needed = props.filter(({ optional }) => !optional).map(prop => [prop.name, sample(prop.type, `${name}.${prop.name}`)] as const);
  const misspelled = `${props[0].name}x`;
  return [
    { where: `${at} (${name})`, misspelled, value: Recipe.map([...needed, [misspelled, sample(props[0].type, `${name}.${props[0].name}`)]]) },
    ...props.flatMap(prop => slips(prop.type, `${name}.${prop.name}`)
      .map(slip => ({ ...slip, value: Recipe.map([...needed.filter(([other]) => other !== prop.name), [prop.name, slip.value]]) }))),
  ];
}

const inFactories = (name: string, at: string): Slip[] => perFactory(name, inCall).map(slip => ({ ...slip, where: `${at}: ${slip.where}` }));

const PLACE: { readonly [parameter: string]: Recipe } = { scope: new Recipe(world => world.chart, () => 'chart'), id: new Recipe(world => world.id(), () => 'id') };
const usual = (parameters: readonly Field[], at: string): Recipe[] => parameters.map(({ name, type }) => PLACE[name] ?? sample(type, `${at}.${name}`));

/** The slips of each parameter in turn. */
const inCall = ({ parameters }: Pick<Method, 'parameters'>, at: string, call: (...given: any[]) => unknown): Slip[] =>
  parameters.flatMap(({ name, type }, i) => PLACE[name] ? [] : slips(type, `${at}.${name}`)
    .map(slip => ({ ...slip, value: Recipe.call(at, call, usual(parameters, at).map((value, j) => i === j ? slip.value : value)) })));

const create = (name: string) => (...given: any[]) => new EXPORTED[name](...given);
const inConstructor = (name: string): Slip[] => inCall({ parameters: classOf(name)!.construct }, name, create(name));

/** The slips of a method of an instance. */
function inMethod(name: string, method: Method): Slip[] {
  const it = Recipe.call(name, create(name), usual(classOf(name)!.construct, name));
  return inCall(method, `${name}.${method.name}`, (...given) => (target: any) => target[method.name](...given))
    .map(slip => ({ ...slip, value: new Recipe(world => slip.value.make(world)(it.make(world)), () => slip.where) }));
}

const exported = (slip: Slip): Slip => ({ ...slip, value: new Recipe(world => slip.value.make(world).export(world.get('topology')), () => slip.where) });

const ENTRIES = [
  ...CONSTRUCTS.map(name => [name, inConstructor(name)] as const),
  ...STATICS.map(([name, method]) => [`${name}.${method.name}`, inCall(method, `${name}.${method.name}`, (...given) => EXPORTED[name][method.name](...given))] as const),
  ...EXPORTERS.map(name => [name, inConstructor(name).map(exported)] as const),
  ...CONSTRUCTS.flatMap(name => classOf(name)!.methods.filter(method => /^add/.test(method.name)).map(method => [`${name}.${method.name}`, inMethod(name, method)] as const)),
].filter(([, all]) => all.length > 0);

/** The codes reported for a misspelled prop. */
function said({ value, misspelled }: Slip): string[] {
  const world = new World('shop');
  world.set(PLATFORM);
  let found = [];
  try {
    const made: unknown = value.make(world);
    if (made instanceof ConfigurationDefaults) {
      DaprPlatform.set(new Chart(world.chart.node.root, 'other'), { configurationDefaults: made });
    }
    // The data plane of a platform is checked when an app joins it.
    new DaprApp(world.chart, 'joined', { workload: world.get('Deployment') });
    found = DaprFindings.of(world.chart.node.root).list();
  } catch (error) {
    found = DaprFindings.ofError(error).list();
  }
  return found.filter(({ code, message }) => code === 'DAPR3026' && message.includes(`${misspelled} is not a known prop; did you mean '${misspelled.slice(0, -1)}'?`)).map(({ code }) => code);
}

test.each(ENTRIES)('a misspelled prop is refused in every struct that %s takes', (_entry, all) => {
  expect(all.filter(slip => !said(slip).length).map(({ where, misspelled }) => `${where}: ${misspelled}`)).toEqual([]);
});

test('an unknown prop without a similar one is a warning, which can be acknowledged', () => {
  const chart = newChart();
  const web = app(chart, { costCentre: 'team-a' } as any);
  expect(codes(() => chart)).toEqual([]);
  expect(DaprFindings.of(chart).list().filter(({ code }) => code === 'DAPR3027').map(({ path, message }) => [path, message])).toEqual([[web.node.path, 'costCentre is not a known prop.']]);
  DaprWarnings.of(web).acknowledge('DAPR3027', 'for a tool of ours');
  expect(DaprWarnings.of(web).list().filter(({ code }) => code === 'DAPR3027').map(({ acknowledged }) => acknowledged)).toEqual(['for a tool of ours']);
});

test('a misspelled prop in the result of a custom data plane is refused', () => {
  const chart = newChart();
  const plane: IDataPlane = { bind: () => ({ env: [{ name: 'A', vaule: 'b' } as DaprEnvVar] }) };
  new DaprApp(chart, 'own', { workload: deployment(chart), dataPlane: plane });
  expect(DaprFindings.of(chart).list().filter(({ code }) => code === 'DAPR3026').map(({ message }) => message)).toEqual(['env[0].vaule is not a known prop; did you mean \'value\'?']);
});
