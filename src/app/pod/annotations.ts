import { IConstruct } from 'constructs';
import { adoptedAnnotations } from './adopted';
import { IDaprApp } from '../../contract';
import { CONTROL_PLANE_NAMESPACE } from '../../dapr/namespaces';
import { checkAnnotations, deprecatedOptions } from '../../daprd/annotation-checks';
import { annotationLockProblems, lockedOptionProblems } from '../../daprd/annotation-locks';
import { Annotations, ENABLED, propOf, unknownAnnotation, wantsDaprd } from '../../daprd/annotations';
import { ANNOTATION_WITHOUT_EFFECT, ANNOTATION_WITHOUT_SIDECAR } from '../../daprd/pod-annotations';
import { Finding } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { Json, sorted, withEntry } from '../../util/json';
import { describe, describeAt } from '../../util/values';

export const ENABLED_NOT_TRUE = error('DAPR1007', {
  title: 'dapr.io/enabled other than "true"',
  why: 'Dapr\'s operator treats the value as enabled and the sidecar injector as disabled: the pod runs without daprd and without an error',
  todo: 'set it to "true", or remove it: DaprApp sets it',
  source: 'dapr/dapr pkg/injector/service/handler.go',
  manifests: true,
});
const ENABLED_REPLACED = warning('DAPR1060', {
  title: 'dapr.io/enabled that DaprApp replaces',
  why: 'DaprApp sets it to "true": the pod gets a sidecar',
  todo: 'remove the annotation, or remove DaprApp if the pod should have no daprd',
  source: 'cdk8s-dapr',
});
export const UNKNOWN_ANNOTATION = error('DAPR1008', {
  title: 'unknown dapr.io annotation',
  why: 'Dapr silently ignores unknown annotations',
  todo: 'correct the name, or set an annotation newer than this library in podAnnotations of DaprApp',
  source: 'dapr/dapr pkg/injector/annotations/annotations.go',
  manifests: true,
});
export const MISPLACED_ANNOTATION = error('DAPR1015', {
  title: 'dapr.io annotation on the workload instead of the pod',
  why: 'The sidecar injector reads only pod annotations: the pod runs without daprd',
  todo: 'remove the annotation: DaprApp annotates the pod template',
  source: 'dapr/dapr pkg/injector/service',
  manifests: true,
});
const CONTRADICTING_ANNOTATION = error('DAPR1018', {
  title: 'hand-written annotation that contradicts DaprApp',
  why: 'Only one of the two values can apply, and the other is lost',
  todo: 'remove the annotation or change the prop',
  source: 'cdk8s-dapr',
});
const ANNOTATION_OF_PROP = warning('DAPR1019', {
  title: 'hand-written annotation instead of a prop',
  why: 'The annotation applies to this data plane only: it is lost when the data plane changes',
  todo: 'use the prop',
  source: 'cdk8s-dapr',
});

const isDapr = (key: string): boolean => key.startsWith('dapr.io/');

/** Adds our annotations to the hand-written ones, and reports conflicts. */
export function addAnnotations(at: IDaprApp, template: Json, ours: Annotations, injected: boolean, findings: Finding[]): void {
  const { kept, others: theirs } = adoptedAnnotations(at, template.metadata?.annotations ?? {}, ours, injected);
  const all = { ...theirs, ...ours, ...kept };
  if (Object.keys(all).length) {
    // Annotations come first in metadata.
    template.metadata = Object.assign({ annotations: {} }, template.metadata, { annotations: sorted(all) });
  } else if (Object.keys(template.metadata?.annotations ?? {}).length) {
    const { annotations: _, ...metadata } = template.metadata;
    template.metadata = metadata;
  }
  const handWritten = Object.keys(theirs).filter(isDapr);
  if (!handWritten.length) {
    // Ours alone were checked when they were rendered.
    return;
  }
  if (!injected) {
    const isEnabled = wantsDaprd(theirs);
    handWritten.filter(key => isEnabled || key !== ENABLED).forEach(key => findings.push({
      at, rule: key === ENABLED ? ANNOTATION_WITHOUT_SIDECAR : ANNOTATION_WITHOUT_EFFECT, what: `pod annotation ${key} is ${describeAt(key, theirs[key])}`,
    }));
    return;
  }
  const conflicts = handWritten.flatMap(key => checkHandWritten(at, key, theirs[key], ours));
  findings.push(...conflicts);
  if (!conflicts.some(({ rule }) => rule === UNKNOWN_ANNOTATION)) {
    findings.push(...checkAnnotations(at, all), ...deprecatedOptions(at, theirs));
    findings.push(...[...annotationLockProblems(at, all, theirs), ...lockedOptionProblems(at, theirs, ours)].map(problem => ({ at, ...problem })));
  }
}

/** Adds labels. */
export function addLabels(template: Json, labels: Annotations | undefined): void {
  if (labels && Object.keys(labels).length) {
    template.metadata = withEntry(template.metadata ?? {}, 'labels', sorted({ ...template.metadata?.labels, ...labels }));
  }
}

/** Dapr ignores its annotations on the workload itself. */
export function misplacedAnnotations(at: IConstruct, object: Json): Finding[] {
  const { annotations } = object.metadata ?? {};
  return object.kind === 'Pod' || !annotations ? [] : Object.keys(annotations).filter(isDapr)
    .map(key => ({ at, rule: MISPLACED_ANNOTATION, what: `annotation ${key} is on ${object.kind} '${object.metadata.name}' instead of its pods` }));
}

function checkHandWritten(at: IConstruct, key: string, value: string, ours: Annotations): Finding[] {
  if (key === 'dapr.io/control-plane') {
    return [{ at, rule: CONTROL_PLANE_NAMESPACE, what: `pod annotation ${key} must not be set`, todo: 'remove the annotation' }];
  }
  if (key in ours) {
    const prop = propOf(key);
    // The injector accepts true in any case.
    return ours[key] === value || (key === ENABLED && /^true$/i.test(String(value))) ? [] : [{
      at,
      rule: key === ENABLED ? ENABLED_REPLACED : CONTRADICTING_ANNOTATION,
      what: `pod annotation ${key} is ${describe(value)}, and DaprApp sets ${describe(ours[key])}`,
      todo: prop ? `remove the annotation, or set ${prop}` : undefined,
    }];
  }
  const unknown = unknownAnnotation(key);
  return unknown ? [{ at, rule: UNKNOWN_ANNOTATION, what: unknown }]
    : [{ at, rule: ANNOTATION_OF_PROP, what: `pod annotation ${key} is ${describeAt(key, value)}`, todo: propOf(key) ? `use ${propOf(key)}` : undefined }];
}
