/** The names that this library gives, and the rules for names that it is given. */
import { isGoNumber } from '../util/values';

/** Dapr's own suffix: name resolution dials `<app-id>-dapr` (components-contrib `nameresolution/kubernetes`). */
export const invocationServiceName = (appId: string): string => `${appId}-dapr`;
export const apiServiceName = (appId: string): string => `${appId}-dapr-api`;
export const channelServiceName = (appId: string): string => `${appId}-channel`;
/** Workload, Configuration, PodDisruptionBudget and autoscaler of a shared daprd. */
export const sharedDaprdName = (appId: string): string => `${appId}-daprd`;
/** Role and RoleBinding of an app that reads Secrets. */
export const secretReaderName = (appId: string): string => `${appId}-dapr-secrets`;
/** Where rejected events of a topic go, where nobody says. */
export const deadLetterTopicName = (topic: string): string => `${topic}-dead-letter`;

/** Label of the pods of a shared daprd: what the cluster policy acts on. */
export const SHARED_DAPRD_LABEL = 'cdk8s-dapr/shared-daprd';
/** Label of an app's pods where the kind of the workload has no selector of its own. */
export const APP_LABEL = 'cdk8s-dapr/app';
/** Annotation that changes when anything changes that a shared daprd loads. */
export const RESOURCES_ANNOTATION = 'cdk8s-dapr/resources';
/** Annotation of Dapr's operator that changes with the values of the chart. */
export const VALUES_ANNOTATION = 'cdk8s-dapr/values';

/** Annotation of an object about which a warning was acknowledged: its code follows, its value is the reason. */
export const ACKNOWLEDGED_ANNOTATION = 'cdk8s-dapr/acknowledged-';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** `<app-id>-dapr` must be a DNS label of at most 63 characters (Dapr `pkg/validation/validation.go`). */
export const MAX_APP_ID = 63 - '-dapr'.length;
/** The same for `<app-id>-dapr-api`. */
export const MAX_SHARED_APP_ID = 63 - '-dapr-api'.length;

export const isDnsLabel = (name: string): boolean => name.length <= 63 && LABEL.test(name) && !isGoNumber(name);
export const isDnsSubdomain = (name: string): boolean => name.length <= 253 && SUBDOMAIN.test(name) && !isGoNumber(name);

/** Keys that are known to be some: all objects together have few. */
const LABEL_KEYS = new Set<string>();

/** What the keys of labels and annotations are: a name, perhaps after a DNS prefix. */
export function isLabelKey(key: string): boolean {
  if (LABEL_KEYS.has(key)) {
    return true;
  }
  const slash = key.lastIndexOf('/');
  const name = key.slice(slash + 1);
  const right = NAME.test(name) && name.length <= 63 && (slash === -1 || isDnsSubdomain(key.slice(0, slash)));
  if (right) {
    LABEL_KEYS.add(key);
  }
  return right;
}

/** What the value of a label is: nothing, or a name. */
export const isLabelValue = (value: unknown): boolean => value === '' || (typeof value === 'string' && value.length <= 63 && NAME.test(value) && !isGoNumber(value));

/** The nearest text that is a DNS label of at most `max` characters, for use in "use ... instead". */
export function suggestDnsLabel(name: string, max: number): string {
  const label = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-').replace(/^-+/, '').slice(0, max).replace(/-+$/, '');
  return isDnsLabel(label) ? label : 'my-app';
}

/** A text as the name of an object: what it may not hold becomes a hyphen, or is left out at the end and beside a dot. */
export const objectName = (shown: string): string =>
  shown.toLowerCase().replace(/[^a-z0-9.-]+/g, '-').replace(/-*\.[-.]*/g, '.').replace(/[-.]+$/, '');

/** Names in a namespace as a key, for maps across namespaces. */
export const keyIn = (namespace: string | undefined, name: string, ...more: string[]): string =>
  more.length ? `${namespace ?? ''}/${name}/${more.join('/')}` : `${namespace ?? ''}/${name}`;

/** A host under which pods reach a Service: as long as the namespace and the cluster domain are known. */
export function serviceHost(name: string, namespace?: string, clusterDomain?: string): string {
  if (!namespace) {
    return name;
  }
  return clusterDomain ? `${name}.${namespace}.svc.${clusterDomain}` : `${name}.${namespace}.svc`;
}

/** The entry of `known` that is most like `name`, if any is near enough to be a slip of the keyboard: at most so many letters differ. */
export function nearest(name: string, known: readonly string[], most = Math.max(2, Math.floor(name.length / 4))): string | undefined {
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) {
    return limit;
  }
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      // Two letters in the wrong order are one slip.
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** The built-in store of Kubernetes: apps that read Secrets ask for it by this name. */
export const BUILTIN_STORE = 'kubernetes';
/** Annotation that switches it off. */
export const BUILTIN_STORE_OFF = 'dapr.io/disable-builtin-k8s-secret-store';
