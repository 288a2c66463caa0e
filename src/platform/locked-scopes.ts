/** Refuses settings that differ from those that another scope has locked. */
import { IConstruct } from 'constructs';
import { Lockable, LOCKED_SETTING, lockViolation, locksOf, settingsOf } from './scoped-settings';
import { DaprPlatformSettings } from './settings';
import { Diagnostics } from '../diagnostics/diagnostics';

/** Throws if settings of a scope differ from locked ones. */
export function refuseLocked(scope: IConstruct, settings: DaprPlatformSettings): void {
  for (const [name, lock] of locksOf(scope)) {
    const value = settings[name as Lockable];
    const violation = value === undefined ? undefined : lockViolation(name, lock, value);
    if (violation) {
      throw Diagnostics.fatal({ at: scope, rule: LOCKED_SETTING, what: violation });
    }
  }
}

/** Throws if a scope below has set a setting before it was locked here. */
export function refuseUnlocked(scope: IConstruct): void {
  for (const below of scope.node.findAll()) {
    const settings = below === scope ? undefined : settingsOf(below);
    if (settings) {
      refuseLocked(below, settings);
    }
  }
}
