import { Chart } from 'cdk8s';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { Edges } from '../facts/edges';
import { Objects } from '../facts/objects';
import { loadingApps } from '../facts/uses';
import { placeOf } from '../kubernetes/cluster';
import { BUILTIN_STORE } from '../kubernetes/names';
import { SimilarNames } from '../kubernetes/similar-names';
import { EXISTING_RESOURCES } from '../resources/resource';
import { grouped } from '../util/grouped';

const SIMILAR_REFERENCE = warning('DAPR4030', {
  title: 'reference by a name that resembles that of a defined resource',
  why: 'If the name is misspelled, Dapr does not find the resource: a target, a handler or a scope with this name has no effect or fails',
  todo: 'pass the resource itself, or acknowledge this if one with this name is defined outside this App',
  source: 'dapr/dapr pkg/resiliency/resiliency.go, pkg/middleware/http/http.go, pkg/runtime/runtime.go',
});

/** The names of the objects of a kind. */
interface Defined {
  readonly all: ReadonlySet<string>;
  readonly byPlace: ReadonlyMap<string, SimilarNames>;
}

/** Components, HTTP endpoints and Configurations that are referenced by name may be outside the App, so a misspelled name is valid. */
const similarReferences: AppCheck = root => {
  const references = EXISTING_RESOURCES.of(root).filter(({ resourceName }) => resourceName !== BUILTIN_STORE);
  if (!references.length) {
    return [];
  }
  // The name of a component that an app uses is compared at the app (DAPR4021).
  const used = new Set(loadingApps(root).flatMap(app => Edges.of(app).loadedBy(app)).filter(({ kind }) => kind === 'Component'));
  const known = new Map<string, Defined>();
  const definedOf = (kind: string): Defined => {
    const objects = Objects.of(root).ofKind(kind, 'dapr.io').map(object => ({ name: object.name, place: placeOf(object, object.metadata.namespace) }));
    return {
      all: new Set(objects.map(({ name }) => name)),
      byPlace: new Map([...grouped(objects, ({ place }) => place)].map(([place, here]) => [place, new SimilarNames(here.map(({ name }) => name))])),
    };
  };
  return references.filter(reference => !used.has(reference)).flatMap((at): Finding[] => {
    const { kind, resourceName: name } = at;
    const defined = known.get(kind) ?? definedOf(kind);
    known.set(kind, defined);
    const similar = defined.all.has(name) ? undefined : defined.byPlace.get(placeOf(at, Chart.of(at).namespace))?.typo(name);
    return similar === undefined ? [] : [{ at, rule: SIMILAR_REFERENCE, what: `no ${kind} of this App has the name '${name}'; did you mean '${similar}'?` }];
  });
};

export const checks = [similarReferences];
