import { ApiObject } from 'cdk8s';
import { ACKNOWLEDGED_ANNOTATION } from '../kubernetes/names';
import { around } from '../synth/around';
import { sorted, withEntry } from '../util/json';

const ANNOTATED = Symbol.for('cdk8s-dapr.acknowledged');

/**
 * Annotates an object with the reasons for which warnings about it were acknowledged. Pod templates are left alone: rewording
 * a reason must not restart pods.
 *
 * @param reasons by code; called after the object is rendered, because rendering finds some warnings
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
