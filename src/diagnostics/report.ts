import { IConstruct } from 'constructs';
import { Diagnostics } from './diagnostics';
import { Finding, Problem } from './finding';
import { Rule } from './rule';

/**
 * Reports a problem before the synth: an error or a warning, depending on the level of its rule.
 *
 * @param what what is wrong, including the invalid value
 * @param todo how to fix it, if more specific than the advice of the rule
 */
export function report(at: IConstruct, rule: Rule, what: string, todo?: string): void {
  Diagnostics.of(at).report({ at, rule, what, todo });
}

/** Reports the findings of a check: about `at`, or about the constructs that they name. */
export function reportAll(at: IConstruct, findings: readonly (Problem | Finding)[]): void {
  findings.forEach(finding => Diagnostics.of(at).report({ at, ...finding }));
}
