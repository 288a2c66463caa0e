import { ApiObject, Lazy } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../../diagnostics/finding';
import { WRONG_TYPE } from '../../props/rules';
import { asText, resolved } from '../../synth/tokens';
import { Json } from '../../util/json';
import { mustBe } from '../../util/values';
import { MetadataValue } from '../metadata/metadata-value';

const PATH = ['spec', 'metadata', 'value'];

/** The metadata of a component that is known only when its tokens are resolved. It must be text then, so numbers and booleans become text. */
export class UnresolvedMetadata {
  /** Values by name and by rendered entry. */
  private readonly byName = new Map<string, unknown>();
  private readonly byEntry = new Map<Json, unknown>();

  constructor(private readonly at: IConstruct) {}

  /** Records a value and its entry, if it may change while it is rendered. */
  public add(name: string, value: MetadataValue, entry: Json): Json {
    const unresolved = value._unresolved(this.at);
    if (unresolved !== undefined) {
      this.byName.set(name, unresolved);
      this.byEntry.set(entry, unresolved);
    }
    return entry;
  }

  /** Entries with values that are resolved while they are rendered. */
  public rendered(entries: Json[]): Json[] {
    return this.byEntry.size ? entries.map(entry => this.byEntry.has(entry)
      ? { ...entry, value: Lazy.any({ produce: () => this.textOf(this.byEntry.get(entry)) }) } : entry) : entries;
  }

  /** The metadata with its resolved values, for checks; undefined if nothing has to be resolved. Read it while rendering. */
  public checked(metadata: { [name: string]: MetadataValue } | undefined): { [name: string]: MetadataValue } | undefined {
    return this.byName.size ? Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) =>
      [name, this.byName.has(name) ? MetadataValue.of(this.textOf(this.byName.get(name)) as string) : value])) : undefined;
  }

  /** Values that are not resolved to text, and what a check finds in the others. */
  public findings(metadata: { [name: string]: MetadataValue }, check: (name: string, value: MetadataValue) => Finding[]): Finding[] {
    return [...this.byName.keys()].flatMap(name => {
      const wrong = metadata[name]._wrong();
      return wrong ? [{ at: this.at, rule: WRONG_TYPE, what: mustBe(`metadata.${name}`, wrong, metadata[name]._render(name).value) }] : check(name, metadata[name]);
    });
  }

  private textOf(value: unknown): unknown {
    return asText(resolved(ApiObject.of(this.at), PATH, value));
  }
}
