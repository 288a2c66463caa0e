import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DaprUseKind, IDaprApp, IDaprResource } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { isRemote, wiringOf } from '../facts/apps';
import { Edges } from '../facts/edges';
import { allUses, AppUse, isGrpc } from '../facts/uses';
import { typeOf } from '../resources/component/components';
import { hasEventRetry, inboundOf } from '../resources/resiliency/inbound';
import { Json } from '../util/json';

/** Bindings that begin by themselves, in each daprd; others share out what a broker holds. */
const IN_EACH = /^bindings\.(cron|kubernetes)$/;

/** What should happen once must not happen in each of several daprds. */
const severalTimes: AppCheck = root => inputs(root).flatMap(({ app, use }): Finding[] => {
  const binding = isRemote(app) ? undefined : Edges.of(app).loadedBy(app).find(({ resourceName }) => resourceName === use.component);
  const how = fires(binding) ? severalDaprds(app) : undefined;
  return how === undefined ? []
    : [{ at: app, code: 'DAPR3170', what: `binding '${use.component}' of type ${typeOf(binding!)} calls it from each daprd, and there are several: ${how}` }];
});

/** With a retry daprd drops the answer whose status is not 200, and what was brought counts as not delivered; without one it does. */
const retriedOverHttp: AppCheck = root => inputs(root)
  .filter(({ app, use: { component } }) => !isGrpc(app.appProtocol) && component !== undefined && isRetried(app, component))
  .map(({ app, use }) => ({ at: app, code: 'DAPR9140', what: `binding '${use.component}' calls it over HTTP, with a retry` }));

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
