import { IConstruct } from 'constructs';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { report, reportAll } from '../../diagnostics/report';
import { Rule, error } from '../../diagnostics/rule';
import { synthesisError } from '../../diagnostics/synthesis-error';

export const UNSUPPORTED_BY_TARGET = error('DAPR8102', {
  title: 'something that the target has not',
  why: 'It would be ignored, or refused when it is deployed',
  todo: 'leave it out of what this target gets, or choose another target',
  source: 'cdk8s-dapr docs/models.md',
});
export const NEEDED_BY_TARGET = error('DAPR8103', {
  title: 'the target needs to know more',
  why: 'The export could not run',
  todo: 'give the prop that the message names',
  source: 'cdk8s-dapr',
});
export const NAME_TAKEN_IN_EXPORT = error('DAPR8104', {
  title: 'two things of one name in an export',
  why: 'One would replace the other: there are no namespaces outside Kubernetes',
  todo: 'rename one of them, or export them apart (DaprTopology.of a chart)',
  source: 'dapr/dapr pkg/internal/loader/disk',
});
export const PORT_TAKEN_ON_MACHINE = error('DAPR8105', {
  title: 'two programs of one machine with one port',
  why: 'The second to start cannot bind the port',
  todo: 'give one of them another port with the prop ports',
  source: 'cdk8s-dapr',
});

/** What is wrong with an export, collected so that one run tells all. */
export class Findings {
  private readonly all: Finding[] = [];

  /** Notes a problem. */
  public add(at: IConstruct, rule: Rule, what: string, todo?: string): void {
    this.all.push({ at, rule, what, todo });
  }

  /** Notes what a check has found: warnings are those of the App. */
  public addAll(at: IConstruct, problems: readonly Problem[]): void {
    this.all.push(...problems.filter(({ rule }) => rule.level === 'error').map(problem => ({ at, ...problem })));
    reportAll(at, problems.filter(({ rule }) => rule.level === 'warning'));
  }

  /** Notes what is doubtful: a warning of the App, which can be acknowledged there. */
  public warn(at: IConstruct, rule: Rule, what: string): void {
    report(at, rule, what);
  }

  /** Throws one error with all of them, if there are any. */
  public throwIfAny(): void {
    if (this.all.length) {
      throw synthesisError(this.all.map(finding => Diagnostics.of(finding.at).describe(finding)), 'Export failed with the following errors:');
    }
  }
}
