import { IConstruct } from 'constructs';
import { ApiReachability, SharedDaprIdentity, SharedDaprOptions } from './options';
import { PINNED } from './pinned/pinned';
import { checkPodOptions, POD_SCHEMA } from './pod-options';
import { Annotations } from '../../daprd/annotations';
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
  why: 'Every pod that reaches the shared daprd can act as its app',
  todo: 'set apiTokenSecret here or in DaprPlatform, or set unsafeAllowUnauthenticatedApi to run without a token',
  source: 'dapr/dapr pkg/api/http',
});

/** Types of the props of every shared daprd. */
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
  ...POD_SCHEMA,
};

/** Options of a sidecar that a shared daprd does not support, with the reason. */
const NOT_SHARED: { [option: string]: string } = {
  unixDomainSocketPath: 'a socket does not reach another pod',
  sidecarListenAddresses: 'it listens where its Service needs it',
  pluggableComponents: 'its pod has no such containers',
  appSsl: 'appProtocol of the app replaces it',
};

/** Options of an injected daprd that a pinned daprd does not support, with the reason. */
const NOT_PINNED: { [option: string]: string } = {
  placeholderImage: 'it has no placeholder',
  apiReachability: 'it is reachable before the app listens and loses no call either',
};

/** Options that `checkSharedOptions` always refuses. */
export const NEVER_SHARED: readonly string[] = Object.keys(NOT_SHARED);

/** Reports options that a shared daprd must not have or does not support. */
export function checkSharedOptions(
  at: IConstruct, options: SharedDaprOptions,
  { annotations, apiTokenSecret }: { readonly annotations: Annotations; readonly apiTokenSecret?: string },
): void {
  if (apiTokenSecret === undefined && options.unsafeAllowUnauthenticatedApi !== true) {
    report(at, SHARED_API_WITHOUT_TOKEN, 'apiTokenSecret is missing');
  }
  if (apiTokenSecret !== undefined && options.unsafeAllowUnauthenticatedApi === true) {
    report(at, UNSUPPORTED_OPTION, `unsafeAllowUnauthenticatedApi conflicts with apiTokenSecret '${apiTokenSecret}'`, 'remove one of the two');
  }
  guardSecretName(at, 'apiTokenSecret', apiTokenSecret);
  const refuse = (reasons: { [option: string]: string }, kind: string): void => Object.entries(reasons).forEach(([option, reason]) => {
    const value = (options as { [option: string]: unknown })[option];
    if (value !== undefined) {
      report(at, UNSUPPORTED_OPTION, `${option} is not supported on a ${kind} daprd (${reason}); got ${describe(value)}`);
    }
  });
  refuse(NOT_SHARED, 'shared');
  if (options.pinned) {
    refuse(NOT_PINNED, 'pinned');
  }
  checkPodOptions(at, options, annotations);
  if (options.disableBuiltinK8sSecretStore === false) {
    report(at, SECRET_STORE_WITHOUT_TOKEN, 'disableBuiltinK8sSecretStore is false, and the pod of a shared daprd mounts no service account token',
      'remove the option; components read their secrets without that store');
  }
}
