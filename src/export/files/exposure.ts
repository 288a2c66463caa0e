import { ApiObject } from 'cdk8s';
import { Findings } from './findings';
import { warning } from '../../diagnostics/rule';
import { backendsOf, ROUTING_KINDS } from '../../kubernetes/backends';
import { clusterOf } from '../../kubernetes/cluster';
import { keyIn } from '../../kubernetes/names';
import { SelectorIndex } from '../../kubernetes/selector-index';
import { allObjects } from '../../synth/omitted-objects';
import { isMap, Json } from '../../util/json';
import { templateOf } from '../../workload/template-path';
import { TopologyApp } from '../topology/model';
import { DaprTopology } from '../topology/topology';

const NOT_EXPOSED = warning('DAPR8181', {
  title: 'app that the cluster shows to the outside, and the export does not',
  why: 'Clients outside the target reach nothing at the address that they have in the cluster',
  todo: 'make the app reachable on the target, then acknowledge this',
  source: 'cdk8s-dapr docs/exporters.md',
});

/** A VirtualService without a gateway leads calls within the mesh. */
const isFromOutside = ({ kind }: ApiObject, spec: Json): boolean =>
  kind !== 'VirtualService' || (Array.isArray(spec.gateways) && spec.gateways.some(gateway => gateway !== 'mesh'));

/** The Services of an App that lead from outside the cluster to its pods. */
export class Exposure {
  /** What shows each Service. */
  private readonly services: SelectorIndex<string>;

  constructor({ scope, cluster }: DaprTopology) {
    const objects = allObjects(scope.node.root).filter(object => clusterOf(object) === cluster);
    const routes = new Map<string, string>();
    for (const object of objects.filter(({ kind }) => ROUTING_KINDS.includes(kind))) {
      const { spec, metadata } = object.toJson();
      if (isMap(spec) && isFromOutside(object, spec)) {
        backendsOf(spec).forEach(({ name, namespace = metadata.namespace }) => routes.set(keyIn(namespace, name), `${object.kind} '${metadata.name}'`));
      }
    }
    this.services = new SelectorIndex(objects.filter(({ kind, apiGroup }) => kind === 'Service' && apiGroup === 'core').flatMap(object => {
      const { spec = {}, metadata: { name, namespace } } = object.toJson();
      const what = ['LoadBalancer', 'NodePort'].includes(spec.type) ? `Service '${name}' of type ${spec.type}` : routes.get(keyIn(namespace, name));
      return what ? [{ place: namespace ?? '', selector: { matchLabels: spec.selector }, entry: what }] : [];
    }));
  }

  /** Reports an app that is reachable from outside the cluster. */
  public report({ construct: at, workload, namespace }: TopologyApp, findings: Findings, todo: string): void {
    const found = this.services.selecting(namespace ?? '', templateOf(workload)?.metadata?.labels ?? {});
    if (found.length) {
      findings.warn(at, NOT_EXPOSED, `${[...new Set(found)].sort().join(' and ')} shows the app to clients outside the cluster, and the export does not`, todo);
    }
  }
}
