import { atLeast, DAPR_LINES, NEWEST_KUBERNETES, OLDEST_KUBERNETES, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { describe } from '../util/values';

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
      : [{ code: 'DAPR1103' as const, what: `ipFamily ${describe(settings.ipFamily)} is neither IPv4 nor IPv6` }]),
    ...(settings.locked ?? []).filter((name: string) => settings[name] === undefined)
      .map((name: string) => ({ code: 'DAPR1103' as const, what: `locked names ${describe(name)}, which is not set beside it` })),
  ];
}

function version(name: string, given: unknown, oldest: string, newest: string): Problem[] {
  if (given === undefined) {
    return [];
  }
  if (!parseVersion(given)) {
    return [{ code: 'DAPR1101', what: `${name} ${describe(given)} is no version` }];
  }
  if (!atLeast(given as string, oldest)) {
    return [{ code: 'DAPR1101', what: `${name} ${describe(given)} is older than ${oldest}, the oldest supported`, todo: 'upgrade the cluster' }];
  }
  const newestLine = parseVersion(newest)!.minor;
  return parseVersion(given)!.minor > newestLine ? [{ code: 'DAPR1102', what: `${name} ${describe(given)} is newer than ${newest}, the newest known` }] : [];
}

function field(settings: Settings, name: string, isRight: (value: string) => boolean, wanted: string): Problem[] {
  const value = settings[name];
  return value === undefined || (typeof value === 'string' && isRight(value)) ? []
    : [{ code: 'DAPR1103', what: `${name} ${describe(value)} is not ${wanted}` }];
}
