/** Where the objects of a kind have their pod template. */
import { ApiObject } from 'cdk8s';
import { TEMPLATE_KINDS } from './kinds';
import { Json, entryOf } from '../util/json';

/** Paths of pod templates that differ from the default. A Pod is its own template. */
const TEMPLATE_PATHS: { [kind: string]: string[] } = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  // KEDA creates Jobs from it.
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};
const DEFAULT_PATH = ['spec', 'template'];
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
