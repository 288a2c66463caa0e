/** Failures of Dapr's tests in shared models that are expected, and differences between the builders. A failure that is not listed fails the run. */
import { Model } from './models';

export interface ExplainedFailure {
  readonly suite: string;
  /** Pattern of the names of the leaf tests. */
  readonly tests: RegExp;
  readonly models: readonly Model[];
  readonly reason: string;
  /** Rule that tells users, if the constructs can know. */
  readonly rule?: string;
  /** Page in `docs` that says it. */
  readonly page: string;
}

export const EXPLAINED: readonly ExplainedFailure[] = [];

export interface ExplainedDifference {
  /** Pattern of the text of a difference. */
  readonly difference: RegExp;
  readonly models: readonly Model[];
  readonly reason: string;
}

const SHARED: readonly Model[] = ['shared-per-node', 'shared-per-cluster', 'pinned'];
const ALL: readonly Model[] = ['sidecar', ...SHARED];

export const EXPLAINED_DIFFERENCES: readonly ExplainedDifference[] = [
  { models: ALL, difference: /^only ours: spec\.template\.spec\.(initContainers|containers)\[\d+\]\.env\[(APP_ID|DAPR_APP_ID|APP_PORT)\]/, reason: 'variables that `dapr run` sets and the injector does not' },
  { models: ALL, difference: /^(only ours: dapr\.io\/env|differs: dapr\.io\/env: .*GOMEMLIMIT.*)$/, reason: 'GOMEMLIMIT, 90 % of the memory limit' },
  { models: ALL, difference: /^only Dapr: dapr\.io\/app-(protocol)$/, reason: 'http is the default of the injector' },
];
