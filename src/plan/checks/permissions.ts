/** Entries about permissions that change: what is denied now, and what is allowed now. */
import { ACCESS_DENIED, ACCESS_GROWS, ACCESS_OPENS, POLICY_ENDS } from './access-rules';
import { Rule } from '../../diagnostics/rule';
import { grouped } from '../../util/grouped';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { PermissionChange } from '../stack/permissions';
import { few } from '../stack/words';

/** Where permissions are written, and how to speak of them. */
export interface Written {
  readonly at: Manifest;
  /** The changed fields, such as `spec.accessControl is added`. */
  readonly where: string;
  /** The permission of somebody, such as `calls by 'web'`. */
  readonly subject: (who: string) => string;
  /** Whether a list or section is removed, so that what it denied is allowed. */
  readonly isRemoved: boolean;
}

type Side = 'denied' | 'allowed';

/** One entry for what is denied now, and one for each rule of what is allowed now. */
export function permissionEntries(changes: readonly PermissionChange[], written: Written): ManifestProblem[] {
  const opens = ({ opens: isOpen }: PermissionChange): boolean => isOpen || written.isRemoved;
  const allowed = changes.filter(change => change.allowed.length);
  return [
    ...entry(ACCESS_DENIED, 'denied', changes.filter(change => change.denied.length), written),
    ...entry(written.isRemoved ? POLICY_ENDS : ACCESS_OPENS, 'allowed', allowed.filter(opens), written),
    ...entry(ACCESS_GROWS, 'allowed', allowed.filter(change => !opens(change)), written),
  ];
}

function entry(rule: Rule, side: Side, changes: readonly PermissionChange[], { at, where, subject }: Written): ManifestProblem[] {
  const texts = [...grouped(changes, change => effect(change, side))].map(([text, same]) => `${subject(few(same.map(({ who }) => who)))} change ${text}`);
  return texts.length ? [{ rule, at, what: `${where}: ${few(texts, 5, '; ')}` }] : [];
}

/** The change; with what is denied or allowed now, if it does both. */
function effect({ from, to, ...change }: PermissionChange, side: Side): string {
  const isMixed = change.denied.length && change.allowed.length;
  return `from ${from} to ${to}${isMixed ? ` (${side} now: ${few(change[side])})` : ''}`;
}

/** How the fields of a section change, such as `publishingScopes is added`. */
export function howFieldsChange(fields: readonly (readonly [path: string, was: boolean, is: boolean])[]): Pick<Written, 'where' | 'isRemoved'> {
  const texts = fields.map(([path, was, is]) => `${path} ${was === is ? 'changes' : is ? 'is added' : 'is removed'}`);
  return { where: texts.join(', '), isRemoved: fields.some(([, was, is]) => was && !is) };
}
