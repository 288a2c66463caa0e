import { CHECKS } from './checks.generated';
import { Diagnostics } from '../diagnostics/diagnostics';

/** Registers the checks that span several constructs of an App. */
export function installRules(): void {
  Diagnostics.checkApps(CHECKS);
}
