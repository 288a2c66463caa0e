import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { invocationServiceName } from '../kubernetes/names';
import { KNATIVE_SERVICE } from '../workload/kinds';

export interface InvocationServiceProps {
  readonly appId: string;
  readonly namespace?: string;
  /** Read while rendering. */
  readonly selector: () => { [label: string]: string };
  readonly ports: { readonly grpc: number; readonly internalGrpc: number; readonly metrics: number };
}

/**
 * Kinds for which Dapr's operator makes the Service itself; it overwrites any other of that name. Each revision of a
 * Knative Service is a Deployment to it.
 */
export function operatorMakesService(kind: string, argoRolloutServices: boolean): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet' || kind === KNATIVE_SERVICE || (kind === 'Rollout' && argoRolloutServices);
}

/**
 * The headless Service `<app-id>-dapr` that other daprds dial, in the shape that the operator gives it
 * (dapr/dapr `pkg/operator/handlers/dapr_handler.go`).
 */
export function invocationService(scope: Construct, id: string, props: InvocationServiceProps): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: invocationServiceName(props.appId),
      ...(props.namespace ? { namespace: props.namespace } : {}),
      labels: { 'dapr.io/enabled': 'true' },
      annotations: { 'dapr.io/app-id': props.appId },
    },
    spec: {
      clusterIP: 'None',
      selector: Lazy.any({ produce: props.selector }),
      ports: [
        { name: 'dapr-http', port: 80, targetPort: 3500, protocol: 'TCP' },
        { name: 'dapr-grpc', port: props.ports.grpc, targetPort: props.ports.grpc, protocol: 'TCP' },
        { name: 'dapr-internal', port: props.ports.internalGrpc, targetPort: props.ports.internalGrpc, protocol: 'TCP' },
        { name: 'dapr-metrics', port: props.ports.metrics, targetPort: props.ports.metrics, protocol: 'TCP' },
      ],
    },
  });
}
