import { brand, hasBrand } from '../../util/brand';

/** Preview features, and the release line that brought them (pkg/config/configuration.go of the tags). Others Dapr ignores. */
export const FEATURES_SINCE: { readonly [feature: string]: readonly string[] | undefined } = {
  ActorStateTTL: ['1.16'],
  HotReload: ['1.16'],
  WorkflowsClusteredDeployment: ['1.16'],
  WorkflowsRemoteActivityReminder: ['1.17'],
  WorkflowHistorySigning: ['1.18'],
};

/**
 * A preview feature of Dapr, switched on; `disabled` switches it off.
 *
 * Source: dapr/dapr `pkg/config/configuration.go`.
 */
export class DaprFeature {
  /** Time to live of the state of actors. */
  public static readonly ACTOR_STATE_TTL = DaprFeature.of('ActorStateTTL');
  /** Resources that change are loaded again without a restart. */
  public static readonly HOT_RELOAD = DaprFeature.of('HotReload');
  /** Workflows over several daprds of one app. */
  public static readonly WORKFLOWS_CLUSTERED_DEPLOYMENT = DaprFeature.of('WorkflowsClusteredDeployment');
  /** Reminders of activities on other daprds. Dapr 1.17 or newer. */
  public static readonly WORKFLOWS_REMOTE_ACTIVITY_REMINDER = DaprFeature.of('WorkflowsRemoteActivityReminder');
  /** Signatures of the history of workflows. Dapr 1.18 or newer. */
  public static readonly WORKFLOW_HISTORY_SIGNING = DaprFeature.of('WorkflowHistorySigning');

  /** A feature that this library does not know; a name like a known one is a warning (DAPR3110). */
  public static of(name: string): DaprFeature {
    return new DaprFeature(name, true);
  }

  /** @internal */
  public static _is(value: unknown): value is DaprFeature {
    return hasBrand(value, 'DaprFeature');
  }

  private constructor(
    /** Name of the feature. */
    public readonly name: string,
    /** Whether it is switched on. */
    public readonly enabled: boolean,
  ) {}

  /** The same feature, switched off. */
  public disabled(): DaprFeature {
    return new DaprFeature(this.name, false);
  }

  /** Its name. */
  public toString(): string {
    return this.name;
  }
}
brand(DaprFeature.prototype, 'DaprFeature');
