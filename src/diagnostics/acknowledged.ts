import { ApiObject } from 'cdk8s';
import { ACKNOWLEDGED_ANNOTATION } from '../kubernetes/names';
import { around } from '../synth/around';
import { sorted, withEntry } from '../util/json';

const ANNOTATED = Symbol.for('cdk8s-dapr.acknowledged');

/**
 * Writes the reasons for which warnings about an object were acknowledged into the metadata of that object, never into a pod
 * template: a word in a reason must not roll pods.
 *
 * @param reasons by code, asked for after the object is rendered: some warnings are found by rendering it
 */
export function annotateAcknowledged(object: ApiObject & { [ANNOTATED]?: true }, reasons: () => Map<string, string> | undefined): void {
  if (object[ANNOTATED]) {
    return;
  }
  Object.defineProperty(object, ANNOTATED, { value: true });
  around(object, 'toJson', render => {
    const json = render();
    const found = [...reasons() ?? []];
    if (found.length) {
      const ours = Object.fromEntries(found.map(([code, reason]) => [ACKNOWLEDGED_ANNOTATION + code, reason]));
      json.metadata = withEntry(json.metadata ?? {}, 'annotations', sorted({ ...json.metadata?.annotations, ...ours }));
    }
    return json;
  });
}
