import { ApiObject, resolve } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { changes, Identity } from '../synth/identity';
import { Json } from '../util/json';
import { describe } from '../util/values';

const PATCHED_IDENTITY = error('DAPR1033', {
  title: 'workload renamed or moved after its app was created',
  why: 'The objects and addresses that were derived from its name and namespace belong to another workload, or are in another namespace',
  todo: 'set name and namespace in the metadata of the workload, or add the JSON patch before you create the app',
  source: 'cdk8s-dapr',
});
/** A workload, with the name and the namespace that its app was built from. */
interface Workload {
  readonly at: IConstruct;
  readonly object: ApiObject;
  readonly name: string;
  readonly namespace?: string;
}

/** Findings about a rendered workload that another name, namespace or kind was given since its app was created. */
export function movedSince({ at, object, name, namespace }: Workload, { kind, metadata }: Json): Finding[] {
  if (kind === object.kind && metadata?.name === name && metadata?.namespace === namespace) {
    return [];
  }
  const before: Identity = { kind: object.kind, name, namespace };
  const after: Identity = { kind, name: metadata?.name, namespace: metadata?.namespace };
  // A resolver of the App replaces the name in other objects as well.
  return changes(resolve([], before, object), after).map(([field, old, current]) => ({
    at, rule: PATCHED_IDENTITY, what: `${field} of the workload was ${describe(old)} when the app was created, and is ${describe(current)} in the YAML`,
  }));
}
