import { Construct } from 'constructs';
import { SharedDaprDeploymentOptions, Locality } from './deployment-options';
import { SHARED_REPLICAS } from './pod';
import { PREFER_SAME_NODE_KUBERNETES, atLeast, NEWER_THAN_DECLARED } from '../../dapr/version';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { describe, mustBe } from '../../util/values';

export const INVALID_REPLICAS = error('DAPR7006', {
  title: 'invalid replica settings',
  why: 'The data plane has no pods, or the autoscaler cannot work',
  todo: 'set at least one replica, and minReplicas no higher than maxReplicas',
  source: 'autoscaling/v2',
});
const SINGLE_REPLICA = warning('DAPR7017', {
  title: 'single daprd replica',
  why: 'Each drain of its node is an outage for its apps',
  todo: 'set at least two replicas, or acknowledge this',
  source: 'Kubernetes disruptions',
});

/** Checks the values of the options of a `SharedDaprDeployment`. */
export function checkOptions(at: Construct, options: SharedDaprDeploymentOptions, kubernetes: string): void {
  const refuse = (what: string, todo?: string): void => report(at, INVALID_REPLICAS, what, todo);
  const positive = (name: string, value: unknown): void => {
    if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1)) {
      refuse(mustBe(name, 'a whole number of at least 1', value));
    }
  };
  positive('replicas', options.replicas);
  const fewest = options.autoscaling ? options.autoscaling.minReplicas : options.replicas;
  if (fewest === 1) {
    report(at, SINGLE_REPLICA, `${options.autoscaling ? 'autoscaling.minReplicas' : 'replicas'} is 1`);
  }
  const minimum = { [Locality.SAME_NODE]: PREFER_SAME_NODE_KUBERNETES, [Locality.SAME_ZONE]: '1.31', [Locality.NONE]: '1.0' }[options.locality ?? Locality.NONE];
  if (!atLeast(kubernetes, minimum)) {
    report(at, NEWER_THAN_DECLARED, `locality ${options.locality} needs Kubernetes ${minimum}, and ${kubernetes} is declared`);
  }
  if (!options.autoscaling) {
    return;
  }
  const { minReplicas = SHARED_REPLICAS, maxReplicas, targetCpuPercent } = options.autoscaling;
  positive('autoscaling.minReplicas', minReplicas);
  positive('autoscaling.maxReplicas', maxReplicas ?? 0);
  positive('autoscaling.targetCpuPercent', targetCpuPercent);
  if (minReplicas > maxReplicas) {
    refuse(mustBe('autoscaling.minReplicas', `at most maxReplicas (${describe(maxReplicas)})`, minReplicas));
  }
  if (options.podAnnotations?.['dapr.io/sidecar-cpu-request'] === '') {
    refuse('autoscaling measures CPU use relative to the CPU request, which podAnnotations removes', 'keep dapr.io/sidecar-cpu-request');
  }
  if (options.replicas !== undefined) {
    refuse(`replicas ${describe(options.replicas)} conflicts with autoscaling`, 'remove one of the two');
  }
}
