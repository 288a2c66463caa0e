import { IConstruct } from 'constructs';
import { SharedDaprOptions } from './shared-options';
import { Diagnostics } from '../private/diagnostics';
import { guardMap, guardSecretName, guardText } from '../private/guard';
import { describe } from '../private/values';

/** Options that mean something only beside the app, and why. */
const NOT_SHARED: { [option: string]: string } = {
  unixDomainSocketPath: 'sockets do not reach from one pod to another',
  sidecarListenAddresses: 'the data plane listens where its Service needs it',
  volumeMounts: 'the pod has no volumes',
  volumeMountsRw: 'the pod has no volumes',
  pluggableComponents: 'the pod has no such containers',
  appSsl: 'use appProtocol of the app',
};

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
  guardText(at, 'placeholderImage', options.placeholderImage);
  guardText(at, 'priorityClassName', options.priorityClassName);
  guardMap(at, 'nodeSelector', options.nodeSelector);
  for (const [option, reason] of Object.entries(NOT_SHARED)) {
    const value = (options as { [option: string]: unknown })[option];
    if (value !== undefined) {
      diagnostics.report(at, 'DAPR3015', `${option} ${describe(value)} on a shared daprd: ${reason}`);
    }
  }
  if (options.disableBuiltinK8sSecretStore === false) {
    diagnostics.report(at, 'DAPR7014', 'the pod of a shared daprd mounts no token, and disableBuiltinK8sSecretStore is false',
      'leave the option out; components read their secrets without that store');
  }
}
