/** Objects without what changes in a snapshot for no effect on the cluster. */
import { ACKNOWLEDGED_ANNOTATION } from '../kubernetes/names';
import { Json } from '../util/json';

/** An object without the reasons of acknowledged warnings; without annotations, if it has no others. */
export function withoutReasons(object: Json): Json {
  const { annotations, ...metadata }: Json = object.metadata ?? {};
  const entries = Object.entries(annotations ?? {});
  const kept = entries.filter(([name]) => !name.startsWith(ACKNOWLEDGED_ANNOTATION));
  return kept.length === entries.length ? object
    : { ...object, metadata: kept.length ? { annotations: Object.fromEntries(kept), ...metadata } : metadata };
}
