import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprdPorts, DEFAULT_PORTS } from './ports';
import { invocationServiceName } from '../kubernetes/names';
import { KNATIVE_SERVICE } from '../workload/kinds';

export interface InvocationServiceProps {
  readonly appId: string;
  readonly namespace?: string;
  /** Read while rendering. */
  readonly selector: () => { [label: string]: string };
  readonly ports: Pick<DaprdPorts, 'grpc' | 'internalGrpc' | 'metrics'>;
}

/**
 * Kinds for which Dapr's operator makes the Service itself; it overwrites any other of that name. Each revision of a
 * Knative Service is a Deployment to it.
 */
export function operatorMakesService(kind: string, argoRolloutServices: boolean): boolean {
  return SERVED_KINDS.includes(kind) || kind === KNATIVE_SERVICE || (kind === 'Rollout' && argoRolloutServices);
}

/** Kinds for which it always does. */
const SERVED_KINDS = ['Deployment', 'StatefulSet'];
/** Kinds for which it does, where it is told to. */
export const MAYBE_SERVED_KINDS: readonly string[] = [...SERVED_KINDS, 'Rollout'];

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
        { name: 'dapr-http', port: 80, targetPort: DEFAULT_PORTS.http, protocol: 'TCP' },
        { name: 'dapr-grpc', port: props.ports.grpc, targetPort: props.ports.grpc, protocol: 'TCP' },
        { name: 'dapr-internal', port: props.ports.internalGrpc, targetPort: props.ports.internalGrpc, protocol: 'TCP' },
        { name: 'dapr-metrics', port: props.ports.metrics, targetPort: props.ports.metrics, protocol: 'TCP' },
      ],
    },
  });
}
