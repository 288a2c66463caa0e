import { KnownComponent } from './catalog';
import { GroupOfMetadata } from './group-of-metadata';
import type { MetadataValue } from './metadata-value';
import { problemToFinding } from '../../diagnostics/finding';
import { synthesisError } from '../../diagnostics/synthesis-error';
import { brand, hasBrand } from '../../util/brand';

/**
 * Metadata fields that belong together, such as those of an authentication profile.
 * @example new DaprComponent(chart, 'events', { type: 'pubsub.in-memory', metadata: TopicScopes.of({ protectedTopics: ['paid'] }).toMetadata() });
 */
export abstract class MetadataGroup {
  /** @internal */
  public static _is(value: unknown): value is MetadataGroup {
    return hasBrand(value, 'MetadataGroup');
  }

  /** The metadata fields by Dapr's names, for `metadata` of a `DaprComponent`. Throws if an option is invalid. */
  public toMetadata(): { [name: string]: MetadataValue } {
    const { metadata, findings } = this._read();
    if (findings.length) {
      throw synthesisError(findings.map(finding => problemToFinding(finding, this.constructor.name)));
    }
    return metadata;
  }

  /**
   * The metadata for one component type, with its problems.
   * @internal
   */
  public _forComponent(_known: KnownComponent): GroupOfMetadata {
    return this._read();
  }

  /** @internal */
  protected abstract _read(): GroupOfMetadata;
}
brand(MetadataGroup.prototype, 'MetadataGroup');
