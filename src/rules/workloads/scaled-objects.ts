import { IConstruct } from 'constructs';
import { DaprUseKind } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { warning } from '../../diagnostics/rule';
import { wiringOf } from '../../facts/apps';
import { Objects } from '../../facts/objects';
import { allUses, DELIVERED, describeUse, STREAMED } from '../../facts/uses';
import { placeOf } from '../../kubernetes/cluster';
import { keyIn } from '../../kubernetes/names';
import { grouped } from '../../util/grouped';

const DOES_NOT_WAKE_WORKLOAD = warning('DAPR8019', {
  title: 'use that does not wake a workload scaled to zero by KEDA',
  why: 'At zero replicas the call fails or the work waits: no broker holds messages that a KEDA trigger could count',
  todo: 'set minReplicaCount to 1, or acknowledge this if a trigger (cron, a metric) scales the workload up in time',
  source: 'KEDA ScaledObject',
});

/** Uses whose messages wait in a broker, where KEDA can count them. */
const COUNTED = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING];
const UNCOUNTED = [...DELIVERED, ...STREAMED].filter(kind => !COUNTED.includes(kind));

/** A workload that KEDA scales to zero must be woken by its uses. */
const scaledObjects: AppCheck = root => {
  const scaled = scaledToZero(root);
  const usesByWorkload = grouped(scaled.length ? allUses(root).filter(({ use }) => UNCOUNTED.includes(use.kind)) : [], ({ app }) => {
    const pod = wiringOf(app)?.pod;
    return pod ? keyIn(placeOf(app, pod.namespace), pod.kind, pod.name) : '';
  });
  return scaled.flatMap(({ at, target }) => (usesByWorkload.get(target) ?? [])
    .map(({ app, use }) => ({ at: app, rule: DOES_NOT_WAKE_WORKLOAD, what: `the app ${describeUse(use)}, but ScaledObject '${at}' scales it to zero` })));
};

/** ScaledObjects that scale to zero, KEDA's default. */
function scaledToZero(root: IConstruct): { at: string; target: string }[] {
  return Objects.of(root).ofKind('ScaledObject', 'keda.sh')
    .map(object => ({ object, spec: object.toJson().spec ?? {} }))
    .filter(({ spec }) => (spec.idleReplicaCount ?? spec.minReplicaCount ?? 0) === 0)
    .map(({ object, spec: { scaleTargetRef: ref } }) => ({
      at: object.node.path, target: keyIn(placeOf(object, object.metadata.namespace), ref?.kind ?? 'Deployment', ref?.name ?? ''),
    }));
}

export const checks = [scaledObjects];
