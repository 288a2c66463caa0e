/** Loading this folder puts the rules across constructs into force. */
import './identity';
import './components';
import './actor-state-stores';
import './elsewhere';
import './uses';
import './scaled-objects';

export * from './dapr-rules';
