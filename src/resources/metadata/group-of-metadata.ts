import type { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';

/** Metadata fields that belong together, and their problems. */
export interface GroupOfMetadata {
  readonly metadata: { [name: string]: MetadataValue };
  readonly findings: Problem[];
  /** App IDs that the metadata contains. */
  readonly appIds?: string[];
}
