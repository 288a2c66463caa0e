import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprApp, IDaprResource } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { isRemote, wiringOf } from '../../facts/apps';
import { Edges } from '../../facts/edges';
import { countOf, replicasOf } from '../../facts/replicas';
import { allUses, AppUse, isGrpc } from '../../facts/uses';
import { typeOf } from '../../resources/component/components';
import { hasEventRetry, inboundOf } from '../../resources/resiliency/inbound';
import { Json } from '../../util/json';

export const BINDING_FIRES_TWICE = warning('DAPR3170', {
  title: 'input binding that fires on several daprd instances',
  why: 'Each daprd calls the app: what should happen once happens several times',
  todo: 'use a scheduled job (handlesJobs), run one daprd, or acknowledge this if every instance should be called, such as to refresh a cache in each pod',
  source: 'components-contrib bindings/cron',
  manifests: true,
});
export const BINDING_RETRY_OVER_HTTP = warning('DAPR9140', {
  title: 'input binding with a retry over HTTP',
  why: 'With a retry, daprd treats every status other than 200 as a failure, even 204: the source delivers again what the app has already processed, or continues without saving its position. A call that is interrupted while the app shuts down may be repeated without its body',
  todo: 'answer binding events with 200 and handle an empty body, or serve gRPC; then acknowledge this',
  source: 'dapr/dapr pkg/runtime/processor/binding/send.go, pkg/resiliency/policy.go, pkg/messaging/v1/replayable_request.go',
  manifests: true,
});

/** Bindings that fire in each daprd; others share the messages of a broker. */
export const FIRES_IN_EACH_DAPRD = /^bindings\.(cron|kubernetes)$/;

/** A binding that fires in each daprd must not run in several. */
const firesSeveralTimes: AppCheck = root => inputs(root).flatMap(({ app, use }): Finding[] => {
  const binding = isRemote(app) ? undefined : Edges.of(app).loadedBy(app).find(({ resourceName }) => resourceName === use.component);
  const reason = fires(binding) ? severalDaprds(app) : undefined;
  return reason === undefined ? []
    : [{ at: app, rule: BINDING_FIRES_TWICE, what: `binding '${use.component}' of type ${typeOf(binding!)} calls the app from each daprd, and there are several: ${reason}` }];
});

/** With a retry, daprd treats a response with a status other than 200 as a failed delivery; without one, as delivered. */
const retriedOverHttp: AppCheck = root => inputs(root)
  .filter(({ app, use: { component } }) => !isGrpc(app.appProtocol) && component !== undefined && isRetried(app, component))
  .map(({ app, use }) => ({ at: app, rule: BINDING_RETRY_OVER_HTTP, what: `binding '${use.component}' calls the app over HTTP with a retry` }));

const inputs = (root: IConstruct): AppUse[] => allUses(root).filter(({ use }) => use.kind === DaprUseKind.INPUT_BINDING);

const isRetried = (app: IDaprApp, component: string): boolean =>
  hasEventRetry(app, component) || inboundOf(app, component).some(({ policies }) => policies?.retry !== undefined);

const fires = (resource: IDaprResource | undefined): boolean => resource !== undefined && FIRES_IN_EACH_DAPRD.test(typeOf(resource) ?? '');

/** Why an app has, or may get, more than one daprd; undefined if it cannot. */
export function severalDaprds(app: IDaprApp): string | undefined {
  const wiring = wiringOf(app);
  const daprd = wiring?.config.daprd;
  const object: Json | undefined = ApiObject.isApiObject(daprd) ? daprd.toJson() : wiring?.pod.renderWired();
  if (!object) {
    return undefined;
  }
  const subject = daprd ? 'its shared data plane' : 'its workload';
  const replicas = replicasOf(app, object, daprd ? object.kind : app.workloadKind);
  return replicas === undefined ? `${subject} is a DaemonSet` : replicas.max > 1 ? `${subject} has ${countOf(replicas, 'replicas')}` : undefined;
}

export const checks = [firesSeveralTimes, retriedOverHttp];
