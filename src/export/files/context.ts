import { ClusterAddresses } from './cluster-addresses';
import { Findings } from './findings';
import { Variables } from './variables';
import { problemToFinding } from '../../diagnostics/finding';
import { synthesisError } from '../../diagnostics/synthesis-error';
import { WRONG_TYPE } from '../../props/rules';
import { Schema, validProps } from '../../props/schema';
import { describe } from '../../util/values';
import { ExportedFile } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

/** What exporters let users say of addresses of the cluster. */
interface WithAddresses {
  readonly addresses?: { readonly [clusterAddress: string]: string };
}

/** What all parts of one export share: what is exported, with which props, and what is found on the way. */
export class ExportContext<Props extends WithAddresses = WithAddresses> {
  /** Makes the files of an export. Throws one error with everything that is wrong with it. */
  public static export<T extends object>(
    topology: DaprTopology, props: T | undefined, schema: Schema<T>, files: (context: ExportContext<T>) => ExportedFile[],
  ): ExportedFile[] {
    if (!DaprTopology._is(topology)) {
      throw synthesisError([problemToFinding({
        rule: WRONG_TYPE, what: `topology must be a DaprTopology; got ${describe(topology)}`, todo: 'give DaprTopology.of(app)',
      }, 'App')]);
    }
    const findings = new Findings();
    const known = validProps(topology.scope, props, schema, problems => findings.addAll(topology.scope, problems));
    const made = files(new ExportContext(topology, known, findings));
    findings.throwIfAny();
    return made;
  }

  /** Translates addresses of the cluster. */
  public readonly addresses: ClusterAddresses;
  /** The variables that somebody fills in on the target. */
  public readonly variables: Variables;

  private constructor(public readonly topology: DaprTopology, public readonly props: Props, public readonly findings: Findings) {
    this.addresses = new ClusterAddresses(topology.scope, props.addresses ?? {}, findings);
    this.variables = new Variables(findings);
  }
}
