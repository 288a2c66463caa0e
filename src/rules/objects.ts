import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { keyIn } from '../kubernetes/names';

/** cdk8s writes two objects of one kind and name, and whoever is applied last wins. */
addRule(registry => {
  // What these make is named by app-id or resource name, and those are compared already.
  const compared = new Set<IConstruct>([...registry.resources, ...registry.apps, ...registry.sharedDaprds]);
  const first = new Map<string, ApiObject>();
  const findings: Finding[] = [];
  for (const object of registry.objects()) {
    const key = keyIn(object.metadata.namespace, object.apiGroup, object.kind, object.name);
    const other = first.get(key);
    if (!other) {
      first.set(key, object);
    } else if (!(compared.has(object.node.scope!) && compared.has(other.node.scope!))) {
      findings.push({
        at: object,
        code: Chart.of(object) === Chart.of(other) ? 'DAPR1024' : 'DAPR1025',
        what: `${object.kind} '${object.name}' is defined at '${other.node.path}' too`,
      });
    }
  }
  return findings;
});
