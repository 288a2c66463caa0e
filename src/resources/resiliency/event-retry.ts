import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprResource } from '../resource';
import { inboundOf, noteEventRetry } from './inbound';
import { ResiliencyPolicies } from './props';
import { IDaprApp, IDaprComponent, IDaprResource } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { outlivesApp } from '../../facts/apps';
import { EdgeKind, Edges } from '../../facts/edges';
import { isGrpc } from '../../facts/uses';
import { derivedName } from '../../kubernetes/names';
import { typeOf } from '../component/components';

const EVENTS_LOST = warning('DAPR3125', {
  title: 'events lost while the app is unavailable',
  why: 'The broker considers an event done once its delivery has failed: events that arrive during a rollout of the app may be lost',
  todo: 'remove inbound.retry and inbound.circuitBreaker for this component, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

/** Name of the retry policy. */
export const EVENT_RETRY = 'untilTheAppIsBack';

/**
 * HTTP status codes for temporary failures; any other code is the app's own response and is not retried. A failed connection
 * has no HTTP status: daprd retries it regardless of the codes (dapr/dapr pkg/resiliency/policy.go).
 */
const TRANSIENT_HTTP_CODES = '429,502-504';
/**
 * gRPC status codes for temporary failures: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE; and CANCELLED, which servers
 * return for calls that their shutdown interrupts. A failed connection is also a code here, UNAVAILABLE.
 */
const TRANSIENT_GRPC_CODES = '1,4,8,14';

/**
 * Input bindings that continue without a response to an event: retried events would pile up and arrive all at once. A cron binding
 * fires again, and the senders of these webhooks send again (components-contrib `bindings`).
 */
const FIRE_AND_FORGET = /^bindings\.(cron|azure\.eventgrid|(alicloud\.)?dingtalk\.webhook)$/i;

/**
 * Makes a daprd that outlives its app retry events until the app is available again: brokers consider an event done once its
 * delivery has failed, so events would be lost during every rollout of the app. The sources of input bindings do the same, or
 * give up after some attempts.
 *
 * There is one per app and broker or binding, as a child of the app. daprd identifies policies by name across all Resiliencies, and
 * a target of one replaces that of another: if the user's Resiliency has a target for the broker, that target refers to the
 * policy of this object, and this object has no target.
 */
export class EventRetry extends DaprResource {
  /** Creates the retry unless it exists. */
  public static ensure(app: IDaprApp, { componentName }: IDaprComponent): void {
    if (noteEventRetry(app, componentName)) {
      const retry = new EventRetry(app as unknown as Construct, `EventRetry-${componentName}`, app, componentName);
      Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource: retry });
    }
  }

  /** Creates the retry for the events of an input binding unless it exists. */
  public static ensureInput(app: IDaprApp, binding: IDaprComponent): void {
    if (outlivesApp(app) && !FIRE_AND_FORGET.test(typeOf(binding) ?? '')) {
      EventRetry.ensure(app, binding);
    }
  }

  private constructor(scope: Construct, id: string, private readonly app: IDaprApp, private readonly pubsubName: string) {
    super(scope, id, 'Resiliency', derivedName([app.appId, pubsubName, 'events']), app.namespace);
    const grpc = isGrpc(app.appProtocol);
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: this._metadata(),
      spec: {
        policies: {
          retries: {
            [EVENT_RETRY]: {
              policy: 'constant',
              duration: '1s',
              maxRetries: -1,
              matching: grpc ? { gRPCStatusCodes: TRANSIENT_GRPC_CODES } : { httpStatusCodes: TRANSIENT_HTTP_CODES },
            },
          },
        },
        targets: Lazy.any({
          produce: () => inboundOf(app, pubsubName).length ? {} : { components: { [pubsubName]: { inbound: { retry: EVENT_RETRY } } } },
        }),
      },
      scopes: [app.appId],
    });
    Diagnostics.of(this).check(() => inboundOf(app, pubsubName).flatMap(({ at, policies }) => this.check(at, policies)));
  }

  private check(at: IDaprResource, { retry, circuitBreaker }: ResiliencyPolicies = {}): Finding[] {
    const target = `of component '${this.pubsubName}' for app '${this.app.appId}'`;
    return [
      ...(retry && !retry._unlimited ? [{ at, rule: EVENTS_LOST, what: `retry '${retry.retryName}' ${target} ends after maxRetries ${retry._maxRetries}` }] : []),
      ...(circuitBreaker ? [{ at, rule: EVENTS_LOST, what: `circuitBreaker '${circuitBreaker.circuitBreakerName}' ${target} ends the retry when it opens` }] : []),
    ];
  }
}
