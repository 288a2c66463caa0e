/** Permissions that change, found by asking both stacks the same questions. */
import { few } from './words';

/** What somebody may do in the old stack and in the new one. */
export interface PermissionChange {
  /** Who has the permission. */
  readonly who: string;
  readonly from: string;
  readonly to: string;
  /** What worked and is denied now. */
  readonly denied: readonly string[];
  /** What was denied and is allowed now. */
  readonly allowed: readonly string[];
  /** Whether more is allowed now than what is listed by name. */
  readonly opens: boolean;
}

/** Whether a name is allowed; undefined stands for every name that no rule lists. */
export type IsAllowed = (name: string | undefined) => boolean;

/** Compares the permissions for names and for all others. */
export function permissionChange(who: string, names: readonly string[], was: IsAllowed, is: IsAllowed): PermissionChange {
  const changed = (from: IsAllowed, to: IsAllowed): string[] => [
    ...names.filter(name => from(name) && !to(name)).map(name => `'${name}'`),
    ...(from(undefined) && !to(undefined) ? [names.length ? 'all others' : 'all'] : []),
  ];
  const opens = is(undefined) && !was(undefined);
  return { who, from: summary(names, was), to: summary(names, is), denied: changed(was, is), allowed: changed(is, was), opens };
}

/** What is allowed, such as `all except 'a'`. */
function summary(names: readonly string[], isAllowed: IsAllowed): string {
  const quoted = (of: readonly string[]): string => few(of.map(name => `'${name}'`));
  const allowed = names.filter(isAllowed);
  if (!isAllowed(undefined)) {
    return quoted(allowed) || 'none';
  }
  const denied = quoted(names.filter(name => !allowed.includes(name)));
  return denied ? `all except ${denied}` : 'all';
}
