/** Dapr annotations in places that the injector does not read. */
import { map } from './manifest';
import { ManifestProblem, ManifestRule } from './manifests';
import { MISPLACED_ANNOTATION } from '../app/pod/annotations';
import { KNOWN_ANNOTATIONS, misspelledPrefix } from '../daprd/annotations';
import { invocationServiceName } from '../kubernetes/names';
import { Json } from '../util/json';
import { shownPath } from '../workload/template-path';

const known = (annotations: unknown): [key: string, value: unknown][] =>
  Object.entries(map(annotations)).filter(([key]) => KNOWN_ANNOTATIONS.includes(key) || misspelledPrefix(key) !== undefined);

/** Dapr annotations on objects other than pods. */
const onOthers: ManifestRule = ({ objects }) => objects.flatMap(object => {
  const places: [path: string, kind: string, annotations: unknown][] = [['metadata.annotations', object.kind, map(object.json.metadata).annotations]];
  if (object.kind === 'CronJob') {
    places.push(['spec.jobTemplate.metadata.annotations', 'Job', map(map(object.spec.jobTemplate).metadata).annotations]);
  }
  const checked = object.kind !== 'Pod' && (object.template || ['Service', 'Namespace'].includes(object.kind));
  return !checked ? [] : places.flatMap(([path, kind, annotations]) => known(annotations)
    // A copy of the pod's annotation does no harm.
    .filter(([key, value]) => object.podAnnotations[key] !== value)
    // The invocation Service has the app ID, as the one that the operator creates.
    .filter(([key, value]) => !(key === 'dapr.io/app-id' && object.name === invocationServiceName(String(value))))
    .map(([key]): ManifestProblem => ({
      at: object,
      rule: MISPLACED_ANNOTATION,
      what: `${path}['${key}'] must be an annotation of the pod; got one of the ${kind}`,
      todo: object.template ? `move it to ${object.annotationsPath}` : 'move it to the pod template of the workload',
    })));
});

/** The value at a path in an object. */
const valueAt = (object: Json, path: readonly string[]): unknown => path.reduce<unknown>((at, key) => map(at)[key], object);

/** Annotations outside metadata, which the API server drops. */
const outsideMetadata: ManifestRule = ({ objects }) => objects.filter(object => object.template).flatMap((object): ManifestProblem[] => {
  const places = [[], ['spec'], object.place, [...object.place, 'spec']].map(path => [...path, 'annotations']);
  return [...new Map(places.map(path => [shownPath(path), path]))].flatMap(([shown, path]) => known(valueAt(object.json, path)).map(([key]) => ({
    at: object,
    rule: MISPLACED_ANNOTATION,
    what: `${shown}['${key}'] must be in ${object.annotationsPath}; the API server drops it here`,
    todo: `move it to ${object.annotationsPath}`,
  })));
});

export const ANNOTATION_PLACES: ManifestRule[] = [onOthers, outsideMetadata];
