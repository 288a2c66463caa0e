import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprConfigurationProps } from './props';
import { configurationSpec, impliedValues } from './render';
import { SettingDefaults } from './setting-defaults';
import { ConfigurationSettings } from './shared-settings';
import { CONFIGURATION, INVALID_CONFIGURATION_SETTING } from './table';
import { IDaprApp, IDaprConfiguration } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { registerConfiguration } from '../../facts/configurations';
import { definitionOf } from '../../facts/definitions';
import { EdgeKind, Edges, guardDaprApp } from '../../facts/edges';
import { ConfigurationDefaults } from '../../platform/configuration-defaults';
import { DaprPlatform } from '../../platform/dapr-platform';
import { validProps } from '../../props/schema';
import { DaprResource, ExistingResource } from '../resource';
import { checkConfiguration, checkTrustDomains } from './checks';
import { report } from '../../diagnostics/report';

/**
 * A Dapr Configuration: settings that daprd reads at start.
 *
 * The sidecar of an app refers to it. Several Configurations of one app are merged into a separate one for that app. A
 * shared daprd always merges them into its own Configuration, in which HotReload is off. Conflicting settings are an
 * error (DAPR5001).
 * @example new DaprConfiguration(chart, 'tracing', { apps: [orders], otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, isSecure: false } });
 */
export class DaprConfiguration extends DaprResource implements IDaprConfiguration {
  /** References an existing Configuration by name. A shared daprd uses it unchanged, with a warning (DAPR5002). */
  public static fromConfigurationName(scope: Construct, id: string, configurationName: string): IDaprConfiguration {
    return new ExistingConfiguration(scope, id, configurationName);
  }

  /**
   * Settings that the Configurations of all daprds of a platform have unless a Configuration of the app sets them, for `configurationDefaults` of
   * `DaprPlatform`. It emits no object of its own. Invalid settings are reported at the scope of the platform.
   */
  public static defaults(settings: ConfigurationSettings): ConfigurationDefaults {
    return new SettingDefaults(settings);
  }

  public readonly configurationName: string;
  /** Trust domain of the apps that use it, if set. */
  public readonly trustDomain?: string;

  constructor(scope: Construct, id: string, props: DaprConfigurationProps = {}) {
    super(scope, id, 'Configuration', props?.configurationName, props?.namespace);
    props = validProps(this, props, CONFIGURATION);
    this.configurationName = this.resourceName;
    this.trustDomain = props.accessControlTrustDomain;
    [...props.httpPipeline ?? [], ...props.appHttpPipeline ?? []].forEach(({ component }) => this._alsoLoad(component));
    const spec = configurationSpec(props, DaprPlatform.of(this).daprVersion);
    registerConfiguration(this, {
      settings: () => JSON.parse(definitionOf(this)).spec ?? {}, implied: impliedValues(spec, props), trustDomain: this.trustDomain,
    });
    new ApiObject(this, 'Resource', { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: this._metadata(), spec });
    checkConfiguration(this, this.resourceName, props);
    Diagnostics.of(this).check(() => checkTrustDomains(this, props));
    if (!Object.keys(spec).length) {
      report(this, INVALID_CONFIGURATION_SETTING, 'the Configuration must contain at least one setting', 'add a setting, or remove the Configuration');
    }
    (props.apps ?? []).forEach(app => this.addApp(app));
  }

  /** Applies the Configuration to the daprd of an app. */
  public addApp(app: IDaprApp): void {
    if (guardDaprApp(this, 'apps', app)) {
      Edges.of(this).add({ app, kind: EdgeKind.LOAD, resource: this });
    }
  }
}

class ExistingConfiguration extends ExistingResource implements IDaprConfiguration {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, 'Configuration', name);
  }

  public get configurationName(): string {
    return this.resourceName;
  }
}
