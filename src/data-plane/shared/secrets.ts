import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { SharedContext } from './context';
import { secretReader } from '../../dapr/secret-reader';
import { Annotations } from '../../daprd/annotations';
import { ComponentAccess } from '../../daprd/component-access';
import { hasSidecar, podAccountOf } from '../../facts/apps';
import { readsAllSecrets, secretsRead } from '../../facts/uses';
import { BUILTIN_STORE_OFF } from '../../kubernetes/names';
import { onePerApp } from '../../synth/one-per-app';
import { omitEmpty, sorted } from '../../util/json';

/** The service account of the daprd that the apps of another one leave, by that other one. */
const LEFT_ACCOUNTS = onePerApp('left-accounts', () => new Map<IConstruct, string[]>());

/** Permits the service account of the daprd that its apps leave to read what a daprd reads. */
export const permitLeft = (daprd: IConstruct, account: string): void => void LEFT_ACCOUNTS(daprd).set(daprd, [account]);

/** Name of the service account of the pods; undefined for `default`. */
export function accountOf({ props: { serviceAccountName, serviceAccountAnnotations }, metadata, apps }: SharedContext): string | undefined {
  return serviceAccountName ?? (serviceAccountAnnotations || apps.readSecrets || apps.readApiServer ? metadata.name : undefined);
}

/** Creates the own service account of a shared daprd, with which it reads from the API server or signs in at a cloud. */
export function sharedAccount({ scope, metadata, props: { serviceAccountAnnotations } }: SharedContext): ApiObject {
  const annotations = sorted(serviceAccountAnnotations ?? {});
  return new ApiObject(scope, 'ServiceAccount', {
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, ...omitEmpty({ annotations }) }, automountServiceAccountToken: false,
  });
}

/** Permits a shared daprd to read the Secrets that its apps declare. */
export const sharedSecrets = (context: SharedContext): ApiObject[] =>
  secretReader(context.scope, { ...readerOf(context), secrets: () => secretsRead(context.apps.all), all: () => readsAllSecrets(context.apps.all) });

/** Permits a shared daprd what its components need. */
export const sharedComponentAccess = (context: SharedContext): ComponentAccess =>
  new ComponentAccess(context.scope, { ...readerOf(context), apps: () => context.apps.all });

function readerOf(
  { scope, appId, metadata: { name, namespace }, apps, props }: SharedContext,
): { appId: string; namespace?: string; accounts: () => string[] } {
  // During a switch, the sidecar of an app or another shared daprd reads the same.
  const accounts = (): string[] =>
    [...new Set([props.serviceAccountName ?? name, ...LEFT_ACCOUNTS(scope).get(scope) ?? [], ...apps.all.filter(hasSidecar).map(podAccountOf)])];
  return { appId, namespace, accounts };
}

/** The annotations with the built-in secret store enabled. */
export function withSecretStore({ [BUILTIN_STORE_OFF]: _removed, ...others }: Annotations): Annotations {
  return others;
}
