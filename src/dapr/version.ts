/** Versions are values: `major.minor` (its first patch is meant) or `major.minor.patch`. */
import { error } from '../diagnostics/rule';
import { entryOf } from '../util/json';

export const NEWER_THAN_DECLARED = error('DAPR1106', {
  title: 'newer than the declared version',
  why: 'An older injector ignores the annotation without an error, and an older API server rejects or drops the field',
  todo: 'declare a newer version in DaprPlatform if the cluster has it',
  source: 'dapr/dapr pkg/injector/annotations/annotations.go',
  manifests: true,
});

export interface Version {
  readonly minor: number;
  readonly patch: number;
}

/** Release lines of Dapr that this library knows, and the newest patch of each that it was checked against. */
export const DAPR_LINES: readonly string[] = ['1.16', '1.17', '1.18'];
/** Oldest Kubernetes whose API has everything that is emitted whatever the version (`autoscaling/v2`, `policy/v1`). */
export const OLDEST_KUBERNETES = '1.25';
export const NEWEST_KUBERNETES = '1.36';
/** The oldest versions with which the injector makes daprd a native sidecar, and Kubernetes runs it as one by default. */
export const NATIVE_SIDECAR = { dapr: '1.18', kubernetes: '1.29' };
/** The oldest Kubernetes with `trafficDistribution: PreferSameNode` and `PreferSameZone`. */
export const PREFER_SAME_NODE_KUBERNETES = '1.34';

/** True where a Dapr is newer than what this library knows: it may have what is unknown here. */
export const isNewerThanKnown = (daprVersion: string): boolean => parsed(daprVersion).minor > parsed(DAPR_LINES[DAPR_LINES.length - 1]).minor;

/** Both Dapr and Kubernetes are at major version 1. Anything else is no version. */
export function parseVersion(text: unknown): Version | undefined {
  const match = typeof text === 'string' ? /^v?1\.(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text) : null;
  return match ? { minor: Number(match[1]), patch: Number(match[2] ?? 0) } : undefined;
}

function parsed(text: string): Version {
  const version = parseVersion(text);
  if (!version) {
    throw new Error(`DAPR1101: '${text}' is no version; give major.minor or major.minor.patch, as in '1.18'`);
  }
  return version;
}

/** True where `declared` is at least `wanted`. */
export function atLeast(declared: string, wanted: string): boolean {
  const a = parsed(declared);
  const b = parsed(wanted);
  return a.minor > b.minor || (a.minor === b.minor && a.patch >= b.patch);
}

/**
 * True where `declared` has what `since` brought: one version per release line that got it, oldest first.
 * A line older than all of them does not have it, a line newer than the last does.
 */
export function hasSince(declared: string, since: readonly string[]): boolean {
  const version = parsed(declared);
  const sameLine = since.map(parsed).find(s => s.minor === version.minor);
  if (sameLine) {
    return version.patch >= sameLine.patch;
  }
  return version.minor > parsed(since[since.length - 1]).minor;
}

/** Kinds of Dapr's resources that are newer than the oldest release line: the releases that brought them (charts/dapr/crds of the tags). */
const KINDS_SINCE: { readonly [kind: string]: readonly string[] } = { MCPServer: ['1.18'], WorkflowAccessPolicy: ['1.18'] };

/** What a kind needs that the declared Dapr does not have yet; an older API server refuses it. */
export function newerThanDeclared(kind: string, declared: string): string | undefined {
  const since = entryOf(KINDS_SINCE, kind);
  return since && !hasSince(declared, since) ? `${kind} needs Dapr ${since.join(', ')}, and ${declared} is declared` : undefined;
}
