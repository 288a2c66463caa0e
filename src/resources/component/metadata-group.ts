import { KnownComponent } from './catalog';
import { GroupOfMetadata } from './group-of-metadata';
import type { MetadataValue } from './metadata-value';
import { problemToFinding } from '../../diagnostics/finding';
import { synthesisError } from '../../diagnostics/synthesis-error';
import { brand, hasBrand } from '../../util/brand';

/** Metadata that belongs together, such as all that one way to sign in needs. */
export abstract class MetadataGroup {
  /** @internal */
  public static _is(value: unknown): value is MetadataGroup {
    return hasBrand(value, 'MetadataGroup');
  }

  /** The metadata by Dapr's names, for the `metadata` of a `DaprComponent`. */
  public toMetadata(): { [name: string]: MetadataValue } {
    const { metadata, findings } = this._read();
    if (findings.length) {
      throw synthesisError(findings.map(finding => problemToFinding(finding, this.constructor.name)));
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
brand(MetadataGroup.prototype, 'MetadataGroup');
