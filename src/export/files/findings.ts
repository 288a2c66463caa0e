import { IConstruct } from 'constructs';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding, Problem } from '../../diagnostics/finding';
import { Rule, error } from '../../diagnostics/rule';
import { synthesisError } from '../../diagnostics/synthesis-error';

export const UNSUPPORTED_BY_TARGET = error('DAPR8102', {
  title: 'not supported by the export target',
  why: 'The target would ignore it or reject the deployment',
  todo: 'remove it from this export, or choose another target',
  source: 'cdk8s-dapr docs/models.md',
});
export const NEEDED_BY_TARGET = error('DAPR8103', {
  title: 'information missing for the export target',
  why: 'The exported apps cannot run',
  todo: 'set the prop that the message names',
  source: 'cdk8s-dapr',
});
export const NAME_TAKEN_IN_EXPORT = error('DAPR8104', {
  title: 'duplicate name in an export',
  why: 'One would overwrite the other, because there are no namespaces outside Kubernetes',
  todo: 'rename one of them, or export them separately with DaprTopology.of(chart)',
  source: 'dapr/dapr pkg/internal/loader/disk',
});
export const PORT_TAKEN_ON_MACHINE = error('DAPR8105', {
  title: 'port conflict on a machine',
  why: 'The program that starts second cannot bind the port',
  todo: 'set another port for one of them with the prop ports',
  source: 'cdk8s-dapr',
});

/** Findings of an export, collected so that one run reports all of them. */
export class Findings {
  private readonly all: Finding[] = [];

  /** Adds an error. */
  public add(at: IConstruct, rule: Rule, what: string, todo?: string): void {
    this.all.push({ at, rule, what, todo });
  }

  /** Adds the problems of a check; warnings are reported on the App. */
  public addAll(at: IConstruct, problems: readonly Problem[]): void {
    problems.forEach(problem => this.take({ at, ...problem }));
  }

  /** Reports a warning on the App, where it can be acknowledged. It fails the export where warnings are errors. */
  public warn(at: IConstruct, rule: Rule, what: string, todo?: string): void {
    this.take({ at, rule, what, todo });
  }

  private take(finding: Finding): void {
    if (Diagnostics.of(finding.at).isFatal(finding)) {
      this.all.push(finding);
    } else {
      Diagnostics.of(finding.at).report(finding);
    }
  }

  /** Throws one error with all findings, if there are any. */
  public throwIfAny(): void {
    if (this.all.length) {
      throw synthesisError(this.all.map(finding => Diagnostics.of(finding.at).describe(finding)), 'Export failed with the following errors:');
    }
  }
}

/** A container in a message. A container of Knative needs no name, and a malformed pod may have no container. */
export const shownContainer = ({ name }: { readonly name?: unknown }): string => typeof name === 'string' ? `container '${name}'` : 'the container';
