import { ApiObject } from 'cdk8s';
import { DaprUseKind, IDaprApp, IDaprResource } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule, AppUse, Registry } from '../facts/registry';
import { isGrpc } from '../facts/uses';
import { EventRetry } from '../resources/resiliency/event-retry';
import { WithInbound } from '../resources/resiliency/inbound';
import { Json } from '../util/json';

/** Bindings that begin by themselves, in each daprd; others share out what a broker holds. */
const IN_EACH = /^bindings\.(cron|kubernetes)$/;

/** What should happen once must not happen in each of several daprds. */
addRule(registry => inputs(registry).flatMap(({ app, use }): Finding[] => {
  const binding = app.daprElsewhere ? undefined : app.resources.find(({ resourceName }) => resourceName === use.component);
  const how = fires(binding) ? severalDaprds(registry, app) : undefined;
  return how === undefined ? []
    : [{ at: app, code: 'DAPR3170', what: `binding '${use.component}' of type ${typeOf(binding)} calls it from each daprd, and there are several: ${how}` }];
}));

/** With a retry daprd drops the answer whose status is not 200, and what was brought counts as not delivered; without one it does. */
addRule(registry => inputs(registry)
  .filter(({ app, use: { component } }) => !isGrpc(app.appProtocol) && component !== undefined && isRetried(registry, app, component))
  .map(({ app, use }) => ({ at: app, code: 'DAPR9140', what: `binding '${use.component}' calls it over HTTP, with a retry` })));

const inputs = ({ uses }: Registry): AppUse[] => uses.filter(({ use }) => use.kind === DaprUseKind.INPUT_BINDING);

function isRetried({ looseResiliencies }: Registry, app: IDaprApp, component: string): boolean {
  const own: WithInbound[] = [...app.resources, ...looseResiliencies];
  return EventRetry.of(app, component) !== undefined || own.some(resource => resource._inbound?.(app, component)?.policies?.retry !== undefined);
}

const typeOf = (resource: IDaprResource | undefined): string => String((resource as { type?: unknown } | undefined)?.type);
const fires = (resource: IDaprResource | undefined): boolean => IN_EACH.test(typeOf(resource));

/** In words, where an app has more than one daprd or may get more. */
export function severalDaprds({ wirings }: Registry, app: IDaprApp): string | undefined {
  const wiring = wirings.get(app);
  const daprd = wiring?.config.daprd;
  const object: Json | undefined = ApiObject.isApiObject(daprd) ? daprd.toJson() : wiring?.pod.wired();
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
