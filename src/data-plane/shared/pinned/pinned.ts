import { IConstruct } from 'constructs';
import { PinnedDaprd } from './options';
import { DEFAULT_PORTS, PLACEMENT_PORT } from '../../../dapr/ports';
import { atLeast, DAPR_LINES, parseVersion } from '../../../dapr/version';
import { imageLockProblems } from '../../../daprd/annotation-locks';
import { Annotations, ENABLED, propOf } from '../../../daprd/annotations';
import { FLAG_ANNOTATIONS } from '../../../daprd/flags';
import { checkImage } from '../../../daprd/image';
import { LOGGING, loggingProblems } from '../../../daprd/logging';
import { DaprdLogging } from '../../../daprd/logging-options';
import { report, reportAll } from '../../../diagnostics/report';
import { error, warning } from '../../../diagnostics/rule';
import { serviceHost } from '../../../kubernetes/names';
import { INVALID_VERSION } from '../../../platform/checks';
import { DaprPlatform } from '../../../platform/dapr-platform';
import { reportLocked } from '../../../platform/locks';
import { aKey, aName, aString } from '../../../props/checks';
import { UNSUPPORTED_OPTION } from '../../../props/rules';
import { Schema } from '../../../props/schema';
import { describe, mustBe } from '../../../util/values';

/** Delay before SIGTERM, in seconds, that the cluster policy or a pinned daprd adds. */
export const PRE_STOP_SECONDS = 5;

const PINNED_WITHOUT_VERSION = error('DAPR7030', {
  title: 'pinned daprd without a full version',
  why: 'No image exists for a minor version, so the kubelet cannot pull it',
  todo: 'set pinned.version, for example \'1.18.2\', or pinned.image, or a full daprVersion in DaprPlatform',
  source: 'cdk8s-dapr',
});
const PINNED_NEWER_THAN_CONTROL_PLANE = warning('DAPR7031', {
  title: 'pinned daprd newer than its control plane',
  why: 'Dapr supports a daprd of the same version as the control plane or older; a newer one may depend on features that the control plane lacks',
  todo: 'upgrade the control plane first, or pin an older version',
  source: 'dapr/dapr docs/release_notes',
});

/** Types of the props of a pinned daprd. */
export const PINNED: Schema<PinnedDaprd> = {
  version: aString, image: aString, trustAnchorsConfigMap: aName, trustAnchorsKey: aKey, logging: LOGGING,
};

/** A pinned daprd with its defaults resolved. */
export interface Pinned {
  /** Undefined if only an image is set: options are then those of the control plane's version. */
  readonly version?: string;
  readonly image: string;
  readonly trustAnchors: { readonly name: string; readonly key: string };
  readonly logging?: DaprdLogging;
}

const FULL = /^v?(1\.[0-9]{1,3}\.[0-9]{1,3}(-(alpha|beta|rc)[.0-9]{1,6})?)$/;
const fullVersion = (version: string | undefined): string | undefined => FULL.exec(version ?? '')?.[1];

/** Resolves the defaults of a pinned daprd and checks its version and image. */
export function pinnedDaprd(at: IConstruct, given: PinnedDaprd | undefined, platform: DaprPlatform): Pinned | undefined {
  if (given === undefined) {
    return undefined;
  }
  const { image, trustAnchorsConfigMap = 'dapr-trust-bundle', trustAnchorsKey = 'ca.crt' } = given;
  const version = fullVersion(given.version ?? platform.daprVersion);
  if (version === undefined && (given.version !== undefined || image === undefined)) {
    report(at, PINNED_WITHOUT_VERSION, given.version === undefined
      ? `pinned has no version and no image, and daprVersion ${platform.daprVersion} of DaprPlatform has no patch version`
      : mustBe('pinned.version', 'major.minor.patch', given.version));
  }
  if (typeof image === 'string') {
    reportAll(at, checkImage('pinned.image', image));
  }
  if (given.version !== undefined) {
    reportLocked(at, 'daprVersion', given.version, 'pinned.version');
  }
  reportAll(at, imageLockProblems(at, 'pinned.image', image));
  if (version !== undefined && !atLeast(version, DAPR_LINES[0])) {
    report(at, INVALID_VERSION, mustBe('pinned.version', `${DAPR_LINES[0]} or newer`, version), 'pin a newer version');
  }
  if (version !== undefined && parseVersion(version)!.minor > parseVersion(platform.daprVersion)!.minor) {
    report(at, PINNED_NEWER_THAN_CONTROL_PLANE, `pinned.version is ${version}, and daprVersion of DaprPlatform is ${platform.daprVersion}`);
  }
  return {
    version,
    image: image ?? `ghcr.io/dapr/daprd:${version ?? given.version}`,
    trustAnchors: { name: trustAnchorsConfigMap, key: trustAnchorsKey },
    logging: given.logging,
  };
}

/** The address of a service of Dapr's control plane. */
export const controlPlaneAddress = (platform: DaprPlatform, service: string, port: number): string =>
  `${serviceHost(service, platform.controlPlaneNamespace, platform.clusterDomain)}:${port}`;

/** The injector's defaults, as annotations. */
export function injectorDefaults(platform: DaprPlatform): Annotations {
  return {
    // Without a port, daprd picks a random one, which no other daprd finds.
    'dapr.io/internal-grpc-port': String(DEFAULT_PORTS.internalGrpc),
    'dapr.io/placement-host-address': controlPlaneAddress(platform, 'dapr-placement-server', PLACEMENT_PORT),
    'dapr.io/scheduler-host-address': controlPlaneAddress(platform, 'dapr-scheduler-server-a', 443),
  };
}

/** Annotations that its container and its Service are created from in addition to its flags. */
const READ = /^dapr\.io\/(api-token-secret|app-token-secret|env|env-from-secret|sidecar-svc-annotations|volume-mounts|volume-mounts-rw|sidecar-(cpu|memory)-(request|limit)|sidecar-seccomp-profile-type|sidecar-(liveness|readiness)-probe-.*)$/;

const REASONS: { [annotation: string]: string } = {
  [ENABLED]: 'Dapr\'s operator would overwrite the Service of this app ID',
  'dapr.io/sidecar-image': 'pinned.image replaces it',
};

/** Reports annotations that have no effect without the injector. */
export function checkPinned(at: IConstruct, annotations: Annotations, reportedOptions: readonly string[], { version, logging }: Pinned): void {
  const folders = (annotations['dapr.io/volume-mounts-rw'] ?? '').split(',').map(mount => mount.slice(mount.indexOf(':') + 1).trim()).filter(Boolean);
  reportAll(at, loggingProblems('pinned.logging', logging, version ?? DaprPlatform.of(at).daprVersion, folders));
  const refuse = (option: string, value: string, reason: string): void =>
    report(at, UNSUPPORTED_OPTION, `${option} is not supported on a pinned daprd (${reason}); got ${describe(value)}`);
  for (const [annotation, value] of Object.entries(annotations)) {
    const option = propOf(annotation);
    if (!annotation.startsWith('dapr.io/') || reportedOptions.includes(option!)) {
      continue;
    }
    if (!FLAG_ANNOTATIONS.includes(annotation) && !READ.test(annotation)) {
      refuse(option ?? annotation, value, REASONS[annotation] ?? 'no injector acts on it');
    }
    if (annotation === 'dapr.io/sidecar-seccomp-profile-type' && value === 'Localhost') {
      refuse('sidecarSeccompProfileType', value, 'no option sets the name of the profile, and the API server rejects the pod');
    }
  }
}
