/** Locked platform settings also apply to the options of apps and data planes. */
import { IConstruct } from 'constructs';
import { DaprPlatform } from './dapr-platform';
import { Lockable, LOCKED_SETTING, lockViolation } from './scoped-settings';
import { report } from '../diagnostics/report';

/** Reports DAPR1105 for a value that differs from a locked setting. */
export function reportLocked(at: IConstruct, setting: Lockable, value: unknown, prop: string = setting): void {
  const violation = lockViolation(setting, DaprPlatform.of(at)._locks.get(setting), value, prop);
  if (violation) {
    report(at, LOCKED_SETTING, violation);
  }
}

/** Reports DAPR1105 for something that must not be set while a setting is locked. */
export function reportUnderLock(at: IConstruct, setting: Lockable, prop: string): void {
  const lock = DaprPlatform.of(at)._locks.get(setting);
  if (lock) {
    report(at, LOCKED_SETTING, `${prop} must not be set while '${lock.at.node.path || 'App'}' locks ${setting}`);
  }
}
