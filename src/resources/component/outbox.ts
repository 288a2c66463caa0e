/** The transactional outbox of a state store. */
import { categoryOf } from './checks';
import { DefinedComponent } from './components';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { Finding } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { Outbox, outboxesOf, registerBroker, registerOutbox, topicsOfOutbox } from '../../facts/outboxes';

const INCOMPLETE_OUTBOX = error('DAPR3240', {
  title: 'incomplete outbox of a state store',
  why: 'daprd enables the outbox only with both a broker and a topic: transactions succeed, and no event is published',
  todo: 'set both outboxPublishPubsub and outboxPublishTopic',
  source: 'dapr/dapr pkg/runtime/pubsub/outbox.go',
});

/** The metadata of an outbox, with upper and lower case as here. */
const FIELDS = ['outboxPublishPubsub', 'outboxPublishTopic', 'outboxPubsub'] as const;

/** Records the outbox of a state store, or a broker that an outbox may name. `found` is called with each broker of the outbox. */
export function noteOutbox(component: DefinedComponent, names: readonly string[], found: (broker: IDaprComponent) => void): Finding[] {
  const category = categoryOf(component.type).toLowerCase();
  if (category === 'pubsub') {
    registerBroker(component);
  }
  if (category !== 'state' || !FIELDS.some(field => names.includes(field))) {
    return [];
  }
  const [missing] = (['outboxPublishPubsub', 'outboxPublishTopic'] as const).filter(field => !names.includes(field));
  if (missing !== undefined) {
    const given = FIELDS.filter(field => names.includes(field)).map(field => `metadata.${field}`).join(' and ');
    return [{ at: component, rule: INCOMPLETE_OUTBOX, what: `${given} ${given.includes(' and ') ? 'are' : 'is'} set, and metadata.${missing} is missing` }];
  }
  const plain = new Map(component._plainMetadata());
  const publishPubsub = plain.get('outboxPublishPubsub');
  const outboxPubsub = names.includes('outboxPubsub') ? plain.get('outboxPubsub') || publishPubsub : publishPubsub;
  registerOutbox({ store: component, publishPubsub, publishTopic: plain.get('outboxPublishTopic'), outboxPubsub }, found);
  return [];
}

const names = (outbox: Outbox, broker: string): boolean => outbox.publishPubsub === broker || outbox.outboxPubsub === broker;

/** The topics of a broker to which the daprd of an app publishes for its outboxes. */
export const outboxTopics = (app: IDaprPeer, broker: IDaprComponent): string[] => namespaceOf(app, broker) === undefined ? []
  : outboxesOf(app).flatMap(outbox => topicsOfOutbox(outbox, app.appId, namespaceOf(app, broker)!))
    .filter(each => each.broker === broker.componentName).map(({ topic }) => topic);

/** Whether the daprd of an app publishes to a topic of a broker whose name is unknown, because it contains the namespace. */
export const hasUnknownOutboxTopic = (app: IDaprPeer, broker: IDaprComponent): boolean =>
  namespaceOf(app, broker) === undefined && outboxesOf(app).some(outbox => names(outbox, broker.componentName));

/** Apps and their components are in one namespace. */
const namespaceOf = (app: IDaprPeer, broker: IDaprComponent): string | undefined => app.namespace ?? broker.namespace;
