import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyResource } from '../topology/model';

/** Kinds of resources that Catalyst does not document. */
const UNDOCUMENTED = ['MCPServer', 'WorkflowAccessPolicy'];

/** Reports resources of undocumented kinds that an app at Catalyst would load. */
export function refuseUndocumentedKinds(resources: TopologyResource[], ids: string[], findings: Findings): void {
  for (const { construct: at, kind, name, manifest: json } of resources.filter(resource => UNDOCUMENTED.includes(resource.kind))) {
    if (!json.scopes || json.scopes.some((scope: string) => ids.includes(scope))) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `${kind} '${name}' is of a kind that Catalyst does not document`, 'scope it to apps in the cluster only');
    }
  }
}
