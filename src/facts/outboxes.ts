/** Transactional outboxes of state stores: daprd publishes to a topic of its own, and from there to the topic of the outbox. */
import { IConstruct } from 'constructs';
import { Edges } from './edges';
import { IDaprComponent, IDaprPeer, IDaprResource } from '../contract';
import { keyAt } from '../kubernetes/cluster';
import { onePerApp } from '../synth/one-per-app';

/** The settings of an outbox; undefined if one of them is not a plain value. */
export interface OutboxSettings {
  /** Broker and topic of its events. */
  readonly publishPubsub?: string;
  readonly publishTopic?: string;
  /** Broker of daprd's own topic. */
  readonly outboxPubsub?: string;
}

/** The outbox of a state store. */
export interface Outbox extends OutboxSettings {
  readonly store: IDaprComponent;
}

/** A broker that is found, at once or when it is defined. */
type Found = (broker: IDaprComponent) => void;

class Outboxes {
  public readonly byStore = new Map<IDaprResource, Outbox>();
  public readonly brokers = new Map<string, IDaprComponent>();
  public readonly waiting = new Map<string, Found[]>();
}

const OUTBOXES = onePerApp('outboxes', () => new Outboxes());

/** Records the outbox of a state store. `found` is called with each of its brokers that this App defines. */
export function registerOutbox(outbox: Outbox, found: Found): void {
  const { byStore, brokers, waiting } = OUTBOXES(outbox.store);
  byStore.set(outbox.store, outbox);
  for (const name of new Set([outbox.publishPubsub, outbox.outboxPubsub])) {
    if (name !== undefined) {
      const key = keyAt(outbox.store, name);
      const broker = brokers.get(key);
      if (broker) {
        found(broker);
      }
      const others = waiting.get(key) ?? [];
      others.push(found);
      waiting.set(key, others);
    }
  }
}

/** Records a broker that outboxes may name. */
export function registerBroker(broker: IDaprComponent): void {
  const { brokers, waiting } = OUTBOXES(broker);
  const key = keyAt(broker, broker.componentName);
  brokers.set(key, broker);
  waiting.get(key)?.forEach(found => found(broker));
}

/** All outboxes of an App. */
export const allOutboxes = (scope: IConstruct): Outbox[] => [...OUTBOXES(scope).byStore.values()];

/** The outboxes of the state stores that the daprd of an app loads. */
export function outboxesOf(app: IDaprPeer): Outbox[] {
  const { byStore } = OUTBOXES(app);
  return byStore.size ? Edges.of(app).loadedBy(app).flatMap(store => byStore.get(store) ?? []) : [];
}

/** The topics to which a daprd publishes for an outbox, each with its broker (dapr/dapr `pkg/runtime/pubsub/outbox.go`). */
export function topicsOfOutbox(outbox: OutboxSettings, appId: string, namespace: string): { broker?: string; topic: string }[] {
  const { publishPubsub, publishTopic, outboxPubsub } = outbox;
  return publishTopic === undefined ? []
    : [{ broker: publishPubsub, topic: publishTopic }, { broker: outboxPubsub, topic: `${namespace}${appId}${publishTopic}outbox` }];
}
