/** Random values for every type of the API. Throws for a type without values, so that new types are noticed. */
import * as lib from 'cdk8s-dapr';
import * as fc from 'fast-check';
import { factoriesOf, Field, Method, propsOf, Type } from './api';
import { Recipe } from './recipe';
import { likelyDuration, likelyKey, likelyNumber, likelySize, likelyText, odd, oddText, boolean } from './values';
import { KINDS } from './world';

/** Whether values are only likely ones, include unexpected ones, or include tokens. */
export type Mood = 'likely' | 'odd' | 'token';

type Values = fc.Arbitrary<Recipe>;

/** All exports, including those of submodules. */
export const EXPORTED: { readonly [name: string]: any } =
  Object.assign({}, ...Object.values(lib).filter(value => typeof value === 'object' && Object.values(value).some(one => typeof one === 'function')), lib);

/** Objects that a reference of a type can point to, by name of the prop. */
const REFERENCES: { readonly [type: string]: readonly (readonly [prop: RegExp, things: readonly string[]])[] } = {
  IDaprComponent: [
    [/pubsub$/, ['broker', 'second-broker']], [/secretStore$/, ['vault', 'kubernetes']], [/PipelineHandler/, ['limit']], [/nputBindings?$|OpenFunction(Trigger|Output)/, ['queue']],
    [/states$/, ['store']], [/.*/, ['store', 'broker', 'vault', 'queue', 'elsewhere']],
  ],
  IDaprApp: [[/.*/, ['caller', 'receiver']]],
  IDaprPeer: [[/.*/, ['peer', 'caller', 'receiver']]],
  IDaprConfiguration: [[/.*/, ['settings', 'existing-settings']]],
  IDaprHttpEndpoint: [[/.*/, ['payments']]],
  IDaprResource: [[/.*/, ['store', 'settings', 'payments']]],
  IConstruct: [[/.*/, [...KINDS, 'Deployment', 'Deployment', 'Deployment', 'Deployment', 'Deployment', 'Deployment']]],
  DaprTopology: [[/.*/, ['topology']]],
  IDataPlane: [[/.*/, ['front']]],
};
const THINGS = [...new Set([...Object.values(REFERENCES).flatMap(rows => rows.flatMap(([, things]) => things)), 'no workload'])].filter(thing => thing !== 'topology');

/** Scopes and IDs, which the constructs library checks. */
const PLACE: { readonly [name: string]: Values } = {
  scope: fc.constant(new Recipe(world => world.chart, () => 'chart')),
  id: fc.constant(new Recipe(world => world.id(), () => '<own id>')),
};

const cache = new Map<string, Values>();

/** Values of a type for `at`: `Struct.prop` or `Class.method`. */
export function valuesOf(type: Type, at: string, mood: Mood): Values {
  const key = `${JSON.stringify(type)} ${at} ${mood}`;
  let found = cache.get(key);
  if (!found) {
    found = mood === 'likely' ? likely(type, at, mood) : mood === 'token' ? withTokens(type, likely(type, at, mood)) : fc.oneof({ weight: 9, arbitrary: likely(type, at, mood) }, {
      weight: type.kind === 'string' || type.kind === 'number' ? 3 : 1, arbitrary: odd(type.kind === 'string' || type.kind === 'number' ? type.kind : 'other'),
    });
    cache.set(key, found);
  }
  return found;
}

const withTokens = ({ kind }: Type, values: Values): Values => ['string', 'number', 'boolean'].includes(kind)
  ? fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: values.map(value => Recipe.token(value)) }) : values;

/** Arguments of a method, constructor or factory. */
export function argumentsOf({ parameters }: Method, at: string, mood: Mood): fc.Arbitrary<Recipe[]> {
  return fc.tuple(...parameters.map(({ name, type }) => PLACE[name] ?? valuesOf(type, `${at}.${name}`, mood)));
}

