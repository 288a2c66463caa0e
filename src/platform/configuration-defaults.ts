import { Problem } from '../diagnostics/finding';
import { brand, hasBrand } from '../util/brand';
import { Json } from '../util/json';

/**
 * Settings that the Configurations of all daprds of a platform have unless a Configuration of the app sets them. Create it with
 * `DaprConfiguration.defaults`, and pass it to `DaprPlatform.set`.
 *
 * @example DaprPlatform.set(app, { configurationDefaults: DaprConfiguration.defaults({ tracingSamplingRate: 0.05 }) });
 */
export abstract class ConfigurationDefaults {
  /** @internal */
  public static _is(value: unknown): value is ConfigurationDefaults {
    return hasBrand(value, 'ConfigurationDefaults');
  }

  /** Names of the settings, sorted. */
  public abstract readonly settingNames: string[];

  /**
   * These settings, and those of an outer scope that they do not contain.
   * @internal
   */
  public abstract _over(outer: ConfigurationDefaults): ConfigurationDefaults;

  /**
   * Problems of the settings for a version of Dapr.
   * @internal
   */
  public abstract _problems(daprVersion: string): Problem[];

  /**
   * The settings as the spec of a Configuration.
   * @internal
   */
  public abstract _spec(daprVersion: string): Json;

  /**
   * Their paths in the spec.
   * @internal
   */
  public abstract _paths(daprVersion: string): string[];
}
brand(ConfigurationDefaults.prototype, 'ConfigurationDefaults');
