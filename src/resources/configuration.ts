import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprResource } from './dapr-resource';
import { IDaprConfiguration } from '../contract';
import { Diagnostics } from '../private/diagnostics';
import { aNumber, aText, aTruth, elsewhere, mapOf, Shape, wellFormed } from '../private/shape';
import { describe } from '../private/values';

/** What defines a `DaprConfiguration`. */
export interface DaprConfigurationProps {
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly configurationName?: string;
  /**
   * Namespace, which must be that of the apps.
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Share of calls that are traced, from 0 to 1.
   * @default - Dapr's own, 0.0001
   */
  readonly tracingSamplingRate?: number;
  /**
   * Address of a Zipkin collector, for example `http://zipkin:9411/api/v2/spans`.
   * @default - none
   */
  readonly zipkinEndpoint?: string;
  /**
   * Preview features by name, and whether they are on.
   * @default - Dapr's own
   */
  readonly features?: { [name: string]: boolean };
  /**
   * Whether metrics are recorded.
   * @default true
   */
  readonly metricsEnabled?: boolean;
}

/**
 * A Configuration: settings that a daprd reads at its start.
 *
 * A sidecar refers to it. A shared daprd merges it into one of its own, in which HotReload is off; a setting that
 * contradicts that is refused (DAPR5001).
 */
export class DaprConfiguration extends DaprResource implements IDaprConfiguration {
  /** A Configuration that exists, by its name. A shared daprd uses it as it is, with a warning (DAPR5002). */
  public static fromConfigurationName(scope: Construct, id: string, configurationName: string): IDaprConfiguration {
    return new ExistingConfiguration(scope, id, configurationName);
  }

  private readonly spec: { [field: string]: any };

  constructor(scope: Construct, id: string, props: DaprConfigurationProps = {}) {
    super(scope, id, 'Configuration', props.configurationName, props.namespace);
    const { tracingSamplingRate: rate, zipkinEndpoint, features, metricsEnabled } = wellFormed(this, props, CONFIGURATION);
    if (rate !== undefined && !(typeof rate === 'number' && rate >= 0 && rate <= 1)) {
      Diagnostics.of(this).report(this, 'DAPR5001', `tracingSamplingRate ${describe(rate)} is not from 0 to 1`, 'correct it');
    }
    const tracing = rate === undefined && zipkinEndpoint === undefined ? undefined
      : { samplingRate: String(rate ?? 1), ...(zipkinEndpoint ? { zipkin: { endpointAddress: zipkinEndpoint } } : {}) };
    this.spec = {
      ...(tracing ? { tracing } : {}),
      ...(features ? { features: Object.entries(features).map(([name, enabled]) => ({ name, enabled })) } : {}),
      // `metric` would be overruled by the default of `metrics` (dapr/dapr pkg/config/configuration.go).
      ...(metricsEnabled === undefined ? {} : { metrics: { enabled: metricsEnabled } }),
    };
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: this.objectMetadata(), spec: this.spec,
    });
  }

  public settings(): string | undefined {
    return JSON.stringify(this.spec);
  }
}

const CONFIGURATION: Shape<DaprConfigurationProps> = {
  configurationName: elsewhere,
  namespace: elsewhere,
  tracingSamplingRate: aNumber,
  zipkinEndpoint: aText,
  features: mapOf(aTruth),
  metricsEnabled: aTruth,
};

class ExistingConfiguration extends Construct implements IDaprConfiguration {
  public readonly kind = 'Configuration';
  public readonly unscoped = false;

  constructor(scope: Construct, id: string, public readonly resourceName: string) {
    super(scope, id);
  }

  public definition(): string {
    return JSON.stringify({ kind: this.kind, name: this.resourceName });
  }

  public settings(): string | undefined {
    return undefined;
  }
}
