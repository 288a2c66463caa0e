/** Names of the objects that this library creates, and the rules of Kubernetes for names. */
import { hashOf } from '../util/hash';
import { isGoNumber } from '../util/values';

/** Dapr's own suffix: name resolution dials `<app-id>-dapr` (components-contrib `nameresolution/kubernetes`). */
export const invocationServiceName = (appId: string): string => `${appId}-dapr`;
export const apiServiceName = (appId: string): string => `${appId}-dapr-api`;
export const channelServiceName = (appId: string): string => derivedName([appId, 'channel'], 63);
/** Workload, Configuration, PodDisruptionBudget and autoscaler of a shared daprd. */
export const sharedDaprdName = (appId: string): string => `${appId}-daprd`;
/** Role and RoleBinding of an app that reads Secrets. */
export const secretReaderName = (appId: string): string => `${appId}-dapr-secrets`;
/** Role and RoleBinding of the daprd of an app whose components read from the API server. */
export const componentReaderName = (appId: string): string => `${appId}-dapr-components`;
/** The default dead letter topic of a topic. */
export const deadLetterTopicName = (topic: string): string => `${topic}-dead-letter`;

/** Label of the pods of a shared daprd, which the cluster policy selects. */
export const SHARED_DAPRD_LABEL = 'cdk8s-dapr/shared-daprd';
/** Label of an app's pods if the kind of the workload has no selector. */
export const APP_LABEL = 'cdk8s-dapr/app';
/** Label with the app ID on every pod that has a daprd: the injector adds it, and the library to a pinned one. */
export const APP_ID_LABEL = 'dapr.io/app-id';
/** Annotation that changes with any resource that a daprd loads only at start. */
export const RESOURCES_ANNOTATION = 'cdk8s-dapr/resources';
/** Annotation that changes with the version of an injected daprd. */
export const DAPR_VERSION_ANNOTATION = 'cdk8s-dapr/dapr-version';
/** Annotation that changes with the trust anchors of the control plane. */
export const TRUST_ANCHORS_ANNOTATION = 'cdk8s-dapr/trust-anchors';
/** Annotation of Dapr's operator that changes with the values of the Helm chart. */
export const VALUES_ANNOTATION = 'cdk8s-dapr/values';

/** Prefix of the annotation for an acknowledged warning: the code follows, and the value is the reason. */
export const ACKNOWLEDGED_ANNOTATION = 'cdk8s-dapr/acknowledged-';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** `<app-id>-dapr` must be a DNS label of at most 63 characters (Dapr `pkg/validation/validation.go`). */
export const MAX_APP_ID = 63 - '-dapr'.length;
/** As above, for `<app-id>-dapr-api`. */
export const MAX_SHARED_APP_ID = 63 - '-dapr-api'.length;

export const isDnsLabel = (name: string): boolean => name.length <= 63 && LABEL.test(name) && !isGoNumber(name);
export const isDnsSubdomain = (name: string): boolean => name.length <= 253 && SUBDOMAIN.test(name) && !isGoNumber(name);

/** Cache of valid keys: all objects together have few. */
const LABEL_KEYS = new Set<string>();

/** Whether a key of a label or annotation is valid: a name after an optional DNS prefix. */
export function isLabelKey(key: string): boolean {
  if (LABEL_KEYS.has(key)) {
    return true;
  }
  const slash = key.lastIndexOf('/');
  const name = key.slice(slash + 1);
  const valid = NAME.test(name) && name.length <= 63 && (slash === -1 || isDnsSubdomain(key.slice(0, slash)));
  if (valid) {
    LABEL_KEYS.add(key);
  }
  return valid;
}

/** Whether the value of a label is valid: empty, or a name. */
export const isLabelValue = (value: unknown): boolean => value === '' || (typeof value === 'string' && value.length <= 63 && NAME.test(value) && !isGoNumber(value));

/** The DNS label of at most `max` characters that is most similar to a name, for suggestions in messages. */
export function suggestDnsLabel(name: string, max: number): string {
  const label = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-').replace(/^-+/, '').slice(0, max).replace(/-+$/, '');
  return isDnsLabel(label) ? label : 'my-app';
}

/** Converts a string to an object name: invalid characters become hyphens, or are dropped at the end and next to a dot. */
const objectName = (shown: string): string =>
  shown.toLowerCase().replace(/[^a-z0-9.-]+/g, '-').replace(/-*\.[-.]*/g, '.').replace(/[-.]+$/, '');

const HASH_LENGTH = 8;

/**
 * The name of an object derived from several names, joined by hyphens. Other names give another result, and objects of other apps do not
 * change it: a hash is added if only the joined names would be ambiguous (a name after the first is empty or contains a hyphen), invalid or longer than `max`.
 */
export function derivedName(names: readonly string[], max = 253): string {
  const joined = names.join('-');
  const valid = objectName(joined);
  if (valid === joined && joined.length <= max && names.slice(1).every(name => name !== '' && !name.includes('-'))) {
    return joined;
  }
  const readable = valid.slice(0, max - HASH_LENGTH - 1).replace(/[-.]+$/, '');
  return `${readable}-${hashOf(JSON.stringify(names)).slice(0, HASH_LENGTH)}`;
}

/** Kinds of Kubernetes without a namespace. cdk8s adds the namespace of the chart to their objects, too. */
const CLUSTER_SCOPED = new RegExp(`^(${[
  'Namespace', 'Node', 'PersistentVolume', 'CustomResourceDefinition', 'APIService', 'ClusterRole', 'ClusterRoleBinding', '(Mutating|Validating)WebhookConfiguration',
  '(Mutating|Validating)AdmissionPolicy(Binding)?', '(Priority|Storage|Ingress|Runtime|Device)Class', 'CSI(Driver|Node)',
].join('|')})$`);
export const isClusterScoped = (kind: string): boolean => CLUSTER_SCOPED.test(kind);

/** A map key for one or more names in a namespace. */
export const keyIn = (namespace: string | undefined, name: string, ...more: string[]): string =>
  more.length ? `${namespace ?? ''}/${name}/${more.join('/')}` : `${namespace ?? ''}/${name}`;

/** The host name of a Service for pods, as fully qualified as the known namespace and cluster domain allow. */
export function serviceHost(name: string, namespace?: string, clusterDomain?: string): string {
  if (!namespace) {
    return name;
  }
  return clusterDomain ? `${name}.${namespace}.svc.${clusterDomain}` : `${name}.${namespace}.svc`;
}

/** The entry of `known` most similar to `name`, if it is close enough to be a typo: at most `maxEdits` edits away. */
export function nearest(name: string, known: readonly string[], maxEdits = Math.max(2, Math.floor(name.length / 4))): string | undefined {
  let best: string | undefined;
  let bestDistance = maxEdits + 1;
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
      // Two transposed letters are one edit.
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** Name of the built-in secret store of Kubernetes. */
export const BUILTIN_STORE = 'kubernetes';
/** Annotation that disables the built-in secret store. */
export const BUILTIN_STORE_OFF = 'dapr.io/disable-builtin-k8s-secret-store';
/** Annotation of a component with the container that the injector adds to the pods of its apps. */
export const COMPONENT_CONTAINER = 'dapr.io/component-container';
