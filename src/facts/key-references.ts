import { IConstruct } from 'constructs';
import { Collection } from './collection';

/** A reference to a key of a Secret or ConfigMap. */
export interface KeyReference {
  readonly at: IConstruct;
  readonly namespace?: string;
  readonly name: string;
  readonly key: string;
  /** The source of the reference, in words. */
  readonly by: string;
}

/** References to Kubernetes Secrets that contain tokens. */
export const TOKEN_SECRETS = new Collection<KeyReference>('token-secrets');

/** Records the Secret that a prop names, if it is set; containers read its key `token`. */
export function registerTokenSecret(at: IConstruct, namespace: string | undefined, by: string, name: string | undefined): void {
  if (name !== undefined) {
    TOKEN_SECRETS.add(at, { at, namespace, name, key: 'token', by });
  }
}
