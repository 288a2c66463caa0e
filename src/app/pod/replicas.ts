/** Workloads of apps whose replicas are fixed, although an autoscaler sets them. */
import { RenderedPod } from './rendered-pod';
import { IDaprApp } from '../../contract';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { autoscaledTo } from '../../facts/replicas';

export const FIXED_REPLICAS = warning('DAPR8051', {
  title: 'fixed replicas of a workload that an autoscaler scales',
  why: 'Each apply sets the replicas again: it starts pods that KEDA scaled to zero, and stops those that were added for the load',
  todo: 'leave out replicas; with cdk8s-plus, call markHasAutoscaler() of the workload',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  manifests: true,
});

/** What is wrong with the replicas of a workload, for its autoscaler. */
export const fixedReplicas = (replicas: unknown, autoscaler: string): string => `replicas is ${String(replicas)}, and ${autoscaler} scales the workload`;

/** An autoscaler and the manifest must not both set the replicas. */
export function checkReplicas(app: IDaprApp, { object }: RenderedPod, problems: Problem[]): void {
  const by = object.spec?.replicas === undefined ? undefined : autoscaledTo(app, object)?.by;
  if (by !== undefined) {
    problems.push({ rule: FIXED_REPLICAS, what: fixedReplicas(object.spec.replicas, by) });
  }
}
