/** What the API server refuses of a workload that somebody else wrote, or makes no pods of. */

import { PodCheck, Texts } from './rendered-pod';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../../kubernetes/names';
import { INVALID_LABEL_OR_ANNOTATION, INVALID_OBJECT_NAME } from '../../props/rules';
import { entryOf, Json } from '../../util/json';
import { describe } from '../../util/values';
import { SHORT_LIVED_KINDS } from '../../workload/kinds';

const SELECTOR_MISMATCH = error('DAPR1016', {
  title: 'selector does not match the pod labels',
  why: 'The API server rejects the workload',
  todo: 'let the template carry every label of the selector',
  source: 'Kubernetes API validation',
  manifests: true,
});

const NAME_TOO_LONG = error('DAPR1027', {
  title: 'name too long for what Kubernetes makes of it',
  why: 'The object is rejected, or is accepted and never gets a pod',
  todo: 'shorten the name',
  source: 'Kubernetes API validation',
});

const ANNOTATIONS_TOO_LARGE = error('DAPR3016', {
  title: 'annotations too large',
  why: 'The API server rejects more than 256 KiB',
  todo: 'move data elsewhere',
  source: 'Kubernetes API validation',
  manifests: true,
});

const MAX_ANNOTATIONS = 256 * 1024;
/** Jobs and pods carry the name as a label, with a hash after it or a time. */
const MAX_NAME: { [kind: string]: number | undefined } = { CronJob: 52, StatefulSet: 52, Job: 63 };

export const checkSelector: PodCheck = ({ kind, object, template }, problems) => {
  const selector: Texts = SHORT_LIVED_KINDS.includes(kind) ? {} : object.spec?.selector?.matchLabels ?? {};
  const labels: Texts = template.metadata?.labels ?? {};
  for (const label in selector) {
    if (labels[label] !== selector[label]) {
      problems.push({ rule: SELECTOR_MISMATCH, what: `the selector wants ${label}=${selector[label]}, the template has ${describe(labels[label] ?? 'none')}` });
    }
  }
};

export const checkSize: PodCheck = ({ annotations }, problems) => {
  let characters = 0;
  for (const key in annotations) {
    characters += key.length + String(annotations[key]).length;
  }
  // A character has three bytes at most.
  const size = characters * 3 > MAX_ANNOTATIONS ? Buffer.byteLength(Object.entries(annotations).flat().map(String).join('')) : 0;
  if (size > MAX_ANNOTATIONS) {
    problems.push({ rule: ANNOTATIONS_TOO_LARGE, what: `annotations of the pod have ${size} bytes` });
  }
};

/** Names and labels that the API server refuses, or with which it makes no pods. */
export const checkNames: PodCheck = ({ kind, object, template }, problems) => {
  const { name } = object.metadata ?? {};
  const max = entryOf(MAX_NAME, kind);
  if (typeof name === 'string' && !isDnsSubdomain(name)) {
    problems.push({ rule: INVALID_OBJECT_NAME, what: `${kind} ${describe(name)}` });
  }
  if (max !== undefined && String(name).length > max) {
    problems.push({ rule: NAME_TOO_LONG, what: `${kind} '${name}' has ${String(name).length} characters; at most ${max}` });
  }
  checkKeys(object.metadata, problems);
  checkKeys(template.metadata, problems);
};

function checkKeys({ labels, annotations }: Json = {}, problems: Problem[]): void {
  for (const key in labels) {
    if (!isLabelKey(key)) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: `key ${describe(key)}` });
    }
    if (!isLabelValue(labels[key])) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: `label ${key}: ${describe(labels[key])}` });
    }
  }
  for (const key in annotations) {
    if (!isLabelKey(key)) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: `key ${describe(key)}` });
    }
  }
}
