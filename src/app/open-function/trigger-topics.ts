import { IDaprPeer } from '../../contract';
import { Collection } from '../../facts/collection';

/** Topics that functions receive without a subscription of Dapr. */
export const TRIGGER_TOPICS = new Collection<{ readonly at: IDaprPeer; readonly pubsub: string; readonly topic: string }>('trigger-topics');
