/** The annotations of a pod: those of the library, and what the user gave beside them. */
import { IConstruct } from 'constructs';
import { ANNOTATION_OF_NEWER_DAPR, checkAnnotations, checkedAs, deprecatedOptions } from './annotation-checks';
import { Annotations, DAPR, unknownAnnotation } from './annotations';
import { Finding } from '../diagnostics/finding';
import { report, reportAll } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { isLabelKey } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { reportLocked, reportUnderLock } from '../platform/locks';
import { daprdVersionOf } from './image';
import { guardMap } from '../props/guard';
import { INVALID_LABEL_OR_ANNOTATION } from '../props/rules';
import { onePerApp } from '../synth/one-per-app';
import { describe } from '../util/values';

export const ANNOTATION_WITHOUT_SIDECAR = error('DAPR7012', {
  title: 'dapr.io annotation on an app with a daprd outside its pod',
  why: 'A sidecar would be injected too, or the annotation does nothing',
  todo: 'remove it, or give the option to the data plane',
  source: 'cdk8s-dapr',
});

/** Annotations whose values are names of one app. */
const NAMES = ['dapr.io/app-id', 'dapr.io/config'];
/**
 * Adds the annotations that the user gave to ours; an empty text removes one of ours. What is wrong with the result
 * is reported about `at`.
 *
 * @param own whether the pod has a daprd of its own, which reads them
 * @param daprVersion version of that daprd, where it is not the control plane's
 */
export function mergePodAnnotations(
  at: IConstruct, ours: Annotations, given: Annotations | undefined, own: boolean, daprVersion = DaprPlatform.of(at).daprVersion,
): Annotations {
  const all = given === undefined ? ours : withGiven(at, ours, given, own);
  if (own) {
    reportAll(at, findingsOnce(at, all, daprVersion));
    checkLocks(at, all, given);
  }
  return all;
}

/** Locked settings that an annotation would undo, whichever option or annotation of the user it comes from. */
function checkLocks(at: IConstruct, all: Annotations, given: Annotations | undefined): void {
  const image = all['dapr.io/sidecar-image'];
  const version = image === undefined ? undefined : daprdVersionOf(String(image));
  reportLocked(at, 'apiTokenSecret', all['dapr.io/api-token-secret'], 'apiTokenSecret (dapr.io/api-token-secret)');
  if (version !== undefined) {
    reportLocked(at, 'daprVersion', version, 'version of sidecarImage');
  }
  // Without the derived Configuration, nothing of what apps declare limits them.
  if (given?.['dapr.io/config']) {
    reportUnderLock(at, 'derivedAccess', "podAnnotations['dapr.io/config']");
  }
}

function withGiven(at: IConstruct, ours: Annotations, given: Annotations, own: boolean): Annotations {
  const all = { ...ours };
  for (const [key, value] of Object.entries(guardMap(at, 'podAnnotations', given))) {
    const unknown = key.startsWith(DAPR) ? unknownAnnotation(key) : undefined;
    if (unknown) {
      report(at, ANNOTATION_OF_NEWER_DAPR, unknown);
    }
    if (!isLabelKey(key)) {
      report(at, INVALID_LABEL_OR_ANNOTATION, `key ${describe(key)}`);
    }
    if (!own && key.startsWith(DAPR)) {
      report(at, ANNOTATION_WITHOUT_SIDECAR, `podAnnotations has ${key}`, 'give the option to the data plane');
    }
    if (value === '') {
      delete all[key];
    } else {
      all[key] = value;
    }
  }
  return all;
}

/** Sets of annotations in which nothing was found, by `fingerprint`. */
const SOUND = onePerApp('sound-annotations', () => new Set<string>());

/** The same check for each app, done once for those that differ in names only: measured, it is a tenth of an app's share of a synth. */
function findingsOnce(at: IConstruct, annotations: Annotations, daprVersion: string): Finding[] {
  const sound = SOUND(at);
  const known = fingerprint(annotations, daprVersion);
  const named = NAMES.filter(name => name in annotations);
  if (known !== undefined && sound.has(known) && !named.some(name => checkedAs(name)?.check(annotations[name]))) {
    return [];
  }
  const findings = [...checkAnnotations(at, annotations, daprVersion), ...deprecatedOptions(at, annotations)];
  if (known !== undefined && !findings.length) {
    sound.add(known);
  }
  return findings;
}

/** The same for annotations that differ in names only; none where one of them is no text. */
function fingerprint(annotations: Annotations, daprVersion: string): string | undefined {
  let all = daprVersion;
  for (const key in annotations) {
    const value = annotations[key];
    if (typeof value !== 'string') {
      return undefined;
    }
    // With their lengths, so that no text can look like the end of one and the next annotation.
    all += NAMES.includes(key) ? `${key.length}:${key}` : `${key.length}:${key}${value.length}:${value}`;
  }
  return all;
}
