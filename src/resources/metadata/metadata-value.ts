import { IConstruct } from 'constructs';
import { hasResolvers, mayBeToken } from '../../synth/tokens';
import { brand, hasBrand } from '../../util/brand';
import { describe, isGoNumber, text } from '../../util/values';

/**
 * The value of one metadata field of a component: a string, a key of a secret, or an environment variable of daprd.
 * @example new state.PostgreSqlStateStore(chart, 'store', { metadata: { connectionString: MetadataValue.fromSecret('postgres', 'connection-string') } });
 */
export class MetadataValue {
  /** @internal */
  public static _is(value: unknown): value is MetadataValue {
    return hasBrand(value, 'MetadataValue');
  }

  /** A plain string, written to the manifest; not for secrets. */
  public static of(value: string): MetadataValue {
    return new MetadataValue({ value });
  }

  /** A number, rendered as a string. */
  public static ofNumber(value: number): MetadataValue {
    return new MetadataValue({ value: Number.isFinite(value) ? String(value) : value as unknown as string }, value);
  }

  /** A boolean, rendered as a string. */
  public static ofBoolean(value: boolean): MetadataValue {
    return new MetadataValue({ value: typeof value === 'boolean' ? String(value) : value }, value);
  }

  /**
   * A key of a secret: in a Kubernetes Secret of the component's namespace, or in the component's `secretStore`.
   *
   * Dapr's operator reads Kubernetes Secrets: neither the app nor daprd needs permission to read them.
   *
   * @param name name of the secret
   * @param key key within the secret; defaults to the name of the secret
   */
  public static fromSecret(name: string, key?: string): MetadataValue {
    return new MetadataValue({ secretKeyRef: { name, key: key ?? name } });
  }

  /**
   * An environment variable of daprd; set it in `env` or `envFromSecret` of the data plane.
   *
   * @param name name of the variable; names that start with `DAPR_`, and `APP_API_TOKEN`, are refused
   */
  public static fromEnv(name: string): MetadataValue {
    return new MetadataValue({ envRef: name });
  }

  /**
   * Keeps a value of the wrong type, so that the component refuses it (DAPR3017).
   *
   * @param given the value before it became a string
   */
  private constructor(
    private readonly entry: { value?: string; envRef?: string; secretKeyRef?: { name: string; key: string } },
    private readonly given: unknown = entry.value,
  ) {}

  /** Whether the value comes from a secret or an environment variable of daprd, and is not in the manifest. */
  public get isReference(): boolean {
    return this.entry.value === undefined;
  }

  /**
   * What the value must be; undefined if it is valid. An invalid value must not be rendered.
   * @internal
   */
  public _wrong(): string | undefined {
    const { value, envRef, secretKeyRef } = this.entry;
    const parts: unknown[] = [value, envRef, secretKeyRef?.name, secretKeyRef?.key].filter(part => part !== undefined);
    if (secretKeyRef && (secretKeyRef.name === undefined || secretKeyRef.key === undefined)) {
      return `the name and the key of a Secret; got name ${describe(secretKeyRef.name)} and key ${describe(secretKeyRef.key)}`;
    }
    // A string may have several lines, but must not be one that cdk8s writes as a number.
    if (value === undefined && parts.includes('')) {
      return 'a reference with non-empty names';
    }
    return parts.length ? parts.filter(part => typeof part !== 'string' || isGoNumber(part)).map(text)[0] : `${'envRef' in this.entry ? 'the name of a variable' : 'a string'}; got undefined`;
  }

  /**
   * The value to resolve while rendering, if it may change: a token, or any value if the App has resolvers.
   * @internal
   */
  public _unresolved(at: IConstruct): unknown {
    return this.given !== undefined && (mayBeToken(at, this.given) || (hasResolvers(at) && this._wrong() === undefined)) ? this.given : undefined;
  }

  /**
   * The entry of `spec.metadata` with this name.
   * @internal
   */
  public _render(name: string): { [field: string]: any } {
    return { name, ...this.entry };
  }
}
brand(MetadataValue.prototype, 'MetadataValue');
