/** All checks of a plan. */
import { PlanCheck } from './changes';
import { immutable } from './immutable';
import { pruned } from './pruned';

export const CHECKS: readonly PlanCheck[] = [immutable, pruned];
