import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprApp, IDaprResource } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { isRemote, wiringOf } from '../facts/apps';
import { Edges } from '../facts/edges';
import { allUses, AppUse, isGrpc } from '../facts/uses';
import { typeOf } from '../resources/component/components';
import { hasEventRetry, inboundOf } from '../resources/resiliency/inbound';
import { Json } from '../util/json';

const BINDING_FIRES_TWICE = error('DAPR3170', {
  title: 'binding that fires on each of several daprds',
  why: 'Each of them calls the app: what should happen once happens several times',
  todo: 'use a scheduled job (handlesJobs), or run one daprd',
  source: 'components-contrib bindings/cron',
});
const BINDING_RETRY_OVER_HTTP = warning('DAPR9140', {
  title: 'input binding with a retry, over HTTP',
  why: 'daprd then takes every answer but 200, 204 too, for a failure: the source brings again what the app has done, or goes on without keeping its place. And a call that breaks as the app goes away may come again without its body',
  todo: 'answer 200 to what it brings and be ready for an empty body, or serve gRPC; then acknowledge this',
  source: 'dapr/dapr pkg/runtime/processor/binding/send.go, pkg/resiliency/policy.go, pkg/messaging/v1/replayable_request.go',
});

/** Bindings that begin by themselves, in each daprd; others share out what a broker holds. */
const IN_EACH = /^bindings\.(cron|kubernetes)$/;

/** What should happen once must not happen in each of several daprds. */
const severalTimes: AppCheck = root => inputs(root).flatMap(({ app, use }): Finding[] => {
  const binding = isRemote(app) ? undefined : Edges.of(app).loadedBy(app).find(({ resourceName }) => resourceName === use.component);
  const how = fires(binding) ? severalDaprds(app) : undefined;
  return how === undefined ? []
    : [{ at: app, rule: BINDING_FIRES_TWICE, what: `binding '${use.component}' of type ${typeOf(binding!)} calls it from each daprd, and there are several: ${how}` }];
});

/** With a retry daprd drops the answer whose status is not 200, and what was brought counts as not delivered; without one it does. */
const retriedOverHttp: AppCheck = root => inputs(root)
  .filter(({ app, use: { component } }) => !isGrpc(app.appProtocol) && component !== undefined && isRetried(app, component))
  .map(({ app, use }) => ({ at: app, rule: BINDING_RETRY_OVER_HTTP, what: `binding '${use.component}' calls it over HTTP, with a retry` }));

const inputs = (root: IConstruct): AppUse[] => allUses(root).filter(({ use }) => use.kind === DaprUseKind.INPUT_BINDING);

const isRetried = (app: IDaprApp, component: string): boolean =>
  hasEventRetry(app, component) || inboundOf(app, component).some(({ policies }) => policies?.retry !== undefined);

const fires = (resource: IDaprResource | undefined): boolean => resource !== undefined && IN_EACH.test(typeOf(resource) ?? '');

/** In words, where an app has more than one daprd or may get more. */
export function severalDaprds(app: IDaprApp): string | undefined {
  const wiring = wiringOf(app);
  const daprd = wiring?.config.daprd;
  const object: Json | undefined = ApiObject.isApiObject(daprd) ? daprd.toJson() : wiring?.pod.renderWired();
  const whose = daprd ? 'its shared data plane' : 'its workload';
  if (object?.kind === 'DaemonSet') {
    return `${whose} is a DaemonSet`;
  }
  const replicas = object?.spec?.replicas;
  if (daprd && replicas === undefined) {
    return `${whose} is scaled`;
  }
  return replicas > 1 ? `${whose} has ${replicas} replicas` : undefined;
}

export const checks = [severalTimes, retriedOverHttp];
