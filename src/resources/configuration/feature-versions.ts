/** Preview features and the release line that added them (pkg/config/configuration.go of the tags). Dapr ignores others. */
export const FEATURES_SINCE: { readonly [feature: string]: readonly string[] | undefined } = {
  ActorStateTTL: ['1.16'],
  HotReload: ['1.16'],
  WorkflowsClusteredDeployment: ['1.16'],
  WorkflowsRemoteActivityReminder: ['1.17'],
  WorkflowHistorySigning: ['1.18'],
  WorkflowsFastPath: ['1.19'],
};
