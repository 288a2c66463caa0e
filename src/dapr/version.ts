/** Versions of Dapr and Kubernetes: `major.minor` (meaning its first patch) or `major.minor.patch`. */
import { error } from '../diagnostics/rule';
import { entryOf } from '../util/json';

export const NEWER_THAN_DECLARED = error('DAPR1106', {
  title: 'feature newer than the declared version',
  why: 'An older injector ignores the annotation without an error, and an older API server rejects or drops the field',
  todo: 'declare a newer version in DaprPlatform if the cluster runs it',
  source: 'dapr/dapr pkg/injector/annotations/annotations.go',
  manifests: true,
});

export interface Version {
  readonly minor: number;
  readonly patch: number;
}

/** Release lines of Dapr that this library knows, oldest first. */
export const DAPR_LINES: readonly string[] = ['1.16', '1.17', '1.18', '1.19'];
export const NEWEST_DAPR = DAPR_LINES[DAPR_LINES.length - 1];
/** The oldest release line that gets fixes; Dapr supports three (https://docs.dapr.io/operations/support/support-release-policy/). */
export const OLDEST_SUPPORTED_DAPR = '1.17';
/** Oldest Kubernetes version with every API that is emitted for any version (`autoscaling/v2`, `policy/v1`). */
export const OLDEST_KUBERNETES = '1.25';
export const NEWEST_KUBERNETES = '1.37';
/** The oldest versions with which the injector can add daprd as a native sidecar, and Kubernetes runs native sidecars by default. */
export const NATIVE_SIDECAR = { dapr: '1.18', kubernetes: '1.29' };
/** The oldest version whose operator sets `appProtocol` on the ports of Services. */
export const APP_PROTOCOL_DAPR = '1.19';
/** The oldest Kubernetes version with `trafficDistribution: PreferSameNode` and `PreferSameZone`. */
export const PREFER_SAME_NODE_KUBERNETES = '1.34';

/** Whether a Dapr version is newer than the release lines that this library knows: it may have features unknown here. */
export const isNewerThanKnown = (daprVersion: string): boolean => parsed(daprVersion).minor > parsed(NEWEST_DAPR).minor;

/** Also as clusters print it: `1.33+`, `v1.34.2-gke.1234`, `v1.33.1+k3s1`, `1.18.0-rc.1`. */
const VERSION = /^v?1\.(\d{1,3})\+?(?:\.(\d{1,3})([-+][0-9A-Za-z][0-9A-Za-z.+-]*)?)?$/;

/** Parses a version of Dapr or Kubernetes, which are both at major version 1; undefined if it is not one. A pre-release counts as its release. */
export function parseVersion(text: unknown): Version | undefined {
  const match = typeof text === 'string' ? VERSION.exec(text) : null;
  return match ? { minor: Number(match[1]), patch: Number(match[2] ?? 0) } : undefined;
}

/** Whether a version is the wanted one, or any patch of it if that has none. Suffixes of vendors do not count, pre-releases do. */
export function isVersion(wanted: string, version: unknown): boolean {
  const [a, b] = [wanted, version].map(each => VERSION.exec(String(each)));
  const preRelease = (match: RegExpExecArray): string => /^-(alpha|beta|rc)[.\d]*/.exec(match[3] ?? '')?.[0] ?? '';
  return a !== null && b !== null && a[1] === b[1] && (a[2] === undefined || (a[2] === (b[2] ?? '0') && preRelease(a) === preRelease(b)));
}

function parsed(text: string): Version {
  const version = parseVersion(text);
  if (!version) {
    throw new Error(`DAPR1101: version must be major.minor or major.minor.patch, such as '1.18'; got '${text}'`);
  }
  return version;
}

/** Whether `declared` is `wanted` or newer. */
export function atLeast(declared: string, wanted: string): boolean {
  const a = parsed(declared);
  const b = parsed(wanted);
  return a.minor > b.minor || (a.minor === b.minor && a.patch >= b.patch);
}

/**
 * Whether `declared` includes a change that was released in `since`: one version per release line that got it, oldest first.
 * A release line older than all of them does not have it, a line newer than the last does.
 */
export function hasSince(declared: string, since: readonly string[]): boolean {
  const version = parsed(declared);
  const sameLine = since.map(parsed).find(s => s.minor === version.minor);
  if (sameLine) {
    return version.patch >= sameLine.patch;
  }
  return version.minor > parsed(since[since.length - 1]).minor;
}

/** The releases that introduced a kind of Dapr resource, for kinds newer than the oldest release line (charts/dapr/crds of the tags). */
const KINDS_SINCE: { readonly [kind: string]: readonly string[] } = { MCPServer: ['1.18'], WorkflowAccessPolicy: ['1.18'] };

/** What is wrong if a kind is newer than the declared Dapr version; without its CRD the API server rejects the object. */
export function newerThanDeclared(kind: string, declared: string): string | undefined {
  const since = entryOf(KINDS_SINCE, kind);
  return since && !hasSince(declared, since) ? `${kind} needs Dapr ${since.join(', ')}, and ${declared} is declared` : undefined;
}
