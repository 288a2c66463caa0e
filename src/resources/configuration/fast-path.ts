import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';

const FAST_PATH_WITH_LIMITS = warning('DAPR7080', {
  title: 'WorkflowsFastPath with concurrency limits of the scheduler',
  why: 'The fast path does not pass through the scheduler, which enforces the limits: daprd keeps it off and logs the reason',
  todo: 'remove the limits or the feature, or acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
  manifests: true,
});

/** Fields of `spec.workflow` with limits that the scheduler enforces. */
export const SCHEDULER_LIMITS = [
  'globalMaxConcurrentWorkflowInvocations', 'globalMaxConcurrentActivityInvocations', 'workflowConcurrencyLimits', 'activityConcurrencyLimits',
] as const;

const verb = (limits: readonly string[]): string => limits.length > 1 ? 'are' : 'is';

/**
 * Problems of the feature WorkflowsFastPath in a Configuration.
 *
 * @param limits the limits of the scheduler that are set, as the message names them
 */
export const fastPathProblems = (
  features: readonly { readonly name?: unknown; readonly enabled?: unknown }[], limits: readonly string[],
): Problem[] =>
  limits.length > 0 && features.some(({ name, enabled }) => name === 'WorkflowsFastPath' && enabled === true)
    ? [{ rule: FAST_PATH_WITH_LIMITS, what: `WorkflowsFastPath is enabled, and ${limits.join(', ')} ${verb(limits)} set` }]
    : [];
