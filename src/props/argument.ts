/** Arguments of methods that have no construct to report a finding at. */
import { WRONG_TYPE } from './rules';
import { mismatches, asProblem, Check } from './schema';
import { problemToFinding } from '../diagnostics/finding';
import { synthesisError } from '../diagnostics/synthesis-error';

/** Throws DAPR3017 if an argument is invalid, with an advice. */
export function checkArgument(name: string, check: Check, value: unknown, todo: string): void {
  const found = mismatches(name, check, value);
  if (found.length) {
    throw synthesisError(found.map(mismatch => problemToFinding({ ...asProblem(mismatch), ...(mismatch.rule === WRONG_TYPE ? { todo } : {}) }, 'App')));
  }
}

/** A construct, of this copy of the constructs library or another. */
export const aConstruct: Check = value => typeof value?.node?.findAll === 'function' ? undefined : 'a construct';
