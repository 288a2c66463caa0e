import { DaprTopology } from './topology';

/** One file of an export. */
export interface ExportedFile {
  /** Path relative to the folder of the export, with slashes. */
  readonly path: string;
  /** Content of the file. */
  readonly content: string;
}

/**
 * Exports a topology to a target other than Kubernetes. Write the files with `ExportedFiles.write`.
 */
export interface IExporter {
  /** Returns the files. Throws if the target does not support the topology. */
  export(topology: DaprTopology): ExportedFile[];
}
