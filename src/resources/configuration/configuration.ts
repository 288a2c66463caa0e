import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkConfiguration, checkTrustDomains } from './checks';
import { DaprConfigurationProps } from './props';
import { CONFIGURATION } from './shape';
import { configurationSpec } from './to-spec';
import { IDaprApp, IDaprComponent, IDaprConfiguration, IDaprPeer } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Registry } from '../../facts/registry';
import { DaprPlatform } from '../../platform/dapr-platform';
import { guardHas } from '../../props/guard';
import { wellFormed } from '../../props/shape';
import { DaprResource, ExistingResource, refuseOtherApp } from '../resource';

/**
 * A Configuration: settings that a daprd reads at its start.
 *
 * The sidecar of an app refers to it; where several are meant for one app, they are merged into one of the app's own. A
 * shared daprd merges it into one of its own always, in which HotReload is off. Settings that contradict each other are
 * refused (DAPR5001).
 */
export class DaprConfiguration extends DaprResource implements IDaprConfiguration {
  /** A Configuration that exists, by its name. A shared daprd uses it as it is, with a warning (DAPR5002). */
  public static fromConfigurationName(scope: Construct, id: string, configurationName: string): IDaprConfiguration {
    return new ExistingConfiguration(scope, id, configurationName);
  }

  /** Trust domain of the apps that read it, where it names one. */
  public readonly trustDomain?: string;

  private readonly middleware: IDaprComponent[];

  constructor(scope: Construct, id: string, given: DaprConfigurationProps = {}) {
    super(scope, id, 'Configuration', given?.configurationName, given?.namespace);
    const props = wellFormed(this, given, CONFIGURATION);
    this.trustDomain = props.accessControlTrustDomain;
    this.middleware = [...props.httpPipeline ?? [], ...props.appHttpPipeline ?? []].map(({ component }) => component);
    const spec = configurationSpec(props, DaprPlatform.of(this).daprVersion);
    new ApiObject(this, 'Resource', { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: this.objectMetadata(), spec });
    this.checkVersion(spec);
    checkConfiguration(this, this.resourceName, props);
    Diagnostics.of(this).check(() => checkTrustDomains(this, props));
    if (!Object.keys(spec).length) {
      Diagnostics.of(this).report(this, 'DAPR3109', 'it sets nothing', 'give it a setting, or leave it out');
    }
    (props.apps ?? []).forEach(app => this.addApp(app));
  }

  /** Lets the daprd of an app read it. */
  public addApp(app: IDaprApp): void {
    guardHas(this, 'apps', app, 'addResource', 'app');
    refuseOtherApp(app, this, 'configuration');
    app.addResource(this);
  }

  public grantUse(app: IDaprPeer): void {
    refuseOtherApp(app, this, 'configuration');
    Registry.of(this).addConfiguration(app, this);
    if (this.trustDomain !== undefined) {
      Registry.of(this).setTrustDomain(app, this.trustDomain);
    }
    this.middleware.forEach(component => component.grantUse(app));
    if (typeof (app as IDaprApp).addResource === 'function') {
      this.middleware.forEach(component => (app as IDaprApp).addResource(component));
    }
  }

  public settings(): string | undefined {
    return JSON.stringify(JSON.parse(this.definition()).spec ?? {});
  }
}

class ExistingConfiguration extends ExistingResource implements IDaprConfiguration {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, 'Configuration', name);
  }

  public grantUse(app: IDaprPeer): void {
    // What it names is defined with it.
    Registry.of(this).addConfiguration(app, this);
  }

  public settings(): string | undefined {
    return undefined;
  }
}
