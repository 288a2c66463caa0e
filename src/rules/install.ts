import { CHECKS } from './checks.generated';
import { Diagnostics } from '../diagnostics/diagnostics';

/** Puts the checks across the constructs of an App into force. */
export function installRules(): void {
  Diagnostics.checkApps(CHECKS);
}
