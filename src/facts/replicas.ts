/** Number of pods of a workload, as this App defines it: by the workload, or by its autoscaler. */
import { IConstruct } from 'constructs';
import { Objects } from './objects';
import { placeOf } from '../kubernetes/cluster';
import { keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { Json } from '../util/json';
import { KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../workload/kinds';

/** Minimum and maximum; equal if the number is fixed. */
export interface Range { readonly min: number; readonly max: number }

/** Number of pods, and the autoscaler that sets it, if any. */
export interface Replicas extends Range { readonly by?: string }

export const exactly = (count: number): Range => ({ min: count, max: count });

/** KEDA's defaults for a ScaledObject (kedacore/keda `apis/keda/v1alpha1/scaledobject_types.go`). */
const KEDA = { min: 0, max: 100 };

/** Autoscalers that an App may define, by kind, each with its API group and the range that it sets. */
export const AUTOSCALERS: { readonly [kind: string]: { readonly group: string; readonly rangeOf: (spec: Json) => Range } } = {
  HorizontalPodAutoscaler: { group: 'autoscaling', rangeOf: ({ minReplicas = 1, maxReplicas = 1 }) => ({ min: minReplicas, max: maxReplicas }) },
  ScaledObject: { group: 'keda.sh', rangeOf: ({ minReplicaCount = KEDA.min, maxReplicaCount = KEDA.max }) => ({ min: minReplicaCount, max: maxReplicaCount }) },
};

/** The workload that an autoscaler scales. */
export const scaleTargetOf = ({ scaleTargetRef }: Json): { readonly kind: string; readonly name: string } => ({ kind: 'Deployment', ...scaleTargetRef });

/** @param by the autoscaler, for messages */
export const scaledBy = (by: string, { min, max }: Range): Replicas => ({ min: Math.min(min, max), max, by });

const AUTOSCALED = onePerApp('autoscaled', root => oncePerSynth(root, () => new Map(
  Object.entries(AUTOSCALERS).flatMap(([kind, { group, rangeOf }]) => Objects.of(root).ofKind(kind, group).map((scaler): [string, Replicas] => {
    const { spec = {}, metadata = {} } = scaler.toJson();
    const { kind: target, name } = scaleTargetOf(spec);
    return [keyIn(placeOf(scaler, metadata.namespace), target, name), scaledBy(`${kind} '${scaler.node.path}'`, rangeOf(spec))];
  })),
)));

/** The range of the autoscaler of a rendered workload, if it has one. Read it while rendering. */
export const autoscaledTo = (at: IConstruct, { kind, metadata }: Json): Replicas | undefined =>
  AUTOSCALED(at)().get(keyIn(placeOf(at, metadata?.namespace), kind, metadata?.name));

/** Default of `maxReplicaCount` of a ScaledJob. */
const SCALED_JOBS = 100;

/** Number of pods of a rendered workload; undefined for one on each node. Read it while rendering. */
export const replicasOf = (at: IConstruct, object: Json, workloadKind: string = object.kind): Replicas | undefined =>
  countReplicas(object, workloadKind, () => autoscaledTo(at, object));

/** Number of pods of a workload; undefined for one on each node. */
export function countReplicas(object: Json, workloadKind: string, autoscaled: () => Replicas | undefined): Replicas | undefined {
  const { spec } = object;
  if (workloadKind === 'DaemonSet') {
    return undefined;
  }
  if (SHORT_LIVED_KINDS.includes(workloadKind)) {
    const jobs = workloadKind === 'ScaledJob' ? spec?.maxReplicaCount ?? SCALED_JOBS : 1;
    return { min: 0, max: ((spec?.jobTemplate?.spec ?? spec?.jobTargetRef ?? spec)?.parallelism ?? 1) * jobs };
  }
  if (workloadKind === KNATIVE_SERVICE) {
    return knative(spec?.template?.metadata?.annotations ?? {});
  }
  return autoscaled() ?? exactly(typeof spec?.replicas === 'number' ? spec.replicas : 1);
}

/** Knative has no default maximum: without one the minimum is counted, and at least one pod. */
function knative(annotations: { [name: string]: string }): Range {
  const bound = (name: string): number =>
    Number(annotations[`autoscaling.knative.dev/${name}-scale`] ?? annotations[`autoscaling.knative.dev/${name}Scale`] ?? 0) || 0;
  const min = bound('min');
  return { min, max: bound('max') || Math.max(1, min) };
}

/** A number of pods in words, with a unit such as `replicas`. */
export const countOf = ({ min, max, by }: Replicas, unit = ''): string => `${min === max ? max : `${min} to ${max}`}${unit && ` ${unit}`}${by ? ` (${by})` : ''}`;
