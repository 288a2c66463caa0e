import { IConstruct } from 'constructs';
import { CONTROL_PLANE_NAMESPACE } from '../../dapr/namespaces';
import { checkAnnotations, deprecatedOptions } from '../../daprd/annotation-checks';
import { propOf, unknownAnnotation } from '../../daprd/annotations';
import { ANNOTATION_WITHOUT_SIDECAR } from '../../daprd/pod-annotations';
import { Finding } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { Json, sorted, withEntry } from '../../util/json';
import { describe } from '../../util/values';

export const ENABLED_NOT_TRUE = error('DAPR1007', {
  title: 'dapr.io/enabled is not "true"',
  why: 'The operator takes it for yes and the injector for no: the pod runs without daprd, without an error',
  todo: 'write "true", or leave the annotation to DaprApp',
  source: 'dapr/dapr pkg/injector/service/handler.go',
  manifests: true,
});
export const UNKNOWN_ANNOTATION = error('DAPR1008', {
  title: 'unknown dapr.io annotation',
  why: 'Dapr ignores annotations that it does not know',
  todo: 'correct the name; for an annotation newer than this library use podAnnotations of DaprApp',
  source: 'dapr/dapr pkg/injector/annotations/annotations.go',
  manifests: true,
});
export const MISPLACED_ANNOTATION = error('DAPR1015', {
  title: 'dapr.io annotation on the workload instead of the pod',
  why: 'The injector reads pod annotations only: the pod would run without daprd',
  todo: 'remove it; DaprApp annotates the pod template',
  source: 'dapr/dapr pkg/injector/service',
  manifests: true,
});
const CONTRADICTING_ANNOTATION = error('DAPR1018', {
  title: 'hand-written annotation contradicts DaprApp',
  why: 'One of the two values would be lost',
  todo: 'remove the annotation or change the prop',
  source: 'cdk8s-dapr',
});
const ANNOTATION_OF_PROP = warning('DAPR1019', {
  title: 'hand-written annotation that a prop sets',
  why: 'It is kept, but other data planes do not see it: switching the data plane would lose it',
  todo: 'use the prop',
  source: 'cdk8s-dapr',
});

type Annotations = { [name: string]: string };
const isDapr = (key: string): boolean => key.startsWith('dapr.io/');

/** Adds our annotations to those that somebody wrote by hand, and says what does not go together. */
export function addAnnotations(at: IConstruct, template: Json, ours: Annotations, injected: boolean, findings: Finding[]): void {
  const theirs: Annotations = template.metadata?.annotations ?? {};
  const all = { ...theirs, ...ours };
  if (Object.keys(all).length) {
    // No field of metadata comes before them.
    template.metadata = Object.assign({ annotations: {} }, template.metadata, { annotations: sorted(all) });
  }
  const handWritten = Object.keys(theirs).filter(isDapr);
  if (!injected) {
    handWritten.forEach(key => findings.push({ at, rule: ANNOTATION_WITHOUT_SIDECAR, what: `the pod carries ${key}: ${describe(theirs[key])}` }));
    return;
  }
  const beside = handWritten.flatMap(key => checkBeside(at, key, theirs[key], ours));
  findings.push(...beside);
  // Ours alone were checked when they were made.
  if (handWritten.length && !beside.some(({ rule }) => rule === UNKNOWN_ANNOTATION)) {
    findings.push(...checkAnnotations(at, all), ...deprecatedOptions(at, theirs));
  }
}

/** Adds labels. */
export function addLabels(template: Json, labels: Annotations | undefined): void {
  if (labels && Object.keys(labels).length) {
    template.metadata = withEntry(template.metadata ?? {}, 'labels', sorted({ ...template.metadata?.labels, ...labels }));
  }
}

/** Dapr's annotations on the workload itself do nothing. */
export function misplacedAnnotations(at: IConstruct, object: Json): Finding[] {
  const { annotations } = object.metadata ?? {};
  return object.kind === 'Pod' || !annotations ? [] : Object.keys(annotations).filter(isDapr)
    .map(key => ({ at, rule: MISPLACED_ANNOTATION, what: `${object.kind} '${object.metadata.name}' itself carries ${key}` }));
}

function checkBeside(at: IConstruct, key: string, value: string, ours: Annotations): Finding[] {
  if (key === 'dapr.io/control-plane') {
    return [{ at, rule: CONTROL_PLANE_NAMESPACE, what: `the pod carries ${key}` }];
  }
  if (key in ours) {
    const prop = propOf(key);
    // The injector takes any case of true for yes.
    return ours[key] === value || (key === 'dapr.io/enabled' && /^true$/i.test(String(value))) ? [] : [{
      at,
      rule: key === 'dapr.io/enabled' ? ENABLED_NOT_TRUE : CONTRADICTING_ANNOTATION,
      what: `the pod carries ${key}: ${describe(value)}, DaprApp writes ${describe(ours[key])}`,
      todo: prop ? `remove the annotation, or give ${prop}` : undefined,
    }];
  }
  const unknown = unknownAnnotation(key);
  return unknown ? [{ at, rule: UNKNOWN_ANNOTATION, what: unknown }]
    : [{ at, rule: ANNOTATION_OF_PROP, what: `the pod carries ${key}: ${describe(value)}`, todo: propOf(key) ? `use ${propOf(key)}` : undefined }];
}
