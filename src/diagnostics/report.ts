import { IConstruct } from 'constructs';
import { Diagnostics } from './diagnostics';
import { Finding, Problem } from './finding';
import { Rule } from './rule';

/**
 * Reports what is known before a synth: an error or a warning, as its rule says.
 *
 * @param what what is wrong, with the value that was given
 * @param todo what to do, where the advice of the rule can be made precise
 */
export function report(at: IConstruct, rule: Rule, what: string, todo?: string): void {
  Diagnostics.of(at).report({ at, rule, what, todo });
}

/** Reports what a check has found about a construct, or about those that it names. */
export function reportAll(at: IConstruct, findings: readonly (Problem | Finding)[]): void {
  findings.forEach(finding => Diagnostics.of(at).report({ at, ...finding }));
}
