import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Annotations } from './daprd-annotations';
import { IDaprApp } from '../contract';
import { Diagnostics } from '../private/diagnostics';
import { leaveOutChild } from '../private/left-out';
import { BUILTIN_STORE_OFF } from '../private/names';
import { secretReader, secretsRead } from '../private/secret-reader';

/** What a shared daprd needs to read Secrets for its apps, while one of them declares any. */
export class SharedSecrets {
  constructor(
    private readonly scope: Construct, private readonly metadata: { name: string; namespace?: string }, appId: string,
    private readonly apps: () => IDaprApp[],
  ) {
    const account = new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false });
    const { name, namespace } = metadata;
    const objects = [account, ...secretReader(scope, { appId, namespace, account: () => name, secrets: () => secretsRead(this.apps()) })];
    objects.forEach(object => leaveOutChild(object, () => !this.needed));
  }

  /** The service account of the pods, where they need one. */
  public get account(): string | undefined {
    return this.needed ? this.metadata.name : undefined;
  }

  /** The annotations with the built-in store switched on, where it is needed. */
  public withStore(annotations: Annotations): Annotations {
    const { [BUILTIN_STORE_OFF]: _off, ...others } = annotations;
    return this.needed ? others : annotations;
  }

  /** Reports that somebody switched the store off by hand. */
  public check(disabled: boolean | undefined): void {
    Diagnostics.of(this.scope).check(() => disabled === true && this.needed
      ? [{ at: this.scope, code: 'DAPR3253', what: 'its apps have readsSecrets, and disableBuiltinK8sSecretStore is true' }] : []);
  }

  private get needed(): boolean {
    return secretsRead(this.apps()).length > 0;
  }
}
