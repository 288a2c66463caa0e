/** Environment variables of daprd that resources read: directly, or as secrets of a store. */
import { Collection } from './collection';
import { IDaprComponent, IDaprResource } from '../contract';
import { isMap, Json } from '../util/json';

/** A value of a resource that refers to an environment variable, or to a secret of a store other than Kubernetes. */
export interface EnvReference {
  readonly at: IDaprResource;
  /** Name of the value. */
  readonly field: string;
  /** Name of the variable, or of the secret. */
  readonly variable: string;
  /** The secret store, and the key of the secret. */
  readonly secret?: { readonly store: IDaprComponent; readonly key: string };
}

export const ENV_REFERENCES = new Collection<EnvReference>('env-references');

/** Records the references in rendered values. */
export function noteEnvReferences(at: IDaprResource, value: unknown, store?: IDaprComponent): void {
  for (const { name, envRef, secretKeyRef: ref } of namedIn(value)) {
    const field = typeof name === 'string' ? name : '';
    if (typeof envRef === 'string') {
      ENV_REFERENCES.add(at, { at, field, variable: envRef });
    } else if (store && typeof ref?.name === 'string') {
      ENV_REFERENCES.add(at, { at, field, variable: ref.name, secret: { store, key: ref.key ?? ref.name } });
    }
  }
}

/** The maps with a reference, at any depth. */
function namedIn(value: unknown): Json[] {
  if (Array.isArray(value)) {
    return value.flatMap(namedIn);
  }
  return !isMap(value) ? [] : value.envRef !== undefined || isMap(value.secretKeyRef) ? [value] : Object.values(value).flatMap(namedIn);
}
