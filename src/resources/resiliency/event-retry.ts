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
import { typeOf } from '../component/components';

const EVENTS_NOT_KEPT = warning('DAPR3125', {
  title: 'events that are not kept while the app is away',
  why: 'The broker takes an event for done once its delivery has failed: what comes during a rollout of the app may be lost',
  todo: 'leave inbound.retry and inbound.circuitBreaker out for this broker, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

/** Name of the policy. */
export const EVENT_RETRY = 'untilTheAppIsBack';

/**
 * Codes that say "not now"; anything else is the app's own answer and is not asked for again. A connection that fails
 * has no HTTP status: daprd tries again whatever the codes are (dapr/dapr pkg/resiliency/policy.go).
 */
const HTTP_NOT_NOW = '429,502-504';
/**
 * The same of gRPC: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE; and CANCELLED, which servers answer to the calls
 * that their shutdown cuts off. Here a connection that fails is a code too, UNAVAILABLE.
 */
const GRPC_NOT_NOW = '1,4,8,14';

/**
 * Input bindings that go on without an answer to what they brought: held, it would pile up and come all at once. A clock ticks again,
 * and these webhooks' senders send again (components-contrib `bindings`).
 */
const DOES_NOT_WAIT = /^bindings\.(cron|azure\.eventgrid|(alicloud\.)?dingtalk\.webhook)$/i;

/**
 * Lets a daprd that outlives its app keep events until the app is back: brokers take an event for done once its
 * delivery has failed, so without it an event is lost with every rollout of the app. The sources of input bindings do so too, or
 * give up after some tries.
 *
 * One for each app and broker or binding, below the app. Policies are known to a daprd by name whatever object they are in, and a
 * target of one object replaces that of another: where the user's Resiliency has a target for the broker, that target
 * names the policy of this object, and this one has no target.
 */
export class EventRetry extends DaprResource {
  /** Defines it once. */
  public static ensure(app: IDaprApp, { componentName }: IDaprComponent): void {
    if (noteEventRetry(app, componentName)) {
      const retry = new EventRetry(app as unknown as Construct, `EventRetry-${componentName}`, app, componentName);
      Edges.of(app).add({ app, kind: EdgeKind.LOAD, resource: retry });
    }
  }

  /** Defines it once, for what an input binding brings. */
  public static ensureInput(app: IDaprApp, binding: IDaprComponent): void {
    if (outlivesApp(app) && !DOES_NOT_WAIT.test(typeOf(binding) ?? '')) {
      EventRetry.ensure(app, binding);
    }
  }

  private constructor(scope: Construct, id: string, private readonly app: IDaprApp, private readonly pubsubName: string) {
    super(scope, id, 'Resiliency', `${app.appId}-${pubsubName}-events`, app.namespace);
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
              matching: grpc ? { gRPCStatusCodes: GRPC_NOT_NOW } : { httpStatusCodes: HTTP_NOT_NOW },
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
    const whose = `of '${this.pubsubName}' for the app '${this.app.appId}'`;
    return [
      ...(retry && !retry._endless ? [{ at, rule: EVENTS_NOT_KEPT, what: `retry '${retry.name}' ${whose} ends after ${retry._maxRetries}` }] : []),
      ...(circuitBreaker ? [{ at, rule: EVENTS_NOT_KEPT, what: `circuitBreaker '${circuitBreaker.name}' ${whose} ends the retry when it opens` }] : []),
    ];
  }
}
