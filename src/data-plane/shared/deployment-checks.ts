import { Construct } from 'constructs';
import { SharedDaprDeploymentOptions, Locality } from './deployment-options';
import { SHARED_REPLICAS } from './pod';
import { PREFER_SAME_NODE_KUBERNETES, atLeast, NEWER_THAN_DECLARED } from '../../dapr/version';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { describe } from '../../util/values';

export const INVALID_REPLICAS = error('DAPR7006', {
  title: 'invalid number of replicas',
  why: 'There would be no data plane, or the autoscaler cannot work',
  todo: 'give at least one replica, and min not above max',
  source: 'autoscaling/v2',
});
const SINGLE_REPLICA = warning('DAPR7017', {
  title: 'one daprd only',
  why: 'Each drain of its node is an outage of its apps',
  todo: 'give at least two replicas, or acknowledge this',
  source: 'Kubernetes disruptions',
});

/** What is wrong with the options of a `SharedDaprDeployment`, beside their types. */
export function checkOptions(at: Construct, options: SharedDaprDeploymentOptions, kubernetes: string): void {
  const refuse = (what: string): void => report(at, INVALID_REPLICAS, what);
  const positive = (name: string, value: unknown): void => {
    if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1)) {
      refuse(`${name} is ${describe(value)}`);
    }
  };
  positive('replicas', options.replicas);
  const least = options.autoscaling ? options.autoscaling.minReplicas : options.replicas;
  if (least === 1) {
    report(at, SINGLE_REPLICA, `${options.autoscaling ? 'minReplicas' : 'replicas'} is 1`);
  }
  const needs = { [Locality.SAME_NODE]: PREFER_SAME_NODE_KUBERNETES, [Locality.SAME_ZONE]: '1.31', [Locality.NONE]: '1.0' }[options.locality ?? Locality.NONE];
  if (!atLeast(kubernetes, needs)) {
    report(at, NEWER_THAN_DECLARED, `locality ${options.locality} needs Kubernetes ${needs}, and ${kubernetes} is declared`);
  }
  if (!options.autoscaling) {
    return;
  }
  const { minReplicas = SHARED_REPLICAS, maxReplicas, targetCpuPercent } = options.autoscaling;
  positive('minReplicas', minReplicas);
  positive('maxReplicas', maxReplicas ?? 0);
  positive('targetCpuPercent', targetCpuPercent);
  if (minReplicas > maxReplicas) {
    refuse(`minReplicas ${describe(minReplicas)} is above maxReplicas ${describe(maxReplicas)}`);
  }
  if (options.podAnnotations?.['dapr.io/sidecar-cpu-request'] === '') {
    refuse('autoscaling without a CPU request, by which it measures');
  }
  if (options.replicas !== undefined) {
    refuse(`replicas ${describe(options.replicas)} beside autoscaling, which would fight over it`);
  }
}
