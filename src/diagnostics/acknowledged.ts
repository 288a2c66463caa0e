import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ACKNOWLEDGED_ANNOTATION } from '../kubernetes/names';
import { sorted, withEntry } from '../util/json';

const WRAPPED = new WeakSet<ApiObject>();

/** The object that a construct stands for: itself, or the one that it is made for. */
export function objectOf(at: IConstruct): ApiObject | undefined {
  const object = ApiObject.isApiObject(at) ? at : at.node.defaultChild;
  return object !== undefined && ApiObject.isApiObject(object) ? object : undefined;
}

/**
 * Writes the reasons for which warnings about an object were acknowledged into the metadata of that object, never into a pod
 * template: a word in a reason must not roll pods.
 *
 * @param reasons by code, asked for after the object is rendered: some warnings are found by rendering it
 */
export function annotateAcknowledged(object: ApiObject, reasons: () => Map<string, string> | undefined): void {
  if (WRAPPED.has(object)) {
    return;
  }
  WRAPPED.add(object);
  const render = object.toJson.bind(object);
  object.toJson = () => {
    const json = render();
    const found = [...reasons() ?? []];
    if (found.length) {
      const ours = Object.fromEntries(found.map(([code, reason]) => [ACKNOWLEDGED_ANNOTATION + code, reason]));
      json.metadata = withEntry(json.metadata ?? {}, 'annotations', sorted({ ...json.metadata?.annotations, ...ours }));
    }
    return json;
  };
}
