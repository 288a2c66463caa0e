import { KnownComponent } from './component-catalog';
import type { MetadataValue } from './metadata-value';
import { Code } from '../private/codes';

/**
 * Metadata that belongs together, and what is wrong with it.
 * @internal
 */
export interface GroupOfMetadata {
  readonly metadata: { [name: string]: MetadataValue };
  readonly findings: { code: Code; what: string; todo?: string }[];
  /** Apps that it names. */
  readonly appIds?: string[];
}

/** Metadata that belongs together, such as all that one way to sign in needs. */
export abstract class MetadataGroup {
  /** The metadata by Dapr's names, for the `metadata` of a `DaprComponent`. */
  public abstract toMetadata(): { [name: string]: MetadataValue };

  /**
   * The same for one component, with what is wrong.
   * @internal
   */
  public abstract _forComponent(known: KnownComponent): GroupOfMetadata;
}
