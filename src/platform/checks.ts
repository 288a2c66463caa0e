import { atLeast, DAPR_LINES, NEWEST_KUBERNETES, OLDEST_KUBERNETES, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { describe } from '../util/values';

export const INVALID_VERSION = error('DAPR1101', {
  title: 'invalid or unsupported version',
  why: 'What may be emitted depends on it',
  todo: 'give major.minor or major.minor.patch, as in \'1.18\'',
  source: 'cdk8s-dapr',
});
const NEWER_THAN_LIBRARY = warning('DAPR1102', {
  title: 'version newer than this library',
  why: 'It is treated as the newest known one',
  todo: 'look for a newer release of this library, then acknowledge this',
  source: 'cdk8s-dapr',
});
const INVALID_PLATFORM_SETTING = error('DAPR1103', {
  title: 'invalid platform setting',
  why: 'Certificates or addresses would not match the cluster',
  todo: 'correct the setting',
  source: 'dapr/dapr pkg/security',
});
export const ACCESS_CONTROL_WITHOUT_MTLS = error('DAPR3106', {
  title: 'access control without mTLS',
  why: 'Nobody has an identity: every caller falls to the default action',
  todo: 'switch mTLS on in the cluster and in DaprPlatform, or leave access control out',
  source: 'dapr/dapr pkg/acl/acl.go',
});

type Settings = { [field: string]: any };

/** What is wrong with platform settings: each field by itself. */
export function checkSettings(settings: Settings): Problem[] {
  return [
    ...version('daprVersion', settings.daprVersion, DAPR_LINES[0], DAPR_LINES[DAPR_LINES.length - 1]),
    ...version('kubernetesVersion', settings.kubernetesVersion, OLDEST_KUBERNETES, NEWEST_KUBERNETES),
    ...field(settings, 'controlPlaneNamespace', isDnsLabel, 'a namespace'),
    ...field(settings, 'clusterDomain', isDnsSubdomain, 'a DNS domain'),
    // SPIFFE: the trust domain of an identity has these characters only.
    ...field(settings, 'trustDomain', domain => /^[a-z0-9._-]{1,255}$/.test(domain), 'a SPIFFE trust domain'),
    ...field(settings, 'apiTokenSecret', isDnsSubdomain, 'the name of a Secret'),
    ...(settings.ipFamily === undefined || ['IPv4', 'IPv6'].includes(settings.ipFamily) ? []
      : [{ rule: INVALID_PLATFORM_SETTING, what: `ipFamily ${describe(settings.ipFamily)} is neither IPv4 nor IPv6` }]),
    ...(settings.locked ?? []).filter((name: string) => settings[name] === undefined)
      .map((name: string) => ({ rule: INVALID_PLATFORM_SETTING, what: `locked names ${describe(name)}, which is not set beside it` })),
  ];
}

function version(name: string, given: unknown, oldest: string, newest: string): Problem[] {
  if (given === undefined) {
    return [];
  }
  if (!parseVersion(given)) {
    return [{ rule: INVALID_VERSION, what: `${name} ${describe(given)} is no version` }];
  }
  if (!atLeast(given as string, oldest)) {
    return [{ rule: INVALID_VERSION, what: `${name} ${describe(given)} is older than ${oldest}, the oldest supported`, todo: 'upgrade the cluster' }];
  }
  const newestLine = parseVersion(newest)!.minor;
  return parseVersion(given)!.minor > newestLine ? [{ rule: NEWER_THAN_LIBRARY, what: `${name} ${describe(given)} is newer than ${newest}, the newest known` }] : [];
}

function field(settings: Settings, name: string, isRight: (value: string) => boolean, wanted: string): Problem[] {
  const value = settings[name];
  return value === undefined || (typeof value === 'string' && isRight(value)) ? []
    : [{ rule: INVALID_PLATFORM_SETTING, what: `${name} ${describe(value)} is not ${wanted}` }];
}
