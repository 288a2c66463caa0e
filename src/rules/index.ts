/** Loading this folder puts the rules across constructs into force. */
import './identity';
import './components';
import './uses';

export * from './dapr-rules';
