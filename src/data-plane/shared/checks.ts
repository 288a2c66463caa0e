import { IConstruct } from 'constructs';
import { ApiReachability, SharedDaprIdentity, SharedDaprOptions } from './options';
import { PINNED } from './pinned';
import { DaprdOptions } from '../../daprd/options.generated';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { guardSecretName } from '../../props/guard';
import { aName, aNamespace, aText, aToleration, aTruth, elsewhere, labels, listOf, oneOf, Shape, struct } from '../../props/shape';
import { describe } from '../../util/values';

/** Types of the props that every shared daprd has besides the options of daprd, which the table checks. */
export const SHARED: Shape<Omit<SharedDaprOptions, keyof DaprdOptions> & SharedDaprIdentity> = {
  appId: elsewhere,
  namespace: aNamespace,
  unsafeAllowUnauthenticatedApi: aTruth,
  apiReachability: oneOf(ApiReachability),
  placeholderImage: aText,
  pinned: struct(PINNED),
  nodeSelector: labels,
  tolerations: listOf(aToleration),
  priorityClassName: aName,
  podAnnotations: elsewhere,
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
  const diagnostics = Diagnostics.of(at);
  if (apiTokenSecret === undefined && options.unsafeAllowUnauthenticatedApi !== true) {
    diagnostics.report(at, 'DAPR7002', 'no apiTokenSecret');
  }
  if (apiTokenSecret !== undefined && options.unsafeAllowUnauthenticatedApi === true) {
    diagnostics.report(at, 'DAPR3015', `unsafeAllowUnauthenticatedApi beside apiTokenSecret '${apiTokenSecret}'`, 'give one of the two');
  }
  guardSecretName(at, 'apiTokenSecret', apiTokenSecret);
  const refuse = (reasons: { [option: string]: string }, kind: string): void => Object.entries(reasons).forEach(([option, reason]) => {
    const value = (options as { [option: string]: unknown })[option];
    if (value !== undefined) {
      diagnostics.report(at, 'DAPR3015', `${option} ${describe(value)} on a ${kind} daprd: ${reason}`);
    }
  });
  refuse(NOT_SHARED, 'shared');
  if (options.pinned) {
    refuse(NOT_PINNED, 'pinned');
  }
  if (options.disableBuiltinK8sSecretStore === false) {
    diagnostics.report(at, 'DAPR7014', 'the pod of a shared daprd mounts no token, and disableBuiltinK8sSecretStore is false',
      'leave the option out; components read their secrets without that store');
  }
}
