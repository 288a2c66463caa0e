import { ApiObject } from 'cdk8s';
import { SharedContext } from './context';
import { secretReader } from '../../dapr/secret-reader';
import { Annotations } from '../../daprd/annotations';
import { hasSidecar, podAccountOf } from '../../facts/apps';
import { secretsRead } from '../../facts/uses';
import { BUILTIN_STORE_OFF } from '../../kubernetes/names';

/** Creates the service account with which a shared daprd reads the Secrets that its apps declare. */
export function sharedSecrets({ scope, appId, metadata, apps }: SharedContext): ApiObject[] {
  const { name, namespace } = metadata;
  return [
    new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false }),
    ...secretReader(scope, {
      appId,
      namespace,
      // During a switch, the app has a sidecar too, which reads the same Secrets.
      accounts: () => [name, ...apps.all.filter(hasSidecar).map(podAccountOf)],
      secrets: () => secretsRead(apps.all),
    }),
  ];
}

/** The annotations with the built-in secret store enabled. */
export function withSecretStore({ [BUILTIN_STORE_OFF]: _removed, ...others }: Annotations): Annotations {
  return others;
}
