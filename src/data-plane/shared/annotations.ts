import { IConstruct } from 'constructs';
import { NEVER_SHARED } from './checks';
import { SharedDaprOptions } from './options';
import { checkPinned, injectorDefaults, Pinned } from './pinned/pinned';
import { SHARED_DEFAULTS } from './pod';
import { Annotations, ENABLED, renderOptions } from '../../daprd/annotations';
import { mergePodAnnotations } from '../../daprd/pod-annotations';
import { isConfiguration } from '../../facts/configurations';
import { sharedDaprdName } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { IpFamily } from '../../platform/settings';

export interface SharedFacts {
  readonly identity: string;
  readonly apiTokenSecret?: string;
  /** Whether the daprd has its own Configuration, into which the user's Configuration is merged. */
  readonly hasOwnConfiguration: boolean;
  readonly pinned?: Pinned;
  readonly platform: DaprPlatform;
}

/** The options of a shared daprd as annotations: the injector reads them, or they become its command line. */
export function sharedAnnotations(at: IConstruct, props: SharedDaprOptions, facts: SharedFacts): Annotations {
  const { identity, apiTokenSecret, hasOwnConfiguration, pinned, platform } = facts;
  // The user's Configuration is merged into its own.
  const configuration = hasOwnConfiguration && isConfiguration(props.configuration) ? undefined : props.configuration;
  const options = { ...SHARED_DEFAULTS, ...props, apiTokenSecret, configuration, sidecarListenAddresses: undefined };
  const annotations = mergePodAnnotations(at, {
    ...(pinned ? injectorDefaults(platform) : { [ENABLED]: 'true' }),
    'dapr.io/app-id': identity,
    'dapr.io/sidecar-listen-addresses': platform.ipFamily === IpFamily.IPV6 ? '[::]' : '0.0.0.0',
    ...(hasOwnConfiguration ? { 'dapr.io/config': sharedDaprdName(identity) } : {}),
    ...renderOptions(at, options),
  }, props.podAnnotations, true, pinned?.version);
  if (pinned) {
    checkPinned(at, annotations, NEVER_SHARED.filter(option => option in props), pinned);
  }
  return annotations;
}
