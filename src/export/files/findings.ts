import { IConstruct } from 'constructs';
import { Code } from '../../diagnostics/codes';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding, problemToFinding } from '../../diagnostics/finding';
import { synthesisError } from '../../diagnostics/synthesis-error';
import { Shape, wellFormed } from '../../props/shape';
import { describe } from '../../util/values';
import { DaprTopology } from '../topology/topology';

/** What is wrong with an export, collected so that one run tells all. */
export class Findings {
  private readonly all: Finding[] = [];

  /** Notes a problem. */
  public add(at: IConstruct, code: Code, what: string, todo?: string): void {
    this.all.push({ at, code, what, todo });
  }

  /** Notes what is doubtful: a warning of the App, which can be acknowledged there. */
  public warn(at: IConstruct, code: Code, what: string): void {
    Diagnostics.of(at).report(at, code, what);
  }

  /** The props that are of their type. */
  public wellFormed<T extends object>(topology: DaprTopology, props: T | undefined, shape: Shape<T>): T {
    if (!DaprTopology._is(topology)) {
      throw synthesisError([problemToFinding({
        code: 'DAPR3017', what: `topology must be a DaprTopology; got ${describe(topology)}`, todo: 'give DaprTopology.of(app)',
      }, 'App')]);
    }
    return wellFormed(topology._at, props, shape, (code, what, todo) => this.add(topology._at, code, what, todo));
  }

  /** Throws one error with all of them, if there are any. */
  public throwIfAny(): void {
    if (this.all.length) {
      throw synthesisError(this.all.map(finding => Diagnostics.of(finding.at).describe(finding)), 'Export failed with the following errors:');
    }
  }
}
