/** Components compared with the types, versions and fields that Dapr registers, and doubtful values in their metadata. */
import { Manifest } from './manifest';
import { ManifestRule } from './manifests';
import { Problem } from '../diagnostics/finding';
import { INIT_ERRORS_IGNORED, MAX_BYTES, OBJECT_TOO_LARGE, valueProblems } from '../resources/component/checks';
import { typeFacts } from '../resources/component/known-type';
import { outboxProblems } from '../resources/component/outbox';
import { knownComponent } from '../resources/metadata/catalog';
import { UNKNOWN_METADATA } from '../resources/metadata/checks';
import { plainSecretProblems } from '../resources/metadata/plain-secrets';
import { isMap, Json, mapsIn } from '../util/json';
import { describe, mustBe } from '../util/values';

/** The entries of `spec.metadata`. */
export const entries = (object: Manifest): Json[] => mapsIn(object.spec.metadata);

/** The path of an entry: metadata is a list that is keyed by name. */
export const entryPath = (key: string | number): string => `spec.metadata[${typeof key === 'string' ? describe(key) : key}]`;

/** The value of an entry as the component reads it; undefined if it comes from a secret or a variable. */
export function textOf({ value, secretKeyRef, envRef }: Json): string | undefined {
  if (isMap(secretKeyRef) || envRef) {
    return undefined;
  }
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Of entries with the same name, the last one wins. */
export function texts(object: Manifest): [name: string, text: string | undefined][] {
  return [...new Map(entries(object).filter(({ name }) => typeof name === 'string' && name).map(entry => [entry.name as string, textOf(entry)]))];
}

function facts(object: Manifest, daprVersion: string): Problem[] {
  const { type, version = 'v1' } = object.spec;
  if (typeof type !== 'string' || typeof version !== 'string') {
    return [];
  }
  const all = texts(object);
  const known = knownComponent(type, version);
  const written = { type, version, daprVersion, entries: all.map(([name, value]) => ({ name, value, additional: false })) };
  return [
    ...outboxProblems(type, all.map(([name]) => name), entryPath),
    ...typeFacts(written, { parent: 'spec.', entry: entryPath })
      .map(problem => problem.rule === UNKNOWN_METADATA ? { ...problem, todo: 'correct the name, or acknowledge this' } : problem),
    ...all.flatMap(([name, text = '']) => [
      ...plainSecretProblems(entryPath(name), name, text, known),
      ...valueProblems(entryPath(name), name, text, type),
    ]),
  ];
}

function whole(object: Manifest): Problem[] {
  const size = Buffer.byteLength(texts(object).map(([, text]) => text ?? '').join(''));
  return [
    ...(object.spec.ignoreErrors === true ? [{ rule: INIT_ERRORS_IGNORED, what: 'spec.ignoreErrors is true' }] : []),
    ...(size > MAX_BYTES ? [{ rule: OBJECT_TOO_LARGE, what: mustBe('spec.metadata', `at most ${MAX_BYTES} bytes`, size) }] : []),
  ];
}

export const COMPONENT_FACTS: ManifestRule[] = [
  all => all.dapr('Component').flatMap(object => [...facts(object, all.settings.daprVersion), ...whole(object)].map(problem => ({ ...problem, at: object }))),
];
