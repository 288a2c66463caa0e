import { ApiObject, Chart } from 'cdk8s';
import { deployment } from '../../scenarios/charts';

/** A Deployment with replicas. */
export function replicas(scope: Chart, count: number): ApiObject {
  const workload = deployment(scope, 'scaled');
  (workload as any).props.spec.replicas = count;
  return workload;
}
