import { IConstruct } from 'constructs';
import { ApiReachability, SharedDaprIdentity, SharedDaprOptions } from './options';
import { PINNED } from './pinned';
import { OPTION_SCHEMA } from '../../daprd/option-schema';
import { SECRET_STORE_WITHOUT_TOKEN } from '../../daprd/secret-store';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { aBoolean, aName, aNamespace, aString, aToleration, labels, listOf, enumOf, struct, unchecked } from '../../props/checks';
import { guardSecretName } from '../../props/guard';
import { UNSUPPORTED_OPTION } from '../../props/rules';
import { Schema } from '../../props/schema';
import { describe } from '../../util/values';

const SHARED_API_WITHOUT_TOKEN = error('DAPR7002', {
  title: 'shared daprd without an API token',
  why: 'Every pod of the cluster that reaches it acts as the app',
  todo: 'give apiTokenSecret, here or in DaprPlatform; to do without, set unsafeAllowUnauthenticatedApi',
  source: 'dapr/dapr pkg/api/http',
});

/** Types of the props that every shared daprd has. */
export const SHARED: Schema<SharedDaprOptions & SharedDaprIdentity> = {
  ...OPTION_SCHEMA,
  appId: unchecked,
  namespace: aNamespace,
  unsafeAllowUnauthenticatedApi: aBoolean,
  apiReachability: enumOf(ApiReachability),
  placeholderImage: aString,
  pinned: struct(PINNED),
  nodeSelector: labels,
  tolerations: listOf(aToleration),
  priorityClassName: aName,
  podAnnotations: unchecked,
};

/** Options that mean something only beside the app, and why. */
const NOT_SHARED: { [option: string]: string } = {
  unixDomainSocketPath: 'sockets do not reach from one pod to another',
  sidecarListenAddresses: 'the data plane listens where its Service needs it',
  volumeMounts: 'the pod has no volumes',
  volumeMountsRw: 'the pod has no volumes',
  pluggableComponents: 'the pod has no such containers',
  appSsl: 'use appProtocol of the app',
};

/** Props that mean something only where daprd is injected, and why. */
const NOT_PINNED: { [option: string]: string } = {
  placeholderImage: 'it has no placeholder',
  apiReachability: 'it is reachable before the app listens, and loses no call either',
};

/** Options that `checkSharedOptions` reports if they are given. */
export const NEVER_SHARED: readonly string[] = Object.keys(NOT_SHARED);

/** Reports what a shared daprd must not or cannot have. */
export function checkSharedOptions(at: IConstruct, options: SharedDaprOptions, apiTokenSecret: string | undefined): void {
  if (apiTokenSecret === undefined && options.unsafeAllowUnauthenticatedApi !== true) {
    report(at, SHARED_API_WITHOUT_TOKEN, 'no apiTokenSecret');
  }
  if (apiTokenSecret !== undefined && options.unsafeAllowUnauthenticatedApi === true) {
    report(at, UNSUPPORTED_OPTION, `unsafeAllowUnauthenticatedApi beside apiTokenSecret '${apiTokenSecret}'`, 'give one of the two');
  }
  guardSecretName(at, 'apiTokenSecret', apiTokenSecret);
  const refuse = (reasons: { [option: string]: string }, kind: string): void => Object.entries(reasons).forEach(([option, reason]) => {
    const value = (options as { [option: string]: unknown })[option];
    if (value !== undefined) {
      report(at, UNSUPPORTED_OPTION, `${option} ${describe(value)} on a ${kind} daprd: ${reason}`);
    }
  });
  refuse(NOT_SHARED, 'shared');
  if (options.pinned) {
    refuse(NOT_PINNED, 'pinned');
  }
  if (options.disableBuiltinK8sSecretStore === false) {
    report(at, SECRET_STORE_WITHOUT_TOKEN, 'the pod of a shared daprd mounts no token, and disableBuiltinK8sSecretStore is false',
      'leave the option out; components read their secrets without that store');
  }
}
