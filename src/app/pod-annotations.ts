import { IConstruct } from 'constructs';
import { checkAnnotations, deprecatedOptions } from '../data-plane/daprd-annotation-checks';
import { propOf, unknownAnnotation } from '../data-plane/daprd-annotations';
import { Finding } from '../private/diagnostics';
import { Json, sorted, withEntry } from '../private/json';
import { describe } from '../private/values';

type Annotations = { [name: string]: string };
const isDapr = (key: string): boolean => key.startsWith('dapr.io/');

/** Adds our annotations to those that somebody wrote by hand, and says what does not go together. */
export function addAnnotations(at: IConstruct, template: Json, ours: Annotations, injected: boolean): Finding[] {
  const theirs: Annotations = template.metadata?.annotations ?? {};
  const handWritten = Object.entries(theirs).filter(([key]) => isDapr(key));
  const findings = handWritten.flatMap(([key, value]) => injected ? checkBeside(at, key, value, ours) : [{
    at, code: 'DAPR7012' as const, what: `the pod carries ${key}: ${describe(value)}`,
  }]);
  const all = { ...theirs, ...ours };
  if (Object.keys(all).length) {
    template.metadata = withEntry(template.metadata ?? {}, 'annotations', sorted(all));
  }
  // Ours alone were checked when they were made.
  return handWritten.length && !findings.some(f => f.code === 'DAPR1008') && injected ? [...findings, ...checkAnnotations(at, all), ...deprecatedOptions(at, theirs)] : findings;
}

/** Adds labels. */
export function addLabels(template: Json, labels: Annotations): void {
  if (Object.keys(labels).length) {
    template.metadata = withEntry(template.metadata ?? {}, 'labels', sorted({ ...template.metadata?.labels, ...labels }));
  }
}

/** Dapr's annotations on the workload itself do nothing. */
export function misplacedAnnotations(at: IConstruct, object: Json): Finding[] {
  return object.kind === 'Pod' ? [] : Object.keys(object.metadata?.annotations ?? {}).filter(isDapr)
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