function likely(type: Type, at: string, mood: Mood): Values {
  switch (type.kind) {
    case 'string': return likelyText(at);
    case 'number': return likelyNumber(at);
    case 'boolean': return boolean;
    case 'any': return fc.oneof(likelyText(at), likelyNumber(at), boolean, valuesOf({ kind: 'map', of: { kind: 'string' } }, at, mood));
    case 'list': return fc.array(valuesOf(type.of, at, mood), { minLength: mood === 'odd' ? 0 : 1, maxLength: 3 }).map(entries => Recipe.list(entries));
    case 'map': return map(valuesOf(type.of, at, mood), at, mood);
    case 'union': return fc.oneof(...type.of.map(each => valuesOf(each, at, mood)));
    case 'named': return named(type.name, at, mood);
  }
}

function map(values: Values, at: string, mood: Mood): Values {
  const keys = mood === 'odd' ? fc.oneof({ weight: 5, arbitrary: likelyKey(at) }, { weight: 1, arbitrary: oddText }) : likelyKey(at);
  return fc.uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key, minLength: mood === 'odd' ? 0 : 1, maxLength: 2 }).map(entries => Recipe.map(entries));
}

function named(name: string, at: string, mood: Mood): Values {
  const props = propsOf(name);
  if (props) {
    return struct(name, props, mood);
  }
  if (name === 'Duration') {
    return likelyDuration(at);
  }
  if (name === 'Size') {
    return likelySize;
  }
  const choices: Values[] = perFactory(name, (method, factory, call) =>
    [argumentsOf(method, factory, mood).map(given => Recipe.call(factory, call, given))]);
  const things = REFERENCES[name]?.find(([pattern]) => pattern.test(at))?.[1];
  if (things) {
    choices.push(...things.map(reference));
    if (mood === 'odd') {
      choices.push(fc.constantFrom(...THINGS).chain(reference));
    }
  }
  if (!choices.length && typeof EXPORTED[name] === 'object') {
    const values: unknown[] = Object.values(EXPORTED[name]);
    choices.push(fc.constantFrom(...values).map(value => Recipe.of(value)));
  }
  if (!choices.length) {
    throw new Error(`no random values for ${name}, the type of ${at}`);
  }
  return fc.oneof(...choices);
}

/** Factories in use: one may take its own result, and is not used for it. */
const within = new Set<string>();

/** What `use` makes of each factory of a type. */
export function perFactory<T>(type: string, use: (method: Method, factory: string, call: (...given: any[]) => unknown) => T[]): T[] {
  return factoriesOf(type).filter(({ owner }) => owner in EXPORTED).flatMap(method => {
    const { owner, name } = method;
    const factory = `${owner}.${name}`;
    if (within.has(factory)) {
      return [];
    }
    within.add(factory);
    const found = use(method, factory, (...given) => EXPORTED[owner][name](...given));
    within.delete(factory);
    return found;
  });
}

const reference = (thing: string): Values => fc.constant(new Recipe(world => world.get(thing), () => `<${thing}>`));

/** Props without which many cases would be refused. */
const OFTEN = /^(appPort|streamableHttp|route|program)$/;
/** Props that most platforms or workloads refuse. */
const RARELY = /^(readsSecrets|handlesJobs|hostsActors|dropRejectedEvents)$/;

/** A struct with some of its props, because all of them contradict each other. */
function struct(name: string, props: readonly Field[], mood: Mood): Values {
  const optional = Math.max(1, props.filter(prop => prop.optional).length);
  const present = Math.min(50, Math.max(2, Math.round(300 / optional)));
  const left = fc.constant(undefined);
  const values = props.map(({ name: prop, optional: mayBeLeft, type }) => {
    // A random string might be a program that never ends.
    const value = valuesOf(type, `${name}.${prop}`, prop === 'helmExecutable' ? 'likely' : mood);
    const weight = OFTEN.test(prop) ? 85 : RARELY.test(prop) ? 2 : present;
    return mayBeLeft ? fc.oneof({ withCrossShrink: true }, { weight: 100 - weight, arbitrary: left }, { weight, arbitrary: value })
      : mood === 'odd' ? fc.oneof({ weight: 1, arbitrary: left }, { weight: 30, arbitrary: value }) : value;
  });
  return fc.tuple(...values).map(given => Recipe.map(given.flatMap((value, i) => value ? [[props[i].name, value] as const] : [])));
}
