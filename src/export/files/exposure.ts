import { Findings } from './findings';
import { warning } from '../../diagnostics/rule';
import { clusterOf } from '../../kubernetes/cluster';
import { allObjects } from '../../synth/omitted-objects';
import { isMap, Json, mapsIn } from '../../util/json';
import { templateOf } from '../../workload/template-path';
import { TopologyApp } from '../topology/model';
import { DaprTopology } from '../topology/topology';

const NOT_EXPOSED = warning('DAPR8181', {
  title: 'app that the cluster shows to the outside, and the export does not',
  why: 'Clients outside the target reach nothing at the address that they have in the cluster',
  todo: 'make the app reachable on the target, then acknowledge this',
  source: 'cdk8s-dapr docs/exporters.md',
});

/** Kinds that lead to Services from outside the cluster, with the names of these Services. */
const ROUTES: { [kind: string]: (spec: Json) => unknown[] } = {
  Ingress: spec => [spec.defaultBackend, ...mapsIn(spec.rules).flatMap(rule => mapsIn(rule.http?.paths).map(({ backend }) => backend))]
    .map(backend => backend?.service?.name),
  ...Object.fromEntries(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'].map(kind => [kind, (spec: Json) => mapsIn(spec.rules)
    .flatMap(rule => mapsIn(rule.backendRefs).filter(ref => (ref.kind ?? 'Service') === 'Service').map(({ name }) => name))])),
};
const ROUTE_GROUPS = ['networking.k8s.io', 'gateway.networking.k8s.io'];

interface Exposed { readonly selector: [string, string][]; readonly what: string }

/** The Services of an App that lead from outside the cluster to its pods. */
export class Exposure {
  /** By namespace and first label of the selector. */
  private readonly services = new Map<string, Exposed[]>();

  constructor({ scope, cluster }: DaprTopology) {
    const objects = allObjects(scope.node.root).filter(object => clusterOf(object) === cluster);
    const routes = new Map<string, string>();
    for (const object of objects.filter(({ kind, apiGroup }) => Object.hasOwn(ROUTES, kind) && ROUTE_GROUPS.includes(apiGroup))) {
      const { spec, metadata } = object.toJson();
      ROUTES[object.kind](isMap(spec) ? spec : {}).forEach(name => routes.set(keyOf(metadata.namespace, name), `${object.kind} '${metadata.name}'`));
    }
    for (const object of objects.filter(({ kind, apiGroup }) => kind === 'Service' && apiGroup === 'core')) {
      const { spec = {}, metadata } = object.toJson();
      const selector = Object.entries<string>(spec.selector ?? {});
      const what = ['LoadBalancer', 'NodePort'].includes(spec.type) ? `Service '${metadata.name}' of type ${spec.type}` : routes.get(keyOf(metadata.namespace, metadata.name));
      if (what && selector.length) {
        const key = keyOf(metadata.namespace, selector[0].join('='));
        const others = this.services.get(key) ?? [];
        others.push({ selector, what });
        this.services.set(key, others);
      }
    }
  }

  /** Reports an app that is reachable from outside the cluster. */
  public report({ construct: at, workload, namespace }: TopologyApp, findings: Findings, todo: string): void {
    const labels: { [label: string]: string } = templateOf(workload)?.metadata?.labels ?? {};
    const found = Object.entries(labels).flatMap(label => this.services.get(keyOf(namespace, label.join('='))) ?? [])
      .filter(({ selector }) => selector.every(([label, value]) => labels[label] === value)).map(({ what }) => what);
    if (found.length) {
      findings.warn(at, NOT_EXPOSED, `${[...new Set(found)].sort().join(' and ')} shows the app to clients outside the cluster, and the export does not`, todo);
    }
  }
}

const keyOf = (namespace: string | undefined, name: unknown): string => `${namespace ?? ''}/${name}`;
