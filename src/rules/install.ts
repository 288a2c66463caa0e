/** The rules across constructs: each of these files adds its own when it is loaded. */
import './identity';
import './components';
import './http-endpoints';
import './resiliencies';
import './subscriptions';
import './input-bindings';
import './actor-state-stores';
import './elsewhere';
import './uses';
import './scaled-objects';
import './objects';
import './secrets';
import './component-kinds';
import './component-names';
import './component-uses';
import './denied';
import './platforms';
import './cluster';
import './app-channels';

/** Puts the rules into force. */
export function installRules(): void {
  // They are, once this file is loaded.
}
