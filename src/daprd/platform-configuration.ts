/** The defaults of the platform in the Configuration of a daprd. */
import { Construct, IConstruct } from 'constructs';
import { contradictions, DerivedPart } from '../configuration-merge/merge';
import { IDaprConfiguration } from '../contract';
import { Finding, Problem } from '../diagnostics/finding';
import { DaprPlatform } from '../platform/dapr-platform';
import { lockOf, problemsUnderLock } from '../platform/locks';
import { LOCKED_SETTING } from '../platform/scoped-settings';

/** The settings that the platform gives a daprd as a part of its Configuration; undefined if it gives none. */
export function platformConfiguration(at: Construct): DerivedPart | undefined {
  const { configurationDefaults: defaults, daprVersion } = DaprPlatform.of(at);
  return defaults?.settingNames.length ? new DerivedPart(at, 'PlatformConfiguration', () => defaults._spec(daprVersion), defaults._paths(daprVersion)) : undefined;
}

/** DAPR1105 for settings of Configurations that differ from locked defaults. */
export function lockedDefaultProblems(at: IConstruct, parts: IDaprConfiguration[]): Finding[] {
  const lock = lockOf(at, 'configurationDefaults');
  const { configurationDefaults: defaults, daprVersion } = DaprPlatform.of(at);
  return lock && defaults ? contradictions(parts, { spec: defaults._spec(daprVersion), paths: defaults._paths(daprVersion) }, `configurationDefaults, which '${lock.at.node.path || 'App'}' locks,`)
    .map(what => ({ at, rule: LOCKED_SETTING, what })) : [];
}

/** DAPR1105 for a Configuration of unknown content that replaces what is derived or set by the platform. */
export const unknownConfigurationProblems = (at: IConstruct, prop: string): Problem[] =>
  [...problemsUnderLock(at, 'derivedAccess', prop), ...problemsUnderLock(at, 'configurationDefaults', prop)];
