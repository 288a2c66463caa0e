import { SizeRoundingBehavior } from 'cdk8s';
import { costsOf, millisOf } from './costs';
import { costsTable } from './costs-table';
import { mermaid } from './mermaid';
import { pictureOf } from './picture';
import { TopologyExportProps } from './props';
import { svg } from './svg';
import { error } from '../../diagnostics/rule';
import { aNumber, aSize, aString } from '../../props/checks';
import { Schema } from '../../props/schema';
import { mustBe, quantity } from '../../util/values';
import { ExportContext } from '../files/context';
import { ExportedFile, IExporter } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

const INVALID_COST_ASSUMPTION = error('DAPR8130', {
  title: 'invalid cost assumption',
  why: 'The costs of the data planes cannot be calculated',
  todo: 'set at least one node, a whole number of replicas and a Kubernetes quantity',
  source: 'cdk8s-dapr docs/picture.md',
});

const PROPS: Schema<TopologyExportProps> = {
  title: aString,
  nodes: aNumber,
  replicas: aNumber,
  sidecarCpuRequest: aString,
  sidecarMemoryRequest: aSize,
};

/**
 * Exports the topology itself: `topology.json` for programs, `topology.mmd` (Mermaid) and `topology.svg` for readers,
 * and `costs.md`, which compares the costs of the chosen data planes with those of the other models.
 *
 * The same App gives byte-identical files, and everything is sorted by name. The SVG loads no external resources.
 * @example ExportedFiles.write(app, 'picture', new TopologyExporter({ title: 'Shop' }).export(DaprTopology.of(app)));
 */
export class TopologyExporter implements IExporter {
  constructor(private readonly props?: TopologyExportProps) {}

  /** Returns the files. Throws one error that lists invalid cost assumptions (DAPR8130) and props of a wrong type (DAPR3017). */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export<TopologyExportProps>(topology, this.props, PROPS, ({ topology: part, props, findings }) => {
      const { title, nodes = 3, replicas, sidecarCpuRequest: cpu = '0', sidecarMemoryRequest: memory } = props;
      checkAssumptions(props, what => findings.add(topology.scope, INVALID_COST_ASSUMPTION, what));
      findings.throwIfAny();
      const picture = pictureOf(part, title ?? (part.scope.node.id || 'Dapr topology'));
      const sidecar = { cpuMillis: millisOf(cpu), memoryMebibytes: memory?.toMebibytes({ rounding: SizeRoundingBehavior.NONE }) ?? 0 };
      const costs = costsOf(picture, part, { nodes, replicas, sidecar });
      return [
        { path: 'topology.json', content: `${JSON.stringify({ ...picture, costs }, null, 2)}\n` },
        { path: 'topology.mmd', content: mermaid(picture) },
        { path: 'topology.svg', content: svg(picture, costs) },
        { path: 'costs.md', content: costsTable(picture, costs) },
      ];
    });
  }
}

function checkAssumptions({ nodes = 3, replicas, sidecarCpuRequest = '0' }: TopologyExportProps, refuse: (what: string) => void): void {
  if (!(Number.isSafeInteger(nodes) && nodes >= 1)) {
    refuse(mustBe('nodes', 'a whole number of at least 1', nodes));
  }
  if (replicas !== undefined && !(Number.isSafeInteger(replicas) && replicas >= 0)) {
    refuse(mustBe('replicas', 'a whole number of at least 0', replicas));
  }
  const expected = quantity(sidecarCpuRequest);
  if (expected) {
    refuse(mustBe('sidecarCpuRequest', expected, sidecarCpuRequest));
  }
}
