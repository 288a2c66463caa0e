/** Number of pods of a workload, as specified in the App. */
import { clusterOf } from '../../kubernetes/cluster';
import { allObjects } from '../../synth/omitted-objects';
import { Json } from '../../util/json';
import { KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../../workload/kinds';
import { DaprTopology } from '../topology/topology';

/** Minimum and maximum; equal if the number is fixed. */
export interface Range { readonly min: number; readonly max: number }

export const exactly = (count: number): Range => ({ min: count, max: count });
export const sum = (ranges: Range[]): Range => ({ min: total(ranges.map(({ min }) => min)), max: total(ranges.map(({ max }) => max)) });
export const times = ({ min, max }: Range, factor: number): Range => ({ min: min * factor, max: max * factor });
const total = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

/** KEDA's defaults for a ScaledObject (kedacore/keda `apis/keda/v1alpha1/scaledobject_types.go`). */
const KEDA = { min: 0, max: 100 };

/** The autoscalers of an App: HorizontalPodAutoscalers and KEDA ScaledObjects. */
export class Autoscalers {
  private readonly ranges = new Map<string, Range>();

  constructor({ scope, cluster }: DaprTopology) {
    for (const object of allObjects(scope.node.root).filter(each => clusterOf(each) === cluster)) {
      const keda = object.apiGroup === 'keda.sh' && object.kind === 'ScaledObject';
      if (keda || (object.apiGroup === 'autoscaling' && object.kind === 'HorizontalPodAutoscaler')) {
        const { spec = {}, metadata } = object.toJson();
        const { kind = 'Deployment', name } = spec.scaleTargetRef ?? {};
        const max = keda ? spec.maxReplicaCount ?? KEDA.max : spec.maxReplicas ?? 1;
        const min = keda ? spec.minReplicaCount ?? KEDA.min : spec.minReplicas ?? 1;
        this.ranges.set(key(kind, name, metadata.namespace), { min: Math.min(min, max), max });
      }
    }
  }

  /** Number of pods of a workload; undefined for one on each node. */
  public pods({ kind, metadata, spec }: Json, workloadKind: string): Range | undefined {
    if (workloadKind === 'DaemonSet') {
      return undefined;
    }
    if (SHORT_LIVED_KINDS.includes(workloadKind)) {
      return { min: 0, max: (spec?.jobTemplate?.spec ?? spec)?.parallelism ?? 1 };
    }
    if (workloadKind === KNATIVE_SERVICE) {
      return knative(spec?.template?.metadata?.annotations ?? {});
    }
    return this.ranges.get(key(kind, metadata?.name, metadata?.namespace)) ?? exactly(typeof spec?.replicas === 'number' ? spec.replicas : 1);
  }
}

const key = (kind: string, name: string, namespace = ''): string => `${namespace}/${kind}/${name}`;

/** Knative has no default maximum: without one the minimum is counted, and at least one pod. */
function knative(annotations: { [name: string]: string }): Range {
  const bound = (name: string): number =>
    Number(annotations[`autoscaling.knative.dev/${name}-scale`] ?? annotations[`autoscaling.knative.dev/${name}Scale`] ?? 0) || 0;
  const min = bound('min');
  return { min, max: bound('max') || Math.max(1, min) };
}
