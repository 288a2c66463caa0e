import { Findings, NAME_TAKEN_IN_EXPORT } from './findings';
import { ExportedFile } from '../topology/exporter';
import { DaprTopology } from '../topology/topology';

/** Reports files with the same path: the name of an app may be that of a Dapr program in the export. */
export function refuseDuplicateFiles(topology: DaprTopology, files: ExportedFile[], findings: Findings): void {
  files.filter(({ path }, i) => !path.startsWith('resources/') && files.findIndex(other => other.path === path) !== i)
    .forEach(({ path }) => findings.add(topology.scope, NAME_TAKEN_IN_EXPORT, `two apps, or an app and a Dapr program, create the file '${path}'`));
}
