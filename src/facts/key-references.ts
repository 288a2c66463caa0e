import { IConstruct } from 'constructs';
import { Collection } from './collection';

/** A key of a Secret or ConfigMap that somebody reads. */
export interface KeyReference {
  readonly at: IConstruct;
  readonly namespace?: string;
  readonly name: string;
  readonly key: string;
  /** What reads it, in words. */
  readonly by: string;
}

/** Keys of Kubernetes Secrets that hold tokens. */
export const TOKEN_SECRETS = new Collection<KeyReference>('token-secrets');

/** Notes a Secret, if there is one, that containers read by the key `token`; a prop names it. */
export function noteTokenSecret(at: IConstruct, namespace: string | undefined, by: string, name: string | undefined): void {
  if (name !== undefined) {
    TOKEN_SECRETS.add(at, { at, namespace, name, key: 'token', by });
  }
}
