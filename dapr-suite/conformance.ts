/** What the committed results say about a capability in a model. */
import { CAPABILITIES, Capability } from './capabilities';
import { ExplainedFailure } from './explained';
import { Model, OWN } from './models';
import { ModelResults, SuiteResult } from './results';
import { explanationOf, lostTests, works } from './verdict';
import { RULES } from '../src/catalogue/rules.generated';

export interface Conformance {
  readonly capability: Capability;
  /** Tests that work with Dapr's own manifests, in suites that ran in the model too. */
  readonly tests: number;
  /** Errors of the constructs, which refuse an app of the tests. It ran without the declaration that they refuse. */
  readonly refused: readonly string[];
  /** Tests that do not work in the model. */
  readonly lost: readonly { readonly suite: string; readonly test: string; readonly explained?: ExplainedFailure }[];
}

const rules: { readonly [code: string]: { readonly level: string } | undefined } = RULES;

/** Part of a suite that belongs to a capability. */
const belongs = ({ only, except }: Capability['tests'][number]) => (test: string): boolean => (!only || only.test(test)) && !except?.test(test);

export function conformanceOf(model: Model, own: ModelResults, results: ModelResults): Conformance[] {
  return CAPABILITIES.map(capability => {
    const parts = capability.tests.filter(({ suite }) => own[suite] && results[suite]);
    return {
      capability,
      tests: parts.flatMap(part => worksIn(own[part.suite]).filter(belongs(part))).length,
      refused: [...new Set(parts.flatMap(({ suite }) => results[suite].findings))].filter(code => rules[code]?.level === 'error').sort(),
      lost: model === OWN ? [] : parts.flatMap(part => lostTests(own[part.suite], results[part.suite]).filter(belongs(part))
        .map(test => ({ suite: part.suite, test, explained: explanationOf(model, part.suite, test) }))),
    };
  });
}

const worksIn = ({ leaves }: SuiteResult): string[] => Object.keys(leaves).filter(test => works(leaves[test]));
