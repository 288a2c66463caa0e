import { IDaprResource } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { APPS } from '../facts/apps';
import { definitionOf } from '../facts/definitions';
import { Edges } from '../facts/edges';
import { loadingApps } from '../facts/uses';
import { hasUnbound, unboundOf } from '../resources/resiliency/unbound';
import { Json } from '../util/json';

export const CONFLICTING_RESILIENCIES = error('DAPR3121', {
  title: 'conflicting Resiliencies of an app',
  why: 'daprd identifies policies and targets by name across all Resiliencies: the one that it loads last wins',
  todo: 'merge the Resiliencies, or use unique policy names',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});

/** daprd identifies policies and targets by name across all Resiliencies that it loads. */
const conflicts: AppCheck = root => {
  const specs = new Map<IDaprResource, Json>();
  const spec = (resource: IDaprResource): Json => {
    const found = specs.get(resource) ?? JSON.parse(definitionOf(resource)).spec ?? {};
    specs.set(resource, found);
    return found;
  };
  const findings = new Map<string, Finding>();
  for (const app of hasUnbound(root) ? APPS.of(root) : loadingApps(root)) {
    const own = Edges.of(app).loadedBy(app).filter(({ kind }) => kind === 'Resiliency');
    const all = [...new Set([...own, ...unboundOf(app)])];
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
          findings.set(`${by.node.path} ${what}`, { at: by, rule: CONFLICTING_RESILIENCIES, what });
        }
        first.set(name, other ?? { text, by });
      }
    }
  }
  return [...findings.values()];
};

export const checks = [conflicts];

/** All policies and targets by their path. */
function entries({ policies = {}, targets = {} }: Json): [string, unknown][] {
  return [...Object.entries({ ...policies }).map(([kind, map]) => [`policies.${kind}`, map]), ...Object.entries({ ...targets }).map(([kind, map]) => [`targets.${kind}`, map])]
    .flatMap(([path, map]) => Object.entries(map as Json).map(([name, value]): [string, unknown] => [`${path}.${name}`, value]));
}
