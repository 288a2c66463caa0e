import { Stage } from './stages';
import { Json, sorted, withEntry } from '../util/json';

const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
/** Annotations with which the author of an object has set its order. */
const ORDERED = [SYNC_WAVE, 'argocd.argoproj.io/hook', 'helm.sh/hook'];

/** Annotates a rendered object with the wave of its stage, unless it has an order of its own. */
export function addWave(object: Json, { wave }: Stage): void {
  const annotations: Json = object.metadata?.annotations ?? {};
  if (!ORDERED.some(name => name in annotations)) {
    object.metadata = withEntry(object.metadata ?? {}, 'annotations', sorted({ ...annotations, [SYNC_WAVE]: String(wave) }));
  }
}
