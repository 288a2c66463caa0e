import { KnownComponent } from './catalog';
import { GroupOfMetadata, MetadataGroup } from './metadata-group';
import { MetadataValue } from './metadata-value';
import { metadataValue } from './plain-value';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { describe } from '../../util/values';

export const UNSUPPORTED_AUTHENTICATION = error('DAPR3214', {
  title: 'authentication that the component cannot have',
  why: 'daprd signs in another way than was asked for, or exits',
  todo: 'give authentication or its single fields, of one profile only',
  source: 'dapr/components-contrib 1.18.4',
});

/** Fields by Dapr's names, as they were given. */
export interface GivenFields {
  readonly [name: string]: unknown;
}

/**
 * One way to sign in: fields that belong together.
 * @internal
 */
export abstract class Authentication extends MetadataGroup {
  /** @internal */
  public readonly _given: GivenFields;
  /** @internal */
  public readonly _needed: string[];

  /** @param needed names of the fields without which it does not work */
  protected constructor(private readonly title: string, given: GivenFields, needed: string[]) {
    super();
    this._given = given;
    this._needed = needed;
  }

  /** @internal */
  public _forComponent(known: KnownComponent): GroupOfMetadata {
    const { metadata, findings } = this._read();
    const strange = Object.keys(metadata).filter(name => !known.byName.has(name.toLowerCase()));
    return {
      metadata,
      findings: strange.length ? [...findings, {
        rule: UNSUPPORTED_AUTHENTICATION, what: `authentication ${this.title} gives ${strange.join(', ')}, which ${known.type} does not read`, todo: 'choose another authentication',
      }] : findings,
    };
  }

  /** @internal */
  protected _read(): GroupOfMetadata {
    const metadata: { [name: string]: MetadataValue } = {};
    const findings: Problem[] = [];
    for (const [name, value] of Object.entries(this._given)) {
      const entry = metadataValue(value);
      if (entry) {
        metadata[name] = entry;
      } else if (value !== undefined && value !== null) {
        findings.push({ rule: UNSUPPORTED_AUTHENTICATION, what: `authentication ${this.title}: ${name} ${describe(value)} is no value`, todo: 'give a text or a MetadataValue' });
      }
    }
    for (const name of this._needed.filter(one => !metadata[one] || metadata[one]._render(one).value === '')) {
      findings.push({ rule: UNSUPPORTED_AUTHENTICATION, what: `authentication ${this.title} without ${name}`, todo: `give ${name}` });
    }
    return { metadata, findings };
  }
}
