import { IncludedResource } from './resource';
import { DaprUseKind, IDaprApp, IDaprComponent } from '../../contract';
import { outlivesApp } from '../../facts/apps';
import { Edges } from '../../facts/edges';
import { SUBSCRIPTIONS } from '../../facts/subscriptions';
import { keyAt } from '../../kubernetes/cluster';
import { isDnsSubdomain } from '../../kubernetes/names';
import { isMap } from '../../util/json';
import { DaprComponent } from '../component/component';
import { componentsByKey } from '../component/components';
import { EventRetry } from '../resiliency/event-retry';

/**
 * A declarative subscription that is defined as a plain object, of either version of its API. If the daprd of an app outlives it, a retry keeps events
 * while the app is down, as for `DaprSubscription`; rejected events take the way that the object says.
 * @internal
 */
export class IncludedSubscription extends IncludedResource {
  private broker?: IDaprComponent;

  /** @internal */
  public _loadedBy(app: IDaprApp): void {
    const { pubsubname, topic, deadLetterTopic, bulkSubscribe, metadata } = this.spec;
    // No component has another name.
    if (typeof pubsubname !== 'string' || !isDnsSubdomain(pubsubname) || typeof topic !== 'string') {
      return;
    }
    super._loadedBy(app);
    const broker = this.broker ??= componentsByKey(this).get(keyAt(this, pubsubname)) ?? DaprComponent.fromComponentName(this, 'Broker', pubsubname);
    const deadLetters = typeof deadLetterTopic === 'string' && deadLetterTopic ? deadLetterTopic : undefined;
    SUBSCRIPTIONS.add(this, {
      at: this,
      app,
      broker,
      pubsub: pubsubname,
      topic,
      isBulk: isMap(bulkSubscribe) && bulkSubscribe.enabled !== false,
      metadata: isMap(metadata) ? metadata : undefined,
      deadLetterTopic: () => deadLetters,
      ownDeadLetterTopic: deadLetters,
    });
    Edges.of(this).add({ app, kind: DaprUseKind.SUBSCRIBE, resource: broker, subject: topic });
    if (outlivesApp(app)) {
      EventRetry.ensure(app, broker);
    }
  }
}
