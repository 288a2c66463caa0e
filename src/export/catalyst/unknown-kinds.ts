import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyResource } from '../topology/model';

/** Kinds that Catalyst does not document. */
const UNKNOWN = ['MCPServer', 'WorkflowAccessPolicy'];

/** Reports what an app of Catalyst would load and Catalyst has not. */
export function refuseUnknownKinds(resources: TopologyResource[], ids: string[], findings: Findings): void {
  for (const { construct: at, kind, name, manifest: json } of resources.filter(resource => UNKNOWN.includes(resource.kind))) {
    if (!json.scopes || json.scopes.some((scope: string) => ids.includes(scope))) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `${kind} '${name}': Catalyst documents none of this kind`, 'let apps of the cluster only load it');
    }
  }
}
