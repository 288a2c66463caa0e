import { DaprTopology } from './topology';

/** One file of an export. */
export interface ExportedFile {
  /** Where it belongs, relative to the folder of the export, with slashes. */
  readonly path: string;
  /** What is in it. */
  readonly content: string;
}

/**
 * Makes files of a topology for a target that is not Kubernetes. `ExportedFiles.write` writes what it returns.
 */
export interface IExporter {
  /** The files. Throws where the target cannot have what the topology holds. */
  export(topology: DaprTopology): ExportedFile[];
}
