/** What differs between the objects that were read and those that a synth writes. */
import { EstateObject } from './estate/estate';
import { normal, withoutEmpty } from './normal';
import { differences } from '../plan/stack/comparable';
import { keyOfObject } from '../plan/stack/stack';
import { Json } from '../util/json';
import { Manifest } from '../validation/manifest';

export interface Difference {
  /** Key of the object. */
  readonly key: string;
  /** Kind, namespace and name. */
  readonly title: string;
  /** Paths that differ; empty for an object that only one side has. */
  readonly paths: readonly string[];
  /** `respelled`: both mean the same, and differ in order, version of the API or spelling. */
  readonly kind: 'missing' | 'changed' | 'added' | 'respelled';
}

/** The normalised difference, in the order of the objects that were read. */
export function compare(before: readonly EstateObject[], after: readonly Json[]): Difference[] {
  const written = new Map(Manifest.ofFile('synth', [...after]).map(manifest => [keyOfObject(manifest), manifest]));
  const found = before.flatMap(({ key, manifest: { title }, json }): Difference[] => {
    const other = written.get(key);
    written.delete(key);
    if (!other) {
      return [{ key, title, paths: [], kind: 'missing' }];
    }
    const [then, now] = [json, rawOf(other, after)];
    const changed = differences(normal(then), normal(now));
    const paths = changed.length ? changed : differences({ ...then, metadata: withoutEmpty(then.metadata) }, now);
    return paths.length ? [{ key, title, paths, kind: changed.length ? 'changed' : 'respelled' }] : [];
  });
  return [...found, ...[...written].map(([key, { title }]): Difference => ({ key, title, paths: [], kind: 'added' }))];
}

/** The object as it is written; a manifest leaves out malformed fields. */
const rawOf = ({ json, name, namespace }: Manifest, all: readonly Json[]): Json => all.find(each => each === json
  || (each.kind === json.kind && each.apiVersion === json.apiVersion && each.metadata.name === name && each.metadata.namespace === namespace))!;
