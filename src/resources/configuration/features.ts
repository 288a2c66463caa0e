import { HOT_RELOAD } from '../../dapr/hot-reload';
import { brand, hasBrand } from '../../util/brand';

/** Feature for workflows whose work any daprd of the app may complete. */
export const CLUSTERED_WORKFLOWS = 'WorkflowsClusteredDeployment';

/**
 * A preview feature of Dapr, enabled; `disabled()` returns it disabled.
 *
 * Source: dapr/dapr `pkg/config/configuration.go`.
 * @example new DaprConfiguration(chart, 'features', { apps: [orders], features: [DaprFeature.HOT_RELOAD.disabled()] });
 */
export class DaprFeature {
  /** Time to live for actor state. */
  public static readonly ACTOR_STATE_TTL = DaprFeature.of('ActorStateTTL');
  /** Reloads changed resources without a restart. */
  public static readonly HOT_RELOAD = DaprFeature.of(HOT_RELOAD);
  /** Workflows across several daprd instances of an app. Set for apps behind a shared daprd that run workflows. */
  public static readonly WORKFLOWS_CLUSTERED_DEPLOYMENT = DaprFeature.of(CLUSTERED_WORKFLOWS);
  /** Activity reminders on other daprd instances. Requires Dapr 1.17 or newer. */
  public static readonly WORKFLOWS_REMOTE_ACTIVITY_REMINDER = DaprFeature.of('WorkflowsRemoteActivityReminder');
  /** Signed workflow history. Requires Dapr 1.18 or newer. */
  public static readonly WORKFLOW_HISTORY_SIGNING = DaprFeature.of('WorkflowHistorySigning');

  /**
   * Wakes workflows on the daprd that has them, without a reminder of the scheduler for each event. Without effect if
   * the scheduler limits the concurrency of workflows or activities (DAPR7080). Requires Dapr 1.19 or newer.
   */
  public static readonly WORKFLOWS_FAST_PATH = DaprFeature.of('WorkflowsFastPath');

  /** A feature without a constant in this class; an unknown name is a warning (DAPR3110). */
  public static of(name: string): DaprFeature {
    return new DaprFeature(name, true);
  }

  /** @internal */
  public static _is(value: unknown): value is DaprFeature {
    return hasBrand(value, 'DaprFeature');
  }

  private constructor(
    /** Name of the feature. */
    public readonly featureName: string,
    /** Whether the feature is enabled. */
    public readonly enabled: boolean,
  ) {}

  /** Returns the same feature, disabled. */
  public disabled(): DaprFeature {
    return new DaprFeature(this.featureName, false);
  }

  /** Returns the name. */
  public toString(): string {
    return this.featureName;
  }
}
brand(DaprFeature.prototype, 'DaprFeature');
