import { SizeRoundingBehavior } from 'cdk8s';
import { costsOf, millisOf } from './costs';
import { costsTable } from './costs-table';
import { mermaid } from './mermaid';
import { pictureOf } from './picture';
import { TopologyExportProps } from './props';
import { Autoscalers } from './scale';
import { svg } from './svg';
import { error } from '../../diagnostics/rule';
import { aNumber, aSize, aString } from '../../props/checks';
import { Schema } from '../../props/schema';
import { mustBe, quantity } from '../../util/values';
import { ExportContext } from '../files/context';
import { ExportedFile, IExporter } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

const IMPOSSIBLE_FIGURE = error('DAPR8130', {
  title: 'figure that no cluster has',
  why: 'The costs of the data planes could not be counted',
  todo: 'give at least one node, a whole number of replicas and a Kubernetes quantity',
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
 * and `costs.md`, a table of what the chosen data planes cost and what the others would.
 *
 * The same App gives the same files, to the byte, and everything is ordered by its name. The SVG loads nothing from outside.
 */
export class TopologyExporter implements IExporter {
  constructor(private readonly props?: TopologyExportProps) {}

  /** The files. Throws one error with figures that no cluster has (DAPR8130) and props of a wrong type (DAPR3017). */
  public export(topology: DaprTopology): ExportedFile[] {
    return ExportContext.export<TopologyExportProps>(topology, this.props, PROPS, ({ props, findings }) => {
      const { title, nodes = 3, replicas, sidecarCpuRequest: cpu = '0', sidecarMemoryRequest: memory } = props;
      checkFigures(props, what => findings.add(topology.scope, IMPOSSIBLE_FIGURE, what));
      findings.throwIfAny();
      const picture = pictureOf(topology, title ?? (topology.scope.node.id || 'Dapr topology'), new Autoscalers(topology.scope));
      const sidecar = { cpuMillis: millisOf(cpu), memoryMebibytes: memory?.toMebibytes({ rounding: SizeRoundingBehavior.NONE }) ?? 0 };
      const costs = costsOf(picture, topology, { nodes, replicas, sidecar });
      return [
        { path: 'topology.json', content: `${JSON.stringify({ ...picture, costs }, null, 2)}\n` },
        { path: 'topology.mmd', content: mermaid(picture) },
        { path: 'topology.svg', content: svg(picture, costs) },
        { path: 'costs.md', content: costsTable(picture, costs) },
      ];
    });
  }
}

function checkFigures({ nodes = 3, replicas, sidecarCpuRequest = '0' }: TopologyExportProps, refuse: (what: string) => void): void {
  if (!(Number.isSafeInteger(nodes) && nodes >= 1)) {
    refuse(mustBe('nodes', 'a whole number from 1', nodes));
  }
  if (replicas !== undefined && !(Number.isSafeInteger(replicas) && replicas >= 0)) {
    refuse(mustBe('replicas', 'a whole number from 0', replicas));
  }
  const expected = quantity(sidecarCpuRequest);
  if (expected) {
    refuse(mustBe('sidecarCpuRequest', expected, sidecarCpuRequest));
  }
}
