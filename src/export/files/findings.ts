import { IConstruct } from 'constructs';
import { Code } from '../../diagnostics/codes';
import { Diagnostics, Finding } from '../../diagnostics/diagnostics';
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
    if (!(topology instanceof DaprTopology)) {
      throw new Error(`DAPR3017: topology ${describe(topology)} is no DaprTopology. Give that of DaprTopology.of(app).`);
    }
    return wellFormed(topology._at, props, shape, (code, what, todo) => this.add(topology._at, code, what, todo));
  }

  /** Throws one error with all of them, if there are any. */
  public throwIfAny(): void {
    if (this.all.length) {
      const lines = [...new Set(this.all.map(finding => Diagnostics.message(finding)))];
      throw new Error(`Export failed with the following errors:\n  ${lines.join('\n  ')}`);
    }
  }
}
