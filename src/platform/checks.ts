import { atLeast, DAPR_LINES, NEWEST_DAPR, NEWEST_KUBERNETES, OLDEST_KUBERNETES, OLDEST_SUPPORTED_DAPR, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { isDnsLabel, isDnsSubdomain, isLabelValue, nearest } from '../kubernetes/names';
import { describe, mustBe } from '../util/values';

export const INVALID_VERSION = error('DAPR1101', {
  title: 'invalid or unsupported version',
  why: 'The version determines which annotations and fields are emitted',
  todo: 'set major.minor or major.minor.patch, for example \'1.18\'',
  source: 'cdk8s-dapr',
});
const NEWER_THAN_LIBRARY = warning('DAPR1102', {
  title: 'version newer than this library',
  why: 'The library treats it as the newest version that it supports',
  todo: 'look for a newer release of cdk8s-dapr, then acknowledge this',
  source: 'cdk8s-dapr',
});
const OUT_OF_SUPPORT = warning('DAPR1110', {
  title: 'Dapr version out of support',
  why: 'Dapr releases no fixes for it, not even for vulnerabilities',
  todo: 'upgrade to a supported release line, or acknowledge this',
  source: 'Dapr release policy',
});
const INVALID_PLATFORM_SETTING = error('DAPR1103', {
  title: 'invalid platform setting',
  why: 'The setting has no effect, or certificates or addresses do not match the cluster',
  todo: 'correct the setting',
  source: 'dapr/dapr pkg/security',
});
export const ACCESS_CONTROL_WITHOUT_MTLS = error('DAPR3106', {
  title: 'access control without mTLS',
  why: 'Callers have no identity without mTLS, and daprd applies the default action to all of them',
  todo: 'enable mTLS in the cluster and in DaprPlatform, or remove access control',
  source: 'dapr/dapr pkg/acl/acl.go',
});

type Settings = { [field: string]: any };

/**
 * Checks each platform setting on its own.
 *
 * @param names the names of all settings, with which misspelled ones in `locked` are compared
 */
export function checkSettings(settings: Settings, names: readonly string[] = []): Problem[] {
  return [
    ...version('daprVersion', settings.daprVersion, DAPR_LINES[0], NEWEST_DAPR),
    ...outOfSupport(settings.daprVersion),
    ...version('kubernetesVersion', settings.kubernetesVersion, OLDEST_KUBERNETES, NEWEST_KUBERNETES),
    ...field(settings, 'cluster', name => name !== '' && isLabelValue(name), 'the name of a cluster (1 to 63 letters, digits, hyphens, underscores and dots)'),
    ...field(settings, 'controlPlaneNamespace', isDnsLabel, 'the name of a namespace (a DNS label)'),
    ...field(settings, 'clusterDomain', isDnsSubdomain, 'a DNS domain'),
    // A SPIFFE trust domain allows only these characters.
    ...field(settings, 'trustDomain', domain => /^[a-z0-9._-]{1,255}$/.test(domain), 'a SPIFFE trust domain'),
    ...field(settings, 'apiTokenSecret', isDnsSubdomain, 'the name of a Secret'),
    ...field(settings, 'trustAnchorsFingerprint', text => /^[^\n]{1,256}$/.test(text) && !text.includes('-----BEGIN'), 'one line of at most 256 characters, not a certificate'),
    ...(settings.upgradingFrom === undefined || parseVersion(settings.upgradingFrom) ? [] : [{ rule: INVALID_VERSION, what: mustBe('upgradingFrom', 'a version', settings.upgradingFrom) }]),
    ...(settings.ipFamily === undefined || ['IPv4', 'IPv6'].includes(settings.ipFamily) ? []
      : [{ rule: INVALID_PLATFORM_SETTING, what: mustBe('ipFamily', "'IPv4' or 'IPv6'", settings.ipFamily) }]),
    ...(settings.locked ?? []).filter((name: string) => settings[name] === undefined)
      .map((name: string) => ({ rule: INVALID_PLATFORM_SETTING, what: `locked contains ${describe(name)}, which the same settings do not set${likeOf(name, names)}`, todo: LOCK_ADVICE })),
  ];
}

function likeOf(name: string, names: readonly string[]): string {
  const like = names.includes(name) ? undefined : nearest(String(name), names);
  return like === undefined ? '' : `; did you mean '${like}'?`;
}

const LOCK_ADVICE = 'set it together with locked, or correct its name; dataPlane locks the options of daprd';

function version(name: string, given: unknown, oldest: string, newest: string): Problem[] {
  if (given === undefined) {
    return [];
  }
  if (!parseVersion(given)) {
    return [{ rule: INVALID_VERSION, what: mustBe(name, 'a version', given) }];
  }
  if (!atLeast(given as string, oldest)) {
    return [{ rule: INVALID_VERSION, what: mustBe(name, `${oldest} or newer`, given), todo: 'upgrade the cluster' }];
  }
  const newestLine = parseVersion(newest)!.minor;
  return parseVersion(given)!.minor > newestLine ? [{ rule: NEWER_THAN_LIBRARY, what: `${name} ${describe(given)} is newer than ${newest}, the newest supported version` }] : [];
}

function outOfSupport(daprVersion: any): Problem[] {
  return !parseVersion(daprVersion) || !atLeast(daprVersion, DAPR_LINES[0]) || atLeast(daprVersion, OLDEST_SUPPORTED_DAPR) ? []
    : [{ rule: OUT_OF_SUPPORT, what: `daprVersion ${describe(daprVersion)} is older than ${OLDEST_SUPPORTED_DAPR}, the oldest supported version` }];
}

function field(settings: Settings, name: string, isValid: (value: string) => boolean, expected: string): Problem[] {
  const value = settings[name];
  return value === undefined || (typeof value === 'string' && isValid(value)) ? []
    : [{ rule: INVALID_PLATFORM_SETTING, what: mustBe(name, expected, value) }];
}
