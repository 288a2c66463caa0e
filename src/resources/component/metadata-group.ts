import { KnownComponent } from './catalog';
import type { MetadataValue } from './metadata-value';
import { Code } from '../../diagnostics/codes';

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
  public toMetadata(): { [name: string]: MetadataValue } {
    const { metadata, findings } = this._read();
    if (findings.length) {
      throw new Error(findings.map(({ code, what }) => `${code}: ${what}`).join('\n'));
    }
    return metadata;
  }

  /**
   * The same for one component, with what is wrong.
   * @internal
   */
  public _forComponent(_known: KnownComponent): GroupOfMetadata {
    return this._read();
  }

  /** @internal */
  protected abstract _read(): GroupOfMetadata;
}
