import { IConstruct } from 'constructs';
import { mergePodAnnotations } from './daprd-annotation-checks';
import { Annotations, renderOptions } from './daprd-annotations';
import { NEVER_SHARED } from './shared-checks';
import { SharedDaprOptions } from './shared-options';
import { checkPinned, injectorDefaults, Pinned } from './shared-pinned';
import { SHARED_DEFAULTS } from './shared-pod';
import { DaprPlatform } from '../control-plane/dapr-platform';
import { IpFamily } from '../control-plane/dapr-platform-settings';
import { isConfiguration } from '../private/dapr-configuration';
import { sharedDaprdName } from '../private/names';

export interface SharedFacts {
  readonly identity: string;
  readonly apiTokenSecret?: string;
  /** Whether it carries a Configuration of its own, into which the given one was merged. */
  readonly carriesConfiguration: boolean;
  readonly pinned?: Pinned;
  readonly platform: DaprPlatform;
}

/** What a shared daprd is told, as annotations: the injector reads them, or they become its command line. */
export function sharedAnnotations(at: IConstruct, props: SharedDaprOptions, facts: SharedFacts): Annotations {
  const { identity, apiTokenSecret, carriesConfiguration, pinned, platform } = facts;
  // One that was given is merged into its own.
  const configuration = carriesConfiguration && isConfiguration(props.configuration) ? undefined : props.configuration;
  const options = { ...SHARED_DEFAULTS, ...props, apiTokenSecret, configuration, sidecarListenAddresses: undefined };
  const annotations = mergePodAnnotations(at, {
    ...(pinned ? injectorDefaults(platform) : { 'dapr.io/enabled': 'true' }),
    'dapr.io/app-id': identity,
    'dapr.io/sidecar-listen-addresses': platform.ipFamily === IpFamily.IPV6 ? '[::]' : '0.0.0.0',
    ...(carriesConfiguration ? { 'dapr.io/config': sharedDaprdName(identity) } : {}),
    ...renderOptions(at, options),
  }, props.podAnnotations, true, pinned?.version);
  if (pinned) {
    checkPinned(at, annotations, NEVER_SHARED.filter(option => option in props));
  }
  return annotations;
}
