/** Loading this folder puts the rules across constructs into force. */
import './identity';
import './components';

export * from './dapr-rules';
