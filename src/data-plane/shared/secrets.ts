import { ApiObject } from 'cdk8s';
import { SharedContext } from './context';
import { secretReader } from '../../dapr/secret-reader';
import { Annotations } from '../../daprd/annotations';
import { secretsRead } from '../../facts/uses';
import { BUILTIN_STORE_OFF } from '../../kubernetes/names';

/** What a shared daprd needs to read Secrets for its apps: a service account that may read those which they declare. */
export function sharedSecrets({ scope, appId, metadata, apps }: SharedContext): ApiObject[] {
  const { name, namespace } = metadata;
  return [
    new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false }),
    ...secretReader(scope, { appId, namespace, account: () => name, secrets: () => secretsRead(apps.all) }),
  ];
}

/** Annotations with the built-in store switched on. */
export function withSecretStore({ [BUILTIN_STORE_OFF]: _off, ...others }: Annotations): Annotations {
  return others;
}
