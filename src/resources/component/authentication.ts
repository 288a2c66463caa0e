import { KnownComponent } from './catalog';
import { GroupOfMetadata } from './group-of-metadata';
import { MetadataGroup } from './metadata-group';
import { MetadataValue } from './metadata-value';
import { metadataValue } from './plain-value';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { absent, asProblem, unknownProp } from '../../props/schema';
import { entryOf, mapValues } from '../../util/json';
import { mustBe } from '../../util/values';

export const UNSUPPORTED_AUTHENTICATION = error('DAPR3214', {
  title: 'authentication that the component cannot have',
  why: 'daprd signs in another way than was asked for, or exits',
  todo: 'give authentication or its single fields, of one profile only',
  source: 'dapr/components-contrib 1.18.4',
});

/** One way to sign in: which field of the metadata each option sets, and without which options it does not work. */
export interface AuthenticationProfile {
  readonly name: string;
  readonly fields: { readonly [option: string]: string };
  readonly needed: readonly string[];
  /** Fields that it sets itself. */
  readonly fixed?: { readonly [field: string]: string | boolean };
}

/**
 * One way to sign in: fields that belong together.
 * @internal
 */
export abstract class Authentication extends MetadataGroup {
  /** @internal */
  public readonly _profile: AuthenticationProfile;
  /** @internal */
  public readonly _options: { readonly [option: string]: unknown };

  /** @param invalid what is wrong with what was given instead of options */
  protected constructor(profile: AuthenticationProfile, options: object | undefined, private readonly invalid: Problem[] = []) {
    super();
    this._profile = profile;
    this._options = { ...options };
  }

  /** @internal */
  public _forComponent(known: KnownComponent): GroupOfMetadata {
    const { metadata, findings } = this._read();
    const strange = Object.keys(metadata).filter(name => !known.byName.has(name.toLowerCase()));
    return {
      metadata,
      findings: strange.length
        ? [...findings, unsupported(`authentication ${this._profile.name} gives ${strange.join(', ')}, which ${known.type} does not read`, 'choose another authentication')] : findings,
    };
  }

  /** @internal */
  protected _read(): GroupOfMetadata {
    const { fields, needed, fixed = {} } = this._profile;
    const metadata: { [name: string]: MetadataValue } = mapValues({ ...fixed }, value => metadataValue(value)!);
    const findings: Problem[] = [...this.invalid];
    for (const [option, value] of Object.entries(this._options).filter(([, each]) => !absent(each))) {
      const field = entryOf(fields, option);
      const entry = metadataValue(Array.isArray(value) ? value.join(',') : value);
      if (field === undefined) {
        findings.push(asProblem(unknownProp(`authentication.${option}`, option, Object.keys(fields))));
      } else if (entry) {
        metadata[field] = entry;
      } else {
        findings.push(unsupported(mustBe(`authentication.${option}`, 'a string or a MetadataValue', value)));
      }
    }
    const isThere = (option: string): boolean => {
      const entry = metadata[fields[option]];
      return entry !== undefined && entry._render(option).value !== '';
    };
    needed.filter(option => !isThere(option)).forEach(option => findings.push(unsupported(`authentication.${option} must be given`, `give ${option}`)));
    return { metadata, findings };
  }
}

/** A problem of an authentication. */
export const unsupported = (what: string, todo?: string): Problem => ({ rule: UNSUPPORTED_AUTHENTICATION, what, todo });
