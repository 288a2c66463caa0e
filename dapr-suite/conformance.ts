/** What the committed results say about a capability in a model. */
import { CAPABILITIES, Capability } from './capabilities';
import { ExplainedFailure } from './explained';
import { Model, OWN } from './models';
import { ModelResults, SuiteResult } from './results';
import { explanationOf, lostTests, works } from './verdict';

export interface Conformance {
  readonly capability: Capability;
  /** Tests that work with Dapr's own manifests, in suites that ran in the model too. */
  readonly tests: number;
  /** Those that do not work in the model. */
  readonly lost: readonly { readonly suite: string; readonly test: string; readonly explained?: ExplainedFailure }[];
}

/** Part of a suite that belongs to a capability. */
const belongs = ({ only, except }: Capability['tests'][number]) => (test: string): boolean => (!only || only.test(test)) && !except?.test(test);

export function conformanceOf(model: Model, own: ModelResults, results: ModelResults): Conformance[] {
  return CAPABILITIES.map(capability => {
    const parts = capability.tests.filter(({ suite }) => own[suite] && results[suite]);
    return {
      capability,
      tests: parts.flatMap(part => worksIn(own[part.suite]).filter(belongs(part))).length,
      lost: model === OWN ? [] : parts.flatMap(part => lostTests(own[part.suite], results[part.suite]).filter(belongs(part))
        .map(test => ({ suite: part.suite, test, explained: explanationOf(model, part.suite, test) }))),
    };
  });
}

const worksIn = ({ leaves }: SuiteResult): string[] => Object.keys(leaves).filter(test => works(leaves[test]));
