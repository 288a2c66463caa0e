import { IConstruct } from 'constructs';
import { checkAnnotations, deprecatedOptions } from '../../daprd/annotation-checks';
import { propOf, unknownAnnotation } from '../../daprd/annotations';
import { Finding } from '../../diagnostics/finding';
import { Json, sorted, withEntry } from '../../util/json';
import { describe } from '../../util/values';

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
    handWritten.forEach(key => findings.push({ at, code: 'DAPR7012', what: `the pod carries ${key}: ${describe(theirs[key])}` }));
    return;
  }
  const beside = handWritten.flatMap(key => checkBeside(at, key, theirs[key], ours));
  findings.push(...beside);
  // Ours alone were checked when they were made.
  if (handWritten.length && !beside.some(({ code }) => code === 'DAPR1008')) {
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
    .map(key => ({ at, code: 'DAPR1015', what: `${object.kind} '${object.metadata.name}' itself carries ${key}` }));
}

function checkBeside(at: IConstruct, key: string, value: string, ours: Annotations): Finding[] {
  if (key === 'dapr.io/control-plane') {
    return [{ at, code: 'DAPR1011', what: `the pod carries ${key}` }];
  }
  if (key in ours) {
    const prop = propOf(key);
    // The injector takes any case of true for yes.
    return ours[key] === value || (key === 'dapr.io/enabled' && /^true$/i.test(String(value))) ? [] : [{
      at,
      code: key === 'dapr.io/enabled' ? 'DAPR1007' : 'DAPR1018',
      what: `the pod carries ${key}: ${describe(value)}, DaprApp writes ${describe(ours[key])}`,
      todo: prop ? `remove the annotation, or give ${prop}` : undefined,
    }];
  }
  const unknown = unknownAnnotation(key);
  return unknown ? [{ at, code: 'DAPR1008', what: unknown }]
    : [{ at, code: 'DAPR1019', what: `the pod carries ${key}: ${describe(value)}`, todo: propOf(key) ? `use ${propOf(key)}` : undefined }];
}
