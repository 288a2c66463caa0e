import { settingProblems } from './checks';
import { configurationSpec, pathsIn } from './render';
import { ConfigurationSettings } from './shared-settings';
import { CONFIGURATION_SETTINGS } from './table';
import { Problem } from '../../diagnostics/finding';
import { ConfigurationDefaults } from '../../platform/configuration-defaults';
import { validProps } from '../../props/schema';
import { Json } from '../../util/json';

/** The settings behind `ConfigurationDefaults`. */
export class SettingDefaults extends ConfigurationDefaults {
  public readonly settingNames: string[];
  private readonly settings: ConfigurationSettings;
  private readonly mismatches: Problem[] = [];

  constructor(given: ConfigurationSettings | undefined) {
    super();
    this.settings = validProps(undefined as never, given, CONFIGURATION_SETTINGS, problems => this.mismatches.push(...problems));
    this.settingNames = Object.keys(this.settings).sort();
  }

  /** @internal */
  public _over(outer: ConfigurationDefaults): ConfigurationDefaults {
    return new SettingDefaults({ ...(outer as SettingDefaults).settings, ...this.settings });
  }

  /** @internal */
  public _problems(daprVersion: string): Problem[] {
    return [...this.mismatches, ...settingProblems(this.settings, daprVersion)];
  }

  /** @internal */
  public _spec(daprVersion: string): Json {
    return configurationSpec(this.settings, daprVersion);
  }

  /** @internal */
  public _paths(daprVersion: string): string[] {
    return pathsIn(this._spec(daprVersion));
  }
}
