/** Components, fields and values that the declared Dapr does not have yet. */
import { KnownComponent } from './catalog';
import { isField } from './field-names';
import { valuesSince } from './values-since';
import { hasSince } from '../../dapr/version';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';

const METADATA_OF_NEWER_DAPR = warning('DAPR4080', {
  title: 'metadata newer than the declared Dapr version',
  why: 'daprd silently ignores a field that it does not know, and refuses the component or uses another value for one that it does not know',
  todo: 'declare the newer version in DaprPlatform if the cluster runs it, or remove the entry',
  source: 'dapr/components-contrib metadata.yaml of the tags',
  manifests: true,
});
const COMPONENT_OF_NEWER_DAPR = warning('DAPR4081', {
  title: 'component newer than the declared Dapr version',
  why: 'daprd exits because it does not find the component, unless a pluggable component has the same type',
  todo: 'declare the newer version in DaprPlatform if the cluster runs it, or use another component',
  source: 'dapr/dapr cmd/daprd/components of the tags',
  manifests: true,
});

/** An entry of `spec.metadata`; without a value if that comes from a secret or the environment. */
interface Entry {
  readonly name: string;
  readonly value?: string;
}

/** What of a known component is newer than the declared version. The fields of a newer component are not reported one by one. */
export function newerThanDapr(
  { type, version, since, byName }: KnownComponent, entries: readonly Entry[], daprVersion: string, pathOf: (name: string) => string,
): Problem[] {
  const isNewer = (from: readonly string[]): boolean => from.length > 0 && !hasSince(daprVersion, from);
  const needs = (what: string, from: readonly string[]): string => `${what} needs Dapr ${from.join(', ')}, and ${daprVersion} is declared`;
  if (isNewer(since)) {
    return [{ rule: COMPONENT_OF_NEWER_DAPR, what: needs(`${type} ${version}`, since) }];
  }
  const valueOf = (field: string): string | undefined => {
    const entry = entries.find(({ name }) => isField(name, field));
    return entry && (entry.value ?? '').trim();
  };
  return entries.flatMap(({ name, value = '' }): Problem[] => {
    const field = byName.get(name.toLowerCase());
    if (!field) {
      return [];
    }
    if (isNewer(field.since)) {
      return [{ rule: METADATA_OF_NEWER_DAPR, what: needs(`${pathOf(name)} of ${type}`, field.since) }];
    }
    const added = field.allowedSince.get(value.toLowerCase()) ?? [];
    const misread = valuesSince(type).find(each => each.field === field.name && isNewer(each.since) && each.isMeant(value.trim(), valueOf));
    const ofValue = `the value '${value}' of ${pathOf(name)} of ${type}`;
    return isNewer(added) ? [{ rule: METADATA_OF_NEWER_DAPR, what: needs(ofValue, added) }]
      : misread ? [{ rule: METADATA_OF_NEWER_DAPR, what: `${needs(`${ofValue}, ${misread.kind},`, misread.since)}: before, ${misread.before}`, todo: misread.instead }] : [];
  });
}
