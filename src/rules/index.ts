/** Loading this folder puts the rules across constructs into force. */
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

export * from './dapr-rules';
