import { Findings, NAME_TAKEN_IN_EXPORT } from './findings';
import { ExportedFile } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

/** Two files of one path are a finding: names of apps and of what the export adds may meet. */
export function refuseSameFiles(topology: DaprTopology, files: ExportedFile[], findings: Findings): void {
  files.filter(({ path }, i) => !path.startsWith('resources/') && files.findIndex(other => other.path === path) !== i)
    .forEach(({ path }) => findings.add(topology.scope, NAME_TAKEN_IN_EXPORT, `two apps, or an app and a part of Dapr, make the file '${path}'`));
}
