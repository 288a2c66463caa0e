/** The checks across the constructs of an App. */
import { checks as actorStateStores } from './actor-state-stores';
import { checks as appChannels } from './app-channels';
import { checks as cluster } from './cluster';
import { checks as componentKinds } from './component-kinds';
import { checks as componentNames } from './component-names';
import { checks as componentUses } from './component-uses';
import { checks as components } from './components';
import { checks as denied } from './denied';
import { checks as elsewhere } from './elsewhere';
import { checks as httpEndpoints } from './http-endpoints';
import { checks as identity } from './identity';
import { checks as inputBindings } from './input-bindings';
import { checks as objects } from './objects';
import { checks as platforms } from './platforms';
import { checks as resiliencies } from './resiliencies';
import { checks as scaledObjects } from './scaled-objects';
import { checks as secrets } from './secrets';
import { checks as subscriptions } from './subscriptions';
import { checks as uses } from './uses';
import { checks as versions } from './versions';
import { Diagnostics } from '../diagnostics/diagnostics';

/** Puts them into force. */
export function installRules(): void {
  Diagnostics.checkApps([
    ...identity, ...components, ...httpEndpoints, ...resiliencies, ...subscriptions, ...inputBindings, ...actorStateStores, ...elsewhere, ...uses,
    ...scaledObjects, ...objects, ...secrets, ...componentKinds, ...componentNames, ...componentUses, ...denied, ...platforms, ...cluster,
    ...appChannels, ...versions,
  ]);
}
