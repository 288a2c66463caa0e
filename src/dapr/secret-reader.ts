/** Permission to read specific Secrets. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { boundRole } from './bound-role';
import { secretReaderName } from '../kubernetes/names';
import { Json } from '../util/json';

export interface SecretReaderProps {
  readonly appId: string;
  readonly namespace?: string;
  /** Names of the service accounts that get the permission; read while rendering. */
  readonly accounts: () => string[];
  /** Names of the Secrets; read while rendering. */
  readonly secrets: () => string[];
  /** Whether all Secrets may be read and listed; read while rendering. */
  readonly all?: () => boolean;
}

/** Creates a Role for the Secrets and binds it to the service accounts. */
export function secretReader(scope: Construct, { appId, namespace, accounts, secrets, all }: SecretReaderProps): ApiObject[] {
  // A Role cannot limit the list that bulk requests read.
  const permission = (): Json => all?.() ? { verbs: ['get', 'list'] } : { resourceNames: secrets(), verbs: ['get'] };
  return boundRole(scope, {
    ids: ['SecretReader', 'SecretReaderBinding'],
    name: secretReaderName(appId),
    namespace,
    rules: () => [{ apiGroups: [''], resources: ['secrets'], ...permission() }],
    accounts,
    accountNamespace: namespace,
  });
}
