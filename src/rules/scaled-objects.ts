import { IConstruct } from 'constructs';
import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { warning } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { Objects } from '../facts/objects';
import { allUses, DELIVERED, inWords, STREAMED } from '../facts/uses';
import { keyIn } from '../kubernetes/names';
import { grouped } from '../util/grouped';

const WAKES_NO_WORKLOAD = warning('DAPR8019', {
  title: 'something that wakes nothing, in a workload that KEDA scales to zero',
  why: 'While the workload is away the call fails or the work waits, and no broker holds anything that a trigger could count',
  todo: 'set minReplicaCount to 1; or, if a trigger foresees it (cron, a metric), acknowledge this',
  source: 'KEDA ScaledObject',
});

/** What waits in a broker, where KEDA can count it. */
const COUNTED = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING];
const UNCOUNTED = [...DELIVERED, ...STREAMED].filter(kind => !COUNTED.includes(kind));

/** A workload that KEDA takes away must be woken by what it is needed for. */
const scaledObjects: AppCheck = root => {
  const scaled = scaledToZero(root);
  const needing = grouped(scaled.length ? allUses(root).filter(({ use }) => UNCOUNTED.includes(use.kind)) : [], ({ app }) => {
    const pod = wiringOf(app)?.pod;
    return pod ? keyIn(pod.namespace, pod.kind, pod.name) : '';
  });
  return scaled.flatMap(({ at, target }) => (needing.get(target) ?? [])
    .map(({ app, use }) => ({ at: app, rule: WAKES_NO_WORKLOAD, what: `the app ${inWords(use)}, and ScaledObject '${at}' goes down to zero` })));
};

/** ScaledObjects that go down to zero, as they do unless told otherwise. */
function scaledToZero(root: IConstruct): { at: string; target: string }[] {
  return Objects.of(root).ofKind('ScaledObject', 'keda.sh')
    .map(object => ({ object, spec: object.toJson().spec ?? {} }))
    .filter(({ spec }) => (spec.idleReplicaCount ?? spec.minReplicaCount ?? 0) === 0)
    .map(({ object, spec: { scaleTargetRef: to } }) => ({
      at: object.node.path, target: keyIn(object.metadata.namespace, to?.kind ?? 'Deployment', to?.name ?? ''),
    }));
}

export const checks = [scaledObjects];
