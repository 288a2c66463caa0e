import { ApiObject } from 'cdk8s';
import { IDaprResource } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { Json } from '../util/json';

/** A daprd knows policies and targets by name, whatever object they are in. */
addRule(({ apps, loading, looseResiliencies }) => {
  const specs = new Map<IDaprResource, Json>();
  const spec = (resource: IDaprResource): Json => {
    const found = specs.get(resource) ?? JSON.parse(resource.definition()).spec ?? {};
    specs.set(resource, found);
    return found;
  };
  const scopes = new Map(looseResiliencies.map(resource => [resource, (resource.node.findChild('Resource') as ApiObject).toJson().scopes as string[] | undefined]));
  const findings = new Map<string, Finding>();
  for (const app of looseResiliencies.length ? apps : loading) {
    const loose = looseResiliencies.filter(resource => scopes.get(resource)?.includes(app.appId) ?? resource.namespace === app.namespace);
    const all = [...new Set([...app.resources.filter(({ kind }) => kind === 'Resiliency'), ...loose])];
    if (all.length < 2) {
      continue;
    }
    const first = new Map<string, { text: string; by: IDaprResource }>();
    for (const by of all) {
      for (const [name, value] of entries(spec(by))) {
        const text = JSON.stringify(value);
        const other = first.get(name);
        if (other && other.text !== text) {
          const what = `${name} of app '${app.appId}' is ${text} here and ${other.text} at '${other.by.node.path}'`;
          findings.set(what, { at: by, code: 'DAPR3121', what });
        }
        first.set(name, other ?? { text, by });
      }
    }
  }
  return [...findings.values()];
});

/** Every policy and target, by its path. */
function entries({ policies = {}, targets = {} }: Json): [string, unknown][] {
  return [...Object.entries({ ...policies }).map(([kind, map]) => [`policies.${kind}`, map]), ...Object.entries({ ...targets }).map(([kind, map]) => [`targets.${kind}`, map])]
    .flatMap(([path, map]) => Object.entries(map as Json).map(([name, value]): [string, unknown] => [`${path}.${name}`, value]));
}
