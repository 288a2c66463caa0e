import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DaprdPorts, DEFAULT_PORTS } from './ports';
import { internalProtocol, PORT_PROTOCOLS, PortSettings, servicePort } from './service-port';
import { APP_ID_LABEL, invocationServiceName } from '../kubernetes/names';
import { KNATIVE_SERVICE } from '../workload/kinds';

export interface InvocationServiceProps {
  readonly appId: string;
  readonly namespace?: string;
  /** Read while rendering. */
  readonly selector: () => { [label: string]: string };
  readonly ports: Pick<DaprdPorts, 'grpc' | 'internalGrpc' | 'metrics'>;
  readonly settings: PortSettings;
  /** Annotations other than the app ID. */
  readonly annotations: { [name: string]: string };
}

/** The settings of a platform that decide which Services Dapr's operator creates. */
export interface OperatorSettings {
  readonly operatorServices: boolean;
  readonly argoRolloutServices: boolean;
}

/**
 * Whether Dapr's operator creates the Service of a workload itself; it overwrites any other Service with that name. It sees
 * each revision of a Knative Service as a Deployment.
 */
export function operatorMakesService(kind: string, { operatorServices, argoRolloutServices }: OperatorSettings): boolean {
  return operatorServices && (SERVED_KINDS.includes(kind) || kind === KNATIVE_SERVICE || (kind === 'Rollout' && argoRolloutServices));
}

/** Kinds for which the operator always creates the Service. */
const SERVED_KINDS = ['Deployment', 'StatefulSet'];
/** Kinds for which it creates the Service always, or if configured to. */
export const MAYBE_SERVED_KINDS: readonly string[] = [...SERVED_KINDS, 'Rollout'];

/** The label that is on every pod with a daprd of an app ID: the injector adds it, and pinned pods have it (dapr/dapr `pkg/injector/patcher/sidecar_patcher.go`). */
export const appIdLabel = (appId: string): { [label: string]: string } => ({ [APP_ID_LABEL]: appId });

/**
 * The headless Service `<app-id>-dapr` that other daprds dial, as the operator would create it
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
      annotations: { ...props.annotations, 'dapr.io/app-id': props.appId },
    },
    spec: {
      clusterIP: 'None',
      selector: Lazy.any({ produce: props.selector }),
      ports: [
        servicePort(props.settings, 'dapr-http', 80, PORT_PROTOCOLS.http, DEFAULT_PORTS.http),
        servicePort(props.settings, 'dapr-grpc', props.ports.grpc, PORT_PROTOCOLS.grpc),
        servicePort(props.settings, 'dapr-internal', props.ports.internalGrpc, internalProtocol(props.settings)),
        servicePort(props.settings, 'dapr-metrics', props.ports.metrics, PORT_PROTOCOLS.metrics),
      ],
    },
  });
}
