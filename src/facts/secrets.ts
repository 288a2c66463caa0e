/** The Secrets that Dapr's operator reads for resources, and fingerprints of those that this App defines. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { definitionOf } from './definitions';
import { Objects } from './objects';
import { IDaprResource } from '../contract';
import { placeOf } from '../kubernetes/cluster';
import { BUILTIN_STORE, keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { grouped } from '../util/grouped';
import { hashOf } from '../util/hash';
import { canonicalText, isMap, Json } from '../util/json';

const READ = onePerApp('secrets-read', root => oncePerSynth(root, () => new Map<IDaprResource, readonly string[]>()));

/** Names of the Secrets of its namespace that a resource reads, while rendering. */
export function secretsReadBy(resource: IDaprResource): readonly string[] {
  const known = READ(resource)();
  let names = known.get(resource);
  if (!names) {
    const text = definitionOf(resource);
    // Few resources have one.
    names = text.includes('"secretKeyRef"') ? secretsIn(JSON.parse(text)) : [];
    known.set(resource, names);
  }
  return names;
}

/**
 * Names of the Secrets to which a definition or a part of one refers in one secret store.
 *
 * @param store the secret store of references that name none
 */
export function secretsIn(value: unknown, store = BUILTIN_STORE, wanted = BUILTIN_STORE): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(each => secretsIn(each, store, wanted));
  }
  if (!isMap(value)) {
    return [];
  }
  const own = value.auth?.secretStore || store;
  const name = value.secretKeyRef?.name;
  return [...(typeof name === 'string' && own === wanted ? [name] : []), ...Object.values(value).flatMap(each => secretsIn(each, own, wanted))];
}

/** Kinds from which a controller creates a Secret. */
const SECRET_SOURCES = ['SealedSecret', 'ExternalSecret'];

/** The objects from which controllers create Secrets, each with the name of its Secret: `spec.target.name` if set. */
export const generatedSecrets = (scope: IConstruct): { readonly object: ApiObject; readonly name: string }[] =>
  SECRET_SOURCES.flatMap(kind => Objects.of(scope).ofKind(kind)).map(object => ({ object, name: object.toJson().spec?.target?.name ?? object.name }));

const DEFINED = onePerApp('defined-secrets', root => oncePerSynth(root, () => ({
  sources: grouped(
    [...Objects.of(root).ofKind('Secret', 'core').map(object => ({ object, name: object.name })), ...generatedSecrets(root)],
    ({ object, name }) => keyIn(placeOf(object, object.metadata.namespace), name),
  ),
  hashes: new Map<string, string>(),
})));

/** One line for each of the Secrets that this App defines, which changes with its content. */
export function secretFingerprints(at: IConstruct, namespace: string | undefined, names: readonly string[]): string[] {
  const { sources, hashes } = DEFINED(at)();
  return names.flatMap(name => {
    const key = keyIn(placeOf(at, namespace), name);
    const found = sources.get(key);
    if (found && !hashes.has(key)) {
      hashes.set(key, found.map(({ object }) => hashOfSource(object.toJson())).join(' '));
    }
    return found ? [`Secret ${name} ${hashes.get(key)}`] : [];
  });
}

/**
 * What a Secret is created from says nothing about its content. Of the content itself only 16 bits are used: more people may read pods than
 * Secrets, and a longer hash would confirm a guessed password. One change in 65,536 goes unnoticed.
 */
function hashOfSource({ kind, spec, data, stringData }: Json): string {
  return kind === 'Secret' ? hashOf(canonicalText([data ?? {}, stringData ?? {}])).slice(0, 4) : hashOf(canonicalText(spec ?? {}));
}
