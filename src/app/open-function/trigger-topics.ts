import { IDaprPeer } from '../../contract';
import { Collection } from '../../facts/collection';

/** Topics that trigger functions without a Dapr Subscription. */
export const TRIGGER_TOPICS = new Collection<{ readonly at: IDaprPeer; readonly pubsub: string; readonly topic: string }>('trigger-topics');
