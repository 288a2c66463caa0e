/** What the annotations of Dapr's test apps do not say about them. */
import { AppFacts } from '../models';

/** Images of apps with actors that keep state, or with workflows, which are actors. */
const ACTORS = ['actorapp', 'actorfeatures', 'actorinvocationapp', 'actorstate', 'actorreentrancy', 'resiliencyapp', 'workflowsapp'];
const SECRETS = ['secretapp'];

/** Facts by the image of an app. */
export function factsOf(image: string): AppFacts {
  const [, name = ''] = /e2e-([^:/]+)/.exec(image) ?? [];
  return { ...(ACTORS.includes(name) ? { hostsActors: true } : {}), ...(SECRETS.includes(name) ? { readsSecrets: true } : {}) };
}
