/** The objects of existing manifests. */
import { isPlainDocument, manifestOf } from './document';
import { same } from '../../plan/stack/comparable';
import { keyOfObject, ManifestFile } from '../../plan/stack/stack';
import { isMap, Json } from '../../util/json';
import { Manifest } from '../../validation/manifest';

/** An object, as it is written. */
export interface EstateObject {
  /** Group, kind, namespace and name. */
  readonly key: string;
  readonly manifest: Manifest;
  /** The object without what the API server adds. */
  readonly json: Json;
}

/** Something that is not imported. */
export interface LeftOut {
  readonly place: string;
  readonly why: string;
}

export interface Estate {
  readonly objects: readonly EstateObject[];
  /** Values of charts that this library knows. */
  readonly values: readonly Json[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads documents. Those that are not objects of Kubernetes are left out, and named. Of several objects with one name, the last one counts.
 *
 * @param isValues whether a document has values of a chart that this library knows
 */
export function readEstate(files: readonly ManifestFile[], isValues: (document: unknown) => document is Json): Estate {
  const values: Json[] = [];
  const objects = new Map<string, EstateObject>();
  const leftOut: LeftOut[] = [];
  for (const { file, documents } of files) {
    values.push(...documents.filter(isValues));
    for (const { json, place } of documents.flatMap((document, i) => isValues(document) ? [] : objectsOf(document, documents.length > 1 ? `${file}, document ${i + 1}` : file))) {
      const found = json === undefined ? 'it is not a manifest of Kubernetes' : manifestOf(place, json);
      if (typeof found === 'string') {
        leftOut.push({ place, why: found });
        continue;
      }
      const key = keyOfObject(found.manifest);
      const other = objects.get(key);
      if (other) {
        const { title, file: first } = other.manifest;
        leftOut.push({ place: first, why: `${title} is also defined in ${place}, ${same(other.json, found.json) ? 'with the same content' : 'with other content: the last one counts'}` });
      }
      objects.set(key, { key, ...found });
    }
  }
  return { objects: [...objects.values()], values, leftOut };
}

/** The objects of a document: those of a List, and none of an empty document. */
function objectsOf(document: unknown, place: string): { json?: Json; place: string }[] {
  if (document === null || document === undefined) {
    return [];
  }
  if (!isMap(document) || !isPlainDocument(document)) {
    return [{ place }];
  }
  return /List$/.test(String(document.kind)) && Array.isArray(document.items)
    ? document.items.flatMap((item, i) => objectsOf(item, `${place}, items[${i}]`)) : [{ json: document, place }];
}
