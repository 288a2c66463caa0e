/** The objects of one stack: all manifests that are applied together. */
import { same } from './comparable';
import { problemToFinding } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { synthesisError } from '../../diagnostics/synthesis-error';
import { OBJECT_DEFINED_TWICE } from '../../rules/objects';
import { isMap, Json } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { Manifest } from '../../validation/manifest';

const INVALID_MANIFEST = error('DAPR9501', {
  title: 'plan of something that is not a manifest',
  why: 'A plan compares objects by API group, kind, namespace and name',
  todo: 'pass Kubernetes manifests only',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects',
});

/** Parsed documents, and where they are from. */
export interface ManifestFile {
  /** Name in messages. */
  readonly file: string;
  readonly documents: readonly unknown[];
}

/** Fields that the API server sets: manifests read from a cluster have them. */
const FROM_SERVER = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Read by kustomize and never applied. */
const KUSTOMIZE = /^kustomize\.config\.k8s\.io\//;
export const DEFAULT_NAMESPACE = 'default';

export const namespaceOf = ({ namespace }: { readonly namespace?: string }): string => namespace ?? DEFAULT_NAMESPACE;
export const keyOf = (group: string, kind: string, namespace: string, name: string): string => `${group}/${kind}/${namespace}/${name}`;
export const keyOfObject = (object: Manifest): string => keyOf(object.group, object.kind, namespaceOf(object), object.name);

/** All objects by key. Throws an error for documents that are not manifests, and for two different objects with one key. */
export function readStack(files: readonly ManifestFile[]): Map<string, Manifest> {
  const objects = new Map<string, Manifest>();
  for (const { file, documents } of files) {
    documents.forEach((document, i) => {
      const place = documents.length > 1 ? `${file}, document ${i + 1}` : file;
      manifestsOf(document, place).forEach(object => add(objects, object));
    });
  }
  return objects;
}

function add(objects: Map<string, Manifest>, object: Manifest): void {
  const key = keyOfObject(object);
  const other = objects.get(key);
  if (other && !same(other.json, object.json)) {
    throw synthesisError([problemToFinding({
      rule: OBJECT_DEFINED_TWICE,
      what: `${object.title} is also defined in ${other.file}`,
      todo: 'rename one of them, or make a plan for each cluster (--files of cdk8s-dapr plan)',
    }, object.file)]);
  }
  objects.set(key, object);
}

/** The objects of a document. An empty document has none. */
function manifestsOf(document: unknown, place: string): Manifest[] {
  if (document === null || document === undefined) {
    return [];
  }
  const json = plain(document);
  const refuse = (what: string): Error => synthesisError([problemToFinding({ rule: INVALID_MANIFEST, what }, place)]);
  if (!isMap(json)) {
    throw refuse(mustBe('manifest', 'a JSON object', document));
  }
  for (const field of ['apiVersion', 'kind']) {
    if (typeof json[field] !== 'string' || !json[field]) {
      throw refuse(mustBe(field, 'a non-empty string', json[field]));
    }
  }
  if (/List$/.test(json.kind) && Array.isArray(json.items)) {
    return json.items.flatMap((item, i) => manifestsOf(item, `${place}, items[${i}]`));
  }
  if (KUSTOMIZE.test(json.apiVersion)) {
    return [];
  }
  const { name, generateName, namespace } = isMap(json.metadata) ? json.metadata : {} as Json;
  if (![name, generateName].some(each => typeof each === 'string' && each)) {
    throw refuse(`${mustBe('metadata.name', 'a non-empty string', name)} of a ${describe(json.kind)}`);
  }
  if (namespace !== undefined && typeof namespace !== 'string') {
    throw refuse(`${mustBe('metadata.namespace', 'a string', namespace)} of ${json.kind} ${describe(name)}`);
  }
  return Manifest.ofFile(place, [withoutServerFields(json)]);
}

/** The document as JSON, as it is sent to the API server; undefined if that is not possible. */
function plain(document: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(document), (key, value) => key === '__proto__' ? undefined : value);
  } catch {
    return undefined;
  }
}

/** The object without the fields that the API server sets. */
export function withoutServerFields({ status: _, ...object }: Json): Json {
  const metadata = Object.fromEntries(Object.entries(object.metadata).filter(([key, value]) => !FROM_SERVER.includes(key) && value !== null));
  if (isMap(metadata.annotations)) {
    const { [LAST_APPLIED]: applied, ...annotations } = metadata.annotations;
    metadata.annotations = annotations;
  }
  return { ...object, metadata };
}
