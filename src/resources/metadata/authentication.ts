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
  title: 'unsupported authentication',
  why: 'daprd does not authenticate as configured, or exits',
  todo: 'set either authentication, or the metadata fields of one profile',
  source: 'dapr/components-contrib 1.18.4',
});

/** An authentication profile: the metadata field that each option sets, and the required options. */
export interface AuthenticationProfile {
  readonly name: string;
  readonly fields: { readonly [option: string]: string };
  readonly required: readonly string[];
  /** Fields with a fixed value. */
  readonly fixed?: { readonly [field: string]: string | boolean };
}

/**
 * An authentication profile with its options: metadata fields that belong together.
 * @internal
 */
export abstract class Authentication extends MetadataGroup {
  /** @internal */
  public readonly _profile: AuthenticationProfile;
  /** @internal */
  public readonly _options: { readonly [option: string]: unknown };

  /** @param invalid problems of a value passed instead of options */
  protected constructor(profile: AuthenticationProfile, options: object | undefined, private readonly invalid: Problem[] = []) {
    super();
    this._profile = profile;
    this._options = { ...options };
  }

  /** @internal */
  public _forComponent(known: KnownComponent): GroupOfMetadata {
    const { metadata, findings } = this._read();
    const unknown = Object.keys(metadata).filter(name => !known.byName.has(name.toLowerCase()));
    return {
      metadata,
      findings: unknown.length
        ? [...findings, unsupported(`authentication ${this._profile.name} sets ${unknown.join(', ')}, which ${known.type} does not read`, 'use another authentication profile')] : findings,
    };
  }

  /** @internal */
  protected _read(): GroupOfMetadata {
    const { fields, required, fixed = {} } = this._profile;
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
    const isSet = (option: string): boolean => {
      const entry = metadata[fields[option]];
      return entry !== undefined && entry._render(option).value !== '';
    };
    required.filter(option => !isSet(option)).forEach(option => findings.push(unsupported(`authentication.${option} must be set`, `set ${option}`)));
    return { metadata, findings };
  }
}

/** A problem of an authentication profile. */
export const unsupported = (what: string, todo?: string): Problem => ({ rule: UNSUPPORTED_AUTHENTICATION, what, todo });
