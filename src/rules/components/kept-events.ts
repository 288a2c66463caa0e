/** Message brokers that keep the events of an app behind a shared daprd for a shorter time than the app may be away. */
import { hasSince } from '../../dapr/version';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { outlivesApp } from '../../facts/apps';
import { SubscriptionFacts, SUBSCRIPTIONS } from '../../facts/subscriptions';
import { keyAt } from '../../kubernetes/cluster';
import { DaprPlatform } from '../../platform/dapr-platform';
import { componentsByKey, DefinedComponent, definedComponent, renderedMetadata, typeOf } from '../../resources/component/components';
import { absenceOf, deliveryOf } from '../../resources/component/kept-events';
import { deliveryLimitOf, expiryOf, keptFor, LIMITS_END_RETRIES } from '../../resources/metadata/delivery-limits';
import { Json } from '../../util/json';
import { describe, goDuration } from '../../util/values';

const KEPT_TOO_SHORT = warning('DAPR3180', {
  title: 'events kept for a shorter time than the app may be away',
  why: 'An app that is away for longer does not find its events when it is back',
  todo: 'raise the limit of the component, or set a shorter maxAppAbsence',
  source: 'dapr/components-contrib pubsub, docs/events.md',
});
const LIMIT_NOT_KNOWN = warning('DAPR3181', {
  title: 'broker with an unknown time limit behind a shared daprd',
  why: 'From Dapr 1.18.5, events that wait for the app go to the dead letter topic after processingTimeout of Redis or handlerTimeoutInSec of Service Bus, 60 s by default',
  todo: 'set the limit where the component is defined if it is one of these, then acknowledge this, or define the component in this App',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

/** Events must be kept for the time that their app declares. */
const keptTooShort: AppCheck = root => {
  const components = componentsByKey(root);
  const rendered = new Map<DefinedComponent, Json[]>();
  const metadataOf = (component: DefinedComponent): Json[] => {
    const found = rendered.get(component) ?? renderedMetadata(component);
    rendered.set(component, found);
    return found;
  };
  return SUBSCRIPTIONS.of(root).filter(({ app }) => outlivesApp(app)).flatMap((subscription): Finding[] => {
    const component = definedComponent(subscription.broker) ?? components.get(keyAt(subscription.at, subscription.pubsub));
    return component && deliveryLimitOf(String(component.type)) ? tooShort(subscription, component, metadataOf(component)) : [];
  });
};

function tooShort(subscription: SubscriptionFacts, component: DefinedComponent, metadata: Json[]): Finding[] {
  const { at, app, topic } = subscription;
  const limit = deliveryLimitOf(component.type)!;
  const delivery = deliveryOf(subscription);
  const absence = absenceOf(app);
  const expiry = expiryOf(limit, metadata);
  const needed = absence.endsWithHealthCheck ? `its health check notices after ${goDuration(absence.time)} that it is away` : `maxAppAbsence is ${goDuration(absence.time)}`;
  const found = (time: number, field: string, then: string): Finding[] => time < absence.time ? [{
    at,
    rule: KEPT_TOO_SHORT,
    what: `events of topic ${describe(topic)} that wait for app '${app.appId}' are kept for ${goDuration(time)} by ${field} of '${component.componentName}', then ${then}; ${needed}`,
  }] : [];
  return [
    ...found(keptFor(limit, metadata, delivery), limit.field, limit.then(delivery)),
    ...expiry ? found(expiry.time, expiry.field, 'are deleted') : [],
  ];
}

/** The limit of a broker that another App defines cannot be set from here. */
const unknownLimits: AppCheck = root => {
  const components = componentsByKey(root);
  const seen = new Set<string>();
  return SUBSCRIPTIONS.of(root).flatMap(({ at, app, broker, pubsub, deadLetterTopic }): Finding[] => {
    const key = keyAt(at, pubsub, app.appId);
    if (seen.has(key) || !outlivesApp(app) || typeOf(broker) !== undefined || components.has(keyAt(at, pubsub))
      || !hasSince(DaprPlatform.of(at).daprVersion, LIMITS_END_RETRIES) || deadLetterTopic() === undefined) {
      return [];
    }
    seen.add(key);
    return [{ at, rule: LIMIT_NOT_KNOWN, what: `component '${pubsub}' is not defined in this App, and a shared daprd keeps its events for app '${app.appId}'` }];
  });
};

export const checks = [keptTooShort, unknownLimits];
