/** Routes and Services that lead to a daprd which listens on loopback only. */
import { list, Manifest, map, together } from './manifest';
import { ManifestApp, ManifestProblem, ManifestRule } from './manifests';
import { ROUTING_KINDS } from '../kubernetes/backends';
import { invocationServiceName } from '../kubernetes/names';
import { apiBackends, isApiPort, leadsToLoopback, listensOnLoopback, targetOf } from '../rules/workloads/loopback';
import { grouped } from '../util/grouped';

/** An app with one of its pod labels. */
interface Labelled {
  readonly app: ManifestApp;
  readonly label: string;
}

/** Routes to the Service that Dapr's operator creates. */
const routes: ManifestRule = ({ apps, objects }) => {
  const byService = grouped(apps.filter(({ annotations }) => listensOnLoopback(annotations)), ({ appId }) => invocationServiceName(appId));
  return objects.filter(({ kind }) => ROUTING_KINDS.includes(kind)).flatMap(at => {
    const found = apiBackends(at.spec).flatMap(({ name, namespace = at.namespace }) =>
      byService.get(name)?.find(app => together(app, { namespace })) ?? []);
    return [...new Set(found)].map(({ appId }): ManifestProblem => ({ at, ...leadsToLoopback(at.title, `Service '${invocationServiceName(appId)}'`, appId) }));
  });
};

/** Services that select the pods of an app, and a port of its daprd. */
const services: ManifestRule = ({ apps, objects }) => {
  const labelled = grouped(apps.filter(({ annotations }) => listensOnLoopback(annotations))
    .flatMap(app => Object.entries(app.at.podLabels).map((label): Labelled => ({ app, label: label.join('=') }))), ({ label }) => label);
  return objects.filter(({ group, kind, spec }) => group === 'core' && kind === 'Service' && Object.keys(map(spec.selector)).length)
    .flatMap(at => selected(at, labelled).flatMap(app => list(at.spec.ports).map(map).flatMap((entry, i): ManifestProblem[] => {
      const target = targetOf(entry);
      return isApiPort(portOf(target, app), app.annotations) ? [{ at, ...leadsToLoopback(`spec.ports[${i}]`, `port ${target}`, app.appId) }] : [];
    })));
};

/** The number of a port with a name that a container declares. */
const portOf = (target: unknown, { at }: ManifestApp): unknown =>
  typeof target === 'string' ? at.containers.flatMap(({ ports }) => list(ports)).map(map).find(({ name }) => name === target)?.containerPort ?? target : target;

/** The apps whose pods a Service selects; the Service that Dapr's operator would create has a port of the API. */
function selected(service: Manifest, labelled: Map<string, Labelled[]>): ManifestApp[] {
  const labels = Object.entries(map(service.spec.selector));
  const [fewest] = labels.map(label => labelled.get(label.join('=')) ?? []).sort((a, b) => a.length - b.length);
  return fewest.map(({ app }) => app).filter(app => together(app, service) && service.name !== invocationServiceName(app.appId)
    && labels.every(([label, value]) => app.at.podLabels[label] === value));
}

export const SERVICE_RULES: ManifestRule[] = [routes, services];
