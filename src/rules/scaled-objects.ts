import { DaprUseKind } from '../contract';
import { addRule, Registry } from '../facts/registry';
import { DELIVERED, inWords, STREAMED } from '../facts/uses';
import { keyIn } from '../kubernetes/names';
import { grouped } from '../util/grouped';

/** What waits in a broker, where KEDA can count it. */
const COUNTED = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING];
const UNCOUNTED = [...DELIVERED, ...STREAMED].filter(kind => !COUNTED.includes(kind));

/** A workload that KEDA takes away must be woken by what it is needed for. */
addRule(registry => {
  const needing = grouped(registry.uses.filter(({ use }) => UNCOUNTED.includes(use.kind)), ({ app }) => {
    const pod = registry.wirings.get(app)?.pod;
    return pod ? keyIn(pod.namespace, pod.kind, pod.name) : '';
  });
  return needing.size ? scaledToZero(registry).flatMap(({ at, target }) => (needing.get(target) ?? [])
    .map(({ app, use }) => ({ at: app, code: 'DAPR8019' as const, what: `the app ${inWords(use)}, and ScaledObject '${at}' goes down to zero` }))) : [];
});

/** ScaledObjects that go down to zero, as they do unless told otherwise. */
function scaledToZero(registry: Registry): { at: string; target: string }[] {
  return registry.objects('ScaledObject', 'keda.sh')
    .map(object => ({ object, spec: object.toJson().spec ?? {} }))
    .filter(({ spec }) => (spec.idleReplicaCount ?? spec.minReplicaCount ?? 0) === 0)
    .map(({ object, spec: { scaleTargetRef: to } }) => ({
      at: object.node.path, target: keyIn(object.metadata.namespace, to?.kind ?? 'Deployment', to?.name ?? ''),
    }));
}
