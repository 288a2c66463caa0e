/** All checks of a plan. */
import { appChanges } from './app-changes';
import { components } from './components';
import { configurations } from './configurations';
import { identities } from './identities';
import { immutable } from './immutable';
import { serviceOwners } from './operator-services';
import { policies } from './policies';
import { pruned } from './pruned';
import { resources } from './resources';
import { rolls } from './rolls';
import { scopes } from './scopes';
import { sidecarVersions } from './sidecar-versions';
import { subscriptions } from './subscriptions';
import { tokens } from './tokens';
import { topics } from './topics';
import { PlanCheck } from '../stack/changes';

export const CHECKS: readonly PlanCheck[] = [
  identities, appChanges, serviceOwners, rolls, sidecarVersions, components, subscriptions, resources, scopes, configurations, policies, topics,
  tokens, immutable, pruned,
];
