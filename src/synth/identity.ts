/** The JSON patches of an object, and what identifies it in a cluster with them. */
import { ApiObject } from 'cdk8s';

export interface Identity {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

interface Operation { readonly op: string; readonly path: string; readonly value?: any }

/** The patches of an object, which cdk8s applies after it has rendered the object. */
const operationsOf = (object: ApiObject): Operation[] =>
  ((object as unknown as { readonly patches?: { _toJson(): Operation }[] }).patches ?? []).map(patch => patch._toJson());

/** Whether an object has JSON patches. */
export const isPatched = (object: ApiObject): boolean => operationsOf(object).length > 0;

/** An object as it is rendered without its JSON patches. */
export function withoutPatches(object: ApiObject): any {
  const patched = object as unknown as { patches: unknown };
  const { patches } = patched;
  patched.patches = [];
  try {
    return object.toJson();
  } finally {
    patched.patches = patches;
  }
}

/** The identity of an object as it was defined. */
const definedAs = ({ kind, name, metadata: { namespace } }: ApiObject): Identity => ({ kind, name, namespace });

/**
 * The identity of an object with the patches added so far. It is read without rendering, so operations that copy or move a value, or
 * replace the whole object, do not count.
 */
export function identityOf(object: ApiObject): Identity {
  return operationsOf(object).reduce<Identity>((identity, { op, path, value }) => {
    const set = op === 'add' || op === 'replace';
    switch (path) {
      case '/kind': return set ? { ...identity, kind: value } : identity;
      case '/metadata/name': return set ? { ...identity, name: value } : identity;
      case '/metadata/namespace': return set || op === 'remove' ? { ...identity, namespace: set ? value : undefined } : identity;
      case '/metadata': return set ? { ...identity, name: value?.name, namespace: value?.namespace } : identity;
      default: return identity;
    }
  }, definedAs(object));
}

/** The fields in which two identities differ, with both values. */
export const changes = (before: Identity, after: Identity): [field: keyof Identity, before: string | undefined, after: string | undefined][] =>
  (['kind', 'name', 'namespace'] as const).filter(field => before[field] !== after[field]).map(field => [field, before[field], after[field]]);

/** What JSON patches change of the identity of an object. Few objects have patches. */
export const patchedIdentity = (object: ApiObject): ReturnType<typeof changes> =>
  operationsOf(object).length ? changes(definedAs(object), identityOf(object)) : NONE;
const NONE: ReturnType<typeof changes> = [];
