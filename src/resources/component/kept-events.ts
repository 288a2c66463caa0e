/** How long the events of an app behind a shared daprd wait for it, and the metadata that is derived from that. */
import { Duration } from 'cdk8s';
import { DefinedComponent } from './components';
import { IDaprApp } from '../../contract';
import { hasSince } from '../../dapr/version';
import { noticedAfter } from '../../daprd/health-check';
import { SubscriptionFacts, waitingSubscriptionsOf } from '../../facts/subscriptions';
import { DaprPlatform } from '../../platform/dapr-platform';
import { Json } from '../../util/json';
import { Delivery, DeliveryLimit, deliveryLimitOf, keptFor, LIMITS_END_RETRIES, plainValue } from '../metadata/delivery-limits';

/** `maxAppAbsence` of an app that does not set it. */
const MAX_APP_ABSENCE = Duration.hours(1);

/** How long the broker must keep the events of an app, in milliseconds: with a health check, daprd stops receiving once it notices that the app is away. */
export function absenceOf({ maxAppAbsence, appHealthCheck }: IDaprApp): { readonly time: number; readonly endsWithHealthCheck: boolean } {
  const declared = (maxAppAbsence ?? MAX_APP_ABSENCE).toMilliseconds();
  const noticed = appHealthCheck ? noticedAfter(appHealthCheck) : Infinity;
  return { time: Math.min(declared, noticed), endsWithHealthCheck: noticed < declared };
}

/** How the events of a subscription are delivered; read while rendering. */
export const deliveryOf = ({ at, deadLetterTopic, isBulk }: SubscriptionFacts): Delivery =>
  ({ daprVersion: DaprPlatform.of(at).daprVersion, hasDeadLetters: deadLetterTopic() !== undefined, isBulk });

/**
 * The limit of a message broker as a metadata entry, long enough for the apps that receive from it, unless it is set or already is; read while
 * rendering.
 *
 * @param only app ID; ignores the other apps
 */
export function derivedLimit(broker: DefinedComponent, written: readonly Json[], only?: string): Json[] {
  const limit = deliveryLimitOf(broker.type);
  if (!limit?.render || plainValue(written, limit.field) !== undefined || !hasSince(DaprPlatform.of(broker).daprVersion, LIMITS_END_RETRIES)) {
    return [];
  }
  const byApp = waitingSubscriptionsOf(broker);
  const subscriptions = only === undefined ? [...byApp.values()].flat() : byApp.get(only) ?? [];
  const needed = subscriptions.map(subscription => missingTime(limit, written, subscription));
  const time = Math.min(Math.max(0, ...needed), limit.max ?? Infinity);
  return time ? [{ name: limit.field, value: limit.render(time) }] : [];
}

/** How long the app may be away, if the limit is shorter; otherwise 0. */
function missingTime(limit: DeliveryLimit, written: readonly Json[], subscription: SubscriptionFacts): number {
  const { time } = absenceOf(subscription.app);
  return keptFor(limit, written, deliveryOf(subscription)) < time ? time : 0;
}
