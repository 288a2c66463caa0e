/** Where the objects of a kind have their pod template. */
import { ApiObject } from 'cdk8s';
import { TEMPLATE_KINDS } from './kinds';
import { Json, entryOf, isMap } from '../util/json';

/** Paths of pod templates that differ from the default. A Pod is its own template. */
const TEMPLATE_PATHS: { [kind: string]: string[] } = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  // KEDA creates Jobs from it.
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};
const DEFAULT_PATH = ['spec', 'template'];
/** Places of the pod templates of custom resources that may have several. `*` is any field or element. */
const PLACES: { readonly [groupAndKind: string]: string } = {
  'jobset.x-k8s.io/JobSet': 'spec.replicatedJobs[*].template.spec.template',
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': 'spec.leaderWorkerTemplate.*',
  'batch.volcano.sh/Job': 'spec.tasks[*].template',
};
/** API groups of Kubernetes itself, whose other kinds have no pod template. */
const KUBERNETES_GROUPS = /^(core|apps|batch|autoscaling|policy|extensions|[a-z.]+\.k8s\.io)$/;

/** Kinds of Kubernetes whose name other API groups use too, such as the Job of Volcano, with the template elsewhere. */
const KUBERNETES_KINDS = ['Job', 'CronJob', 'Deployment', 'StatefulSet', 'DaemonSet'];

export const isKubernetesGroup = (group: string): boolean => KUBERNETES_GROUPS.test(group);

/** Path of the pod template in objects of a kind. */
export const templatePath = (kind: string): readonly string[] => entryOf(TEMPLATE_PATHS, kind) ?? DEFAULT_PATH;

/** The pod template of an object, if it has one. */
export function templateOf(object: Json, path = templatePath(object.kind)): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => at?.[key], object);
}

/** The keys of a path such as `spec.tasks[0].template`. */
export const pathKeys = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean);

/** A path for messages. */
export const shownPath = (keys: readonly string[]): string => keys.reduce((path, key) => /^\d+$/.test(key) ? `${path}[${key}]` : path ? `${path}.${key}` : key, '');

/** The place of the pod template in an object, if it has one: of several, the first with annotations of Dapr, or else the first. */
export function templatePlace(object: Json, group: string, places: { readonly [kind: string]: string } = {}): readonly string[] | undefined {
  const { kind } = object;
  const place = entryOf(places, `${group}/${kind}`) ?? (isKubernetesGroup(group) ? undefined : entryOf(places, kind)) ?? entryOf(PLACES, `${group}/${kind}`);
  if (place === undefined) {
    return kindHasTemplate(kind) || isTemplate(templateOf(object)) ? templatePath(kind) : undefined;
  }
  const found = templatesIn(object, pathKeys(place));
  return (found.find(({ template }) => isForDapr(template)) ?? found[0])?.keys;
}

/** The pod templates at a place, in which `*` is any field or element. */
function templatesIn(value: any, [key, ...rest]: readonly string[]): { readonly keys: readonly string[]; readonly template: Json }[] {
  if (key === undefined) {
    return isTemplate(value) ? [{ keys: [], template: value }] : [];
  }
  const fields = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return fields.filter(field => key === '*' || key === field)
    .flatMap(field => templatesIn(value[field], rest).map(({ keys, template }) => ({ keys: [field, ...keys], template })));
}

const isForDapr = ({ metadata }: Json): boolean => isMap(metadata?.annotations) && Object.keys(metadata.annotations).some(name => name.startsWith('dapr.io/'));

/** Whether objects of a kind always have a pod template. For third-party kinds only the content shows it. */
export const kindHasTemplate = (kind: string): boolean => TEMPLATE_KINDS.includes(kind);

/** Whether an object has a pod template at the path of its kind. */
export function hasPodTemplate(object: ApiObject): boolean {
  if (kindHasTemplate(object.kind) && (isKubernetesGroup(object.apiGroup) || !KUBERNETES_KINDS.includes(object.kind))) {
    return true;
  }
  // For a third-party kind only the content shows it.
  return !isKubernetesGroup(object.apiGroup) && isTemplate(object.toJson().spec?.template);
}

/** Whether a value is a pod template. */
export const isTemplate = (template: Json | undefined): boolean => Array.isArray(template?.spec?.containers);
