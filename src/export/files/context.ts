import { ClusterAddresses } from './cluster-addresses';
import { Findings } from './findings';
import { checkPodShape } from './pod-shape';
import { Variables } from './variables';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { checkArgument } from '../../props/argument';
import { Check, Schema, validProps } from '../../props/schema';
import { ExportedFile } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

/** The prop of exporters that maps cluster addresses. */
interface WithAddresses {
  readonly addresses?: { readonly [clusterAddress: string]: string };
}

const aTopology: Check = value => DaprTopology._is(value) ? undefined : 'a DaprTopology';

/** State of one export: topology, props and findings. */
export class ExportContext<Props extends WithAddresses = WithAddresses> {
  /** Creates the files of an export; of several clusters, each in a folder with the name of the cluster. Throws one error with all findings. */
  public static export<T extends object>(
    topology: DaprTopology, props: T | undefined, schema: Schema<T>, files: (context: ExportContext<T>) => ExportedFile[],
  ): ExportedFile[] {
    checkArgument('topology', aTopology, topology, 'pass DaprTopology.of(app)');
    const findings = new Findings();
    const validated = validProps(topology.scope, props, schema, problems => findings.addAll(topology.scope, problems));
    if (topology.apps.filter(app => checkPodShape(app, findings)).length) {
      findings.throwIfAny();
    }
    const parts = topology._byCluster();
    const exported = parts.flatMap(part => files(new ExportContext(part, topology, validated, findings))
      .map(file => parts.length > 1 && part.cluster !== undefined ? { ...file, path: `${part.cluster}/${file.path}` } : file));
    findings.throwIfAny();
    Diagnostics.of(topology.scope).printLate();
    return exported;
  }

  /** Replaces cluster addresses. */
  public readonly addresses: ClusterAddresses;
  /** Variables that are set on the target. */
  public readonly variables: Variables;

  private constructor(
    public readonly topology: DaprTopology,
    /** The topology of all clusters, to which the props apply. */
    public readonly whole: DaprTopology,
    public readonly props: Props,
    public readonly findings: Findings,
  ) {
    this.addresses = new ClusterAddresses(topology, props.addresses ?? {}, findings);
    this.variables = new Variables(findings);
  }
}
