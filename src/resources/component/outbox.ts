/** The transactional outbox of a state store. */
import { categoryOf } from './building-blocks';
import { DefinedComponent } from './components';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { Finding, Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { Outbox, outboxesOf, OutboxSettings, registerBroker, registerOutbox, topicsOfOutbox } from '../../facts/outboxes';

const INCOMPLETE_OUTBOX = error('DAPR3240', {
  title: 'incomplete outbox of a state store',
  why: 'daprd enables the outbox only with both a broker and a topic: transactions succeed, and no event is published',
  todo: 'set both outboxPublishPubsub and outboxPublishTopic',
  source: 'dapr/dapr pkg/runtime/pubsub/outbox.go',
  manifests: true,
});

/** The metadata of an outbox, with upper and lower case as here. */
const FIELDS = ['outboxPublishPubsub', 'outboxPublishTopic', 'outboxPubsub'] as const;

/** Records the outbox of a state store, or a broker that an outbox may name. `found` is called with each broker of the outbox. */
export function noteOutbox(component: DefinedComponent, names: readonly string[], found: (broker: IDaprComponent) => void): Finding[] {
  if (categoryOf(component.type).toLowerCase() === 'pubsub') {
    registerBroker(component);
  }
  const problems = outboxProblems(component.type, names, field => `metadata.${field}`);
  const outbox = outboxIn(component.type, names, () => component._plainMetadata());
  if (outbox) {
    registerOutbox({ store: component, ...outbox }, found);
  }
  return problems.map(problem => ({ at: component, ...problem }));
}

const REQUIRED = ['outboxPublishPubsub', 'outboxPublishTopic'] as const;
const givenIn = (type: string, names: readonly string[]): string[] =>
  categoryOf(type).toLowerCase() === 'state' ? FIELDS.filter(field => names.includes(field)) : [];

/** An outbox that daprd does not enable. */
export function outboxProblems(type: string, names: readonly string[], pathOf: (field: string) => string): Problem[] {
  const given = givenIn(type, names);
  const missing = given.length ? REQUIRED.find(field => !names.includes(field)) : undefined;
  return missing === undefined ? []
    : [{ rule: INCOMPLETE_OUTBOX, what: `${given.map(pathOf).join(' and ')} ${given.length > 1 ? 'are' : 'is'} set, and ${pathOf(missing)} is missing` }];
}

/** The settings of the outbox of a component; undefined if it has none. */
export function outboxIn(
  type: string, names: readonly string[], plainMetadata: () => readonly (readonly [string, string])[],
): OutboxSettings | undefined {
  if (!givenIn(type, names).length || !REQUIRED.every(field => names.includes(field))) {
    return undefined;
  }
  const plain = new Map(plainMetadata());
  const publishPubsub = plain.get('outboxPublishPubsub');
  const outboxPubsub = names.includes('outboxPubsub') ? plain.get('outboxPubsub') || publishPubsub : publishPubsub;
  return { publishPubsub, publishTopic: plain.get('outboxPublishTopic'), outboxPubsub };
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
