import type { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';

/** Metadata that belongs together, and the problems found in it. */
export interface GroupOfMetadata {
  readonly metadata: { [name: string]: MetadataValue };
  readonly findings: Problem[];
  /** Apps that it names. */
  readonly appIds?: string[];
}
