/** Routes and Services that lead to a daprd which listens on loopback only. */
import { list, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule } from './manifests';
import { ROUTING_KINDS } from '../kubernetes/backends';
import { invocationServiceName } from '../kubernetes/names';
import { SelectorIndex } from '../kubernetes/selector-index';
import { apiBackends, isApiPort, leadsToLoopback, listensOnLoopback, targetOf } from '../rules/workloads/loopback';
import { grouped } from '../util/grouped';

/** Routes to the Service that Dapr's operator creates. */
const routes: ManifestRule = ({ apps, objects }) => {
  const byService = grouped(apps.filter(({ annotations }) => listensOnLoopback(annotations)), ({ appId }) => invocationServiceName(appId));
  return objects.filter(({ kind }) => ROUTING_KINDS.includes(kind)).flatMap(at => {
    const found = apiBackends(at.spec).flatMap(({ name, namespace = at.namespace }) =>
      byService.get(name)?.find(app => together(app, { namespace })) ?? []);
    return [...new Set(found)].map(({ appId }): ManifestProblem => ({ at, ...leadsToLoopback(at.title, `Service '${invocationServiceName(appId)}'`, appId) }));
  });
};

/** Services that select the pods of an app, and a port of its daprd. The one that Dapr's operator would create has a port of the API. */
const services: ManifestRule = ({ apps, objects }) => {
  const byPods = new SelectorIndex(objects.filter(({ group, kind }) => group === 'core' && kind === 'Service')
    // An object without a namespace may be in the same one.
    .map(entry => ({ place: '', selector: { matchLabels: entry.spec.selector }, entry })));
  return apps.filter(({ annotations }) => listensOnLoopback(annotations)).flatMap(app =>
    byPods.selecting('', app.at.podLabels).filter(at => together(app, at) && at.name !== invocationServiceName(app.appId))
      .flatMap(at => list(at.spec.ports).map(map).flatMap((entry, i): ManifestProblem[] => {
        const target = targetOf(entry);
        return isApiPort(portOf(target, app), app.annotations) ? [{ at, ...leadsToLoopback(`spec.ports[${i}]`, `port ${target}`, app.appId) }] : [];
      })));
};

/** The number of a port with a name that a container declares. */
const portOf = (target: unknown, { at }: ManifestApp): unknown =>
  typeof target === 'string' ? at.containers.flatMap(({ ports }) => list(ports)).map(map).find(({ name }) => name === target)?.containerPort ?? target : target;

export const SERVICE_RULES: ManifestRule[] = [routes, services];
