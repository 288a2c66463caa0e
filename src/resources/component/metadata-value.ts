import { brand, hasBrand } from '../../util/brand';
import { describe, isGoNumber, text } from '../../util/values';

/**
 * The value of one metadata field of a component: a text, a key of a secret, or an environment variable of daprd.
 */
export class MetadataValue {
  /** @internal */
  public static _is(value: unknown): value is MetadataValue {
    return hasBrand(value, 'MetadataValue');
  }

  /** A text that stands in the manifest, never a secret. */
  public static of(value: string): MetadataValue {
    return new MetadataValue({ value });
  }

  /** A number; Dapr reads it from text. */
  public static ofNumber(value: number): MetadataValue {
    return new MetadataValue({ value: Number.isFinite(value) ? String(value) : value as unknown as string });
  }

  /** True or false; Dapr reads it from text. */
  public static ofBoolean(value: boolean): MetadataValue {
    return new MetadataValue({ value: typeof value === 'boolean' ? String(value) : value });
  }

  /**
   * A key of a secret: of a Kubernetes Secret in the component's namespace, or of the component's `secretStore`.
   *
   * Dapr's operator reads it: neither the app nor daprd needs a right to.
   *
   * @param name name of the secret
   * @param key key in it; without one, the name of the secret
   */
  public static fromSecret(name: string, key?: string): MetadataValue {
    return new MetadataValue({ secretKeyRef: { name, key: key ?? name } });
  }

  /**
   * An environment variable of daprd; it must be among the `env` or `envFromSecret` of the data plane.
   *
   * @param name name of the variable; `DAPR_` names and `APP_API_TOKEN` cannot be read
   */
  public static fromEnv(name: string): MetadataValue {
    return new MetadataValue({ envRef: name });
  }

  /** What is of another type stays as it is, for whoever takes it to refuse (DAPR3017). */
  private constructor(private readonly entry: { value?: string; envRef?: string; secretKeyRef?: { name: string; key: string } }) {}

  /**
   * What is no text, or ends as none; it must not be rendered.
   * @internal
   */
  public _wrong(): string | undefined {
    const { value, envRef, secretKeyRef } = this.entry;
    const parts: unknown[] = [value, envRef, secretKeyRef?.name, secretKeyRef?.key].filter(part => part !== undefined);
    // A text may have lines; what cdk8s writes as another value is none.
    if (value === undefined && parts.includes('')) {
      return 'a reference without a name';
    }
    return parts.length ? parts.filter(part => typeof part !== 'string' || isGoNumber(part)).map(text)[0] : `${describe(undefined)} is no string`;
  }

  /**
   * The entry of `spec.metadata` of this name.
   * @internal
   */
  public _render(name: string): { [field: string]: any } {
    return { name, ...this.entry };
  }
}
brand(MetadataValue.prototype, 'MetadataValue');
