/** Locked platform settings also apply to the options of apps and data planes. */
import { IConstruct } from 'constructs';
import { DaprPlatform } from './dapr-platform';
import { Lock, Lockable, LOCKED_SETTING, lockViolation } from './scoped-settings';
import { Problem } from '../diagnostics/finding';
import { reportAll } from '../diagnostics/report';

/** The lock of a setting at a construct. */
export const lockOf = (at: IConstruct, setting: Lockable): Lock | undefined => DaprPlatform.of(at)._locks.get(setting);

/** DAPR1105 for a value that differs from a locked setting. */
export function lockProblems(at: IConstruct, setting: Lockable, value: unknown, prop: string = setting): Problem[] {
  const violation = lockViolation(setting, lockOf(at, setting), value, prop);
  return violation ? [{ rule: LOCKED_SETTING, what: violation }] : [];
}

/** DAPR1105 for something that must not be set while a setting is locked. */
export function problemsUnderLock(at: IConstruct, setting: Lockable, prop: string): Problem[] {
  const lock = lockOf(at, setting);
  return lock ? [{ rule: LOCKED_SETTING, what: `${prop} must not be set while '${lock.at.node.path || 'App'}' locks ${setting}` }] : [];
}

/** Reports DAPR1105 for a value that differs from a locked setting. */
export function reportLocked(at: IConstruct, setting: Lockable, value: unknown, prop?: string): void {
  reportAll(at, lockProblems(at, setting, value, prop));
}
