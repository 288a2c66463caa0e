/** Checks of names, labels and annotations with which a workload is rejected or gets no pods. */

import { UNKNOWN_ANNOTATION } from './annotations';
import { PodCheck, Texts } from './rendered-pod';
import { misspelledPrefix } from '../../daprd/annotations';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../../kubernetes/names';
import { INVALID_LABEL_OR_ANNOTATION, INVALID_OBJECT_NAME } from '../../props/rules';
import { entryOf, Json } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

const SELECTOR_MISMATCH = error('DAPR1016', {
  title: 'selector that does not match the pod labels',
  why: 'The API server rejects the workload',
  todo: 'add every label of the selector to the pod template',
  source: 'Kubernetes API validation',
  manifests: true,
});

const NAME_TOO_LONG = error('DAPR1027', {
  title: 'name too long for the kind of workload',
  why: 'The API server rejects the object, or accepts it and no pod is ever created',
  todo: 'shorten the name',
  source: 'Kubernetes API validation',
  manifests: true,
});

const ANNOTATIONS_TOO_LARGE = error('DAPR3016', {
  title: 'annotations too large',
  why: 'The API server rejects annotations of more than 256 KiB in total',
  todo: 'remove or shorten annotations',
  source: 'Kubernetes API validation',
  manifests: true,
});

const MAX_ANNOTATIONS = 256 * 1024;
/** Jobs and pods have the name as a label, with a hash or time appended. */
const MAX_NAME: { [kind: string]: number | undefined } = { CronJob: 52, StatefulSet: 52, Job: 63 };

export const checkSelector: PodCheck = ({ kind, object, template }, problems) => {
  const selector: Texts = SHORT_LIVED_KINDS.includes(kind) ? {} : object.spec?.selector?.matchLabels ?? {};
  const labels: Texts = template.metadata?.labels ?? {};
  for (const label in selector) {
    if (labels[label] !== selector[label]) {
      const got = labels[label] === undefined ? 'no such label' : describe(labels[label]);
      problems.push({ rule: SELECTOR_MISMATCH, what: `label ${label} of the pod template must be ${describe(selector[label])} as in the selector; got ${got}` });
    }
  }
};

export const checkSize: PodCheck = ({ annotations }, problems) => {
  let characters = 0;
  for (const key in annotations) {
    characters += key.length + String(annotations[key]).length;
  }
  // A UTF-16 code unit takes at most three bytes in UTF-8.
  const size = characters * 3 > MAX_ANNOTATIONS ? Buffer.byteLength(Object.entries(annotations).flat().map(String).join('')) : 0;
  if (size > MAX_ANNOTATIONS) {
    problems.push({ rule: ANNOTATIONS_TOO_LARGE, what: mustBe('annotations of the pod', `at most ${MAX_ANNOTATIONS} bytes in total`, size) });
  }
};

/** Reports names, labels and annotation keys that are invalid or too long. */
export const checkNames: PodCheck = ({ kind, object, template }, problems) => {
  const { name } = object.metadata ?? {};
  const max = entryOf(MAX_NAME, kind);
  if (typeof name === 'string' && !isDnsSubdomain(name)) {
    problems.push({ rule: INVALID_OBJECT_NAME, what: mustBe(`name of the ${kind}`, 'a DNS subdomain', name) });
  }
  if (max !== undefined && String(name).length > max) {
    problems.push({ rule: NAME_TOO_LONG, what: `name of the ${kind} must be at most ${max} characters; got ${String(name).length} in '${name}'` });
  }
  checkKeys(object.metadata, problems);
  checkKeys(template.metadata, problems);
};

function checkKeys({ labels, annotations }: Json = {}, problems: Problem[]): void {
  for (const key in labels) {
    if (!isLabelKey(key)) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: mustBe('label key', 'a qualified name', key) });
    }
    if (!isLabelValue(labels[key])) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: mustBe(`label ${key}`, 'a label value', labels[key]) });
    }
  }
  for (const key in annotations) {
    const misspelled = misspelledPrefix(key);
    if (misspelled) {
      problems.push({ rule: UNKNOWN_ANNOTATION, what: misspelled, todo: 'correct the name, or remove it' });
    } else if (!isLabelKey(key.toLowerCase())) {
      // The API server ignores the case of annotation keys.
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: mustBe('annotation key', 'a qualified name', key) });
    }
  }
}
