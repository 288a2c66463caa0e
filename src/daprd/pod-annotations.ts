/** The annotations of a pod: those of this library, and those of the user. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ANNOTATION_OF_NEWER_DAPR, checkAnnotations, checkedAs, deprecatedOptions } from './annotation-checks';
import { annotationLockProblems } from './annotation-locks';
import { Annotations, DAPR, ENABLED, unknownAnnotation } from './annotations';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { report, reportAll } from '../diagnostics/report';
import { error, warning } from '../diagnostics/rule';
import { isLabelKey } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { guardMap } from '../props/guard';
import { INVALID_LABEL_OR_ANNOTATION, WRONG_TYPE } from '../props/rules';
import { onePerApp } from '../synth/one-per-app';
import { isUnresolved, resolvedTexts } from '../synth/tokens';
import { describe, isTruthy, mustBe, text } from '../util/values';

export const ANNOTATION_WITHOUT_SIDECAR = error('DAPR7012', {
  title: 'dapr.io annotation on an app whose daprd runs outside its pods',
  why: 'The injector adds a sidecar as well',
  todo: 'remove it, where the workload is generated with a JSON patch; while the app moves between data planes, use DataPlane.switching',
  source: 'cdk8s-dapr',
});

export const ANNOTATION_WITHOUT_EFFECT = warning('DAPR7061', {
  title: 'dapr.io annotation without effect on an app whose daprd runs outside its pods',
  why: 'Only the injector reads the annotation, and it adds no sidecar to these pods',
  todo: 'set the option on the data plane, or acknowledge this if the annotation is left over',
  source: 'cdk8s-dapr',
});

/** Path of the annotations in most objects with a pod, as resolvers get it. */
export const ANNOTATIONS_PATH: readonly string[] = ['spec', 'template', 'metadata', 'annotations'];

/** Annotations whose values are names specific to one app. */
const NAMES = ['dapr.io/app-id', 'dapr.io/config'];
/**
 * Merges the annotations of the user into ours; an empty value removes one of ours. Problems of the result are reported
 * at `at`.
 *
 * @param own whether the pod has its own daprd, which reads the annotations
 * @param daprVersion version of that daprd, if it is not that of the control plane
 * @param object the object with the pod, for which tokens are resolved
 */
export function mergePodAnnotations(
  at: IConstruct, ours: Annotations, theirs: Annotations | undefined, own: boolean, daprVersion = DaprPlatform.of(at).daprVersion,
  object = () => ApiObject.of(at),
): Annotations {
  const all = theirs === undefined ? ours : merge(at, ours, theirs, own);
  if (isUnresolved(at, all)) {
    Diagnostics.of(at).check(() => checkResolved(at, resolvedTexts(object(), ANNOTATIONS_PATH, all), theirs, own, daprVersion));
  } else if (own) {
    reportAll(at, findingsOnce(at, all, daprVersion));
    reportAll(at, annotationLockProblems(at, all, theirs));
  }
  return all;
}

/** Those of our annotations that the user neither sets nor removes. */
export const withoutSet = (ours: Annotations, theirs: Annotations | undefined): Annotations =>
  theirs === undefined ? ours : Object.fromEntries(Object.entries(ours).filter(([name]) => theirs[name] === undefined));

/** Findings about annotations whose tokens are resolved. */
function checkResolved(at: IConstruct, all: Annotations, theirs: Annotations | undefined, own: boolean, daprVersion: string): Finding[] {
  const wrong = Object.entries(all).filter(([key, value]) => text(value) && !(own && key.startsWith(DAPR)));
  return [
    ...wrong.map(([key, value]) => ({ at, rule: WRONG_TYPE, what: mustBe(`annotation ${key}`, text(value)!, value) })),
    ...own ? findingsOnce(at, all, daprVersion) : [],
    ...own ? annotationLockProblems(at, all, theirs).map(problem => ({ at, ...problem })) : [],
  ];
}

function merge(at: IConstruct, ours: Annotations, theirs: Annotations, own: boolean): Annotations {
  const all = { ...ours };
  for (const [key, value] of Object.entries(guardMap(at, 'podAnnotations', theirs, true))) {
    const unknown = key.startsWith(DAPR) ? unknownAnnotation(key) : undefined;
    if (unknown) {
      report(at, ANNOTATION_OF_NEWER_DAPR, unknown);
    }
    // The API server ignores the case of annotation keys.
    if (!isLabelKey(key.toLowerCase())) {
      report(at, INVALID_LABEL_OR_ANNOTATION, `podAnnotations contains the invalid key ${describe(key)}`);
    }
    if (!own && key.startsWith(DAPR)) {
      const rule = key === ENABLED && isTruthy(String(value)) ? ANNOTATION_WITHOUT_SIDECAR : ANNOTATION_WITHOUT_EFFECT;
      report(at, rule, `podAnnotations contains ${key}`, 'set the option on the data plane');
    }
    if (value === '') {
      delete all[key];
    } else {
      all[key] = value;
    }
  }
  return all;
}

/** Fingerprints of sets of annotations without findings. */
const VALID = onePerApp('sound-annotations', () => new Set<string>());

/** Checks sets of annotations that differ in names only once: the check takes a tenth of the synth time of an app. */
function findingsOnce(at: IConstruct, annotations: Annotations, daprVersion: string): Finding[] {
  const valid = VALID(at);
  const known = fingerprint(annotations, daprVersion);
  const named = NAMES.filter(name => name in annotations);
  if (known !== undefined && valid.has(known) && !named.some(name => checkedAs(name)?.check(annotations[name]))) {
    return [];
  }
  const findings = [...checkAnnotations(at, annotations, daprVersion), ...deprecatedOptions(at, annotations)];
  if (known !== undefined && !findings.length) {
    valid.add(known);
  }
  return findings;
}

/** Equal for annotations that differ in names only; undefined if a value is not a string. */
function fingerprint(annotations: Annotations, daprVersion: string): string | undefined {
  let all = daprVersion;
  for (const key in annotations) {
    const value = annotations[key];
    if (typeof value !== 'string') {
      return undefined;
    }
    // With lengths, so that no value can look like the end of one annotation and the next annotation.
    all += NAMES.includes(key) ? `${key.length}:${key}` : `${key.length}:${key}${value.length}:${value}`;
  }
  return all;
}
