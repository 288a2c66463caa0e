import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Annotations, DAPR } from './annotations';
import { daprdPorts } from './defaults';
import { appIdLabel, invocationService } from '../dapr/invocation-service';
import { DaprdPorts } from '../dapr/ports';
import { DaprPlatform } from '../platform/dapr-platform';
import { containsToken, isUnresolved, resolvedTexts } from '../synth/tokens';

/** A daprd that others call. */
export interface CalledDaprd {
  readonly appId: string;
  readonly namespace?: string;
  readonly annotations: Annotations;
  /** The option; its annotation has tokens only once they are resolved. */
  readonly sidecarSvcAnnotations?: { readonly [name: string]: string };
  /** Labels that select its pods, for a Service that no other data plane shares; read while rendering. */
  readonly selector: () => { [label: string]: string };
}

/** The Service through which other daprds call a daprd, where Dapr's operator creates none. */
export function daprdInvocationService(scope: Construct, platform: DaprPlatform, daprd: CalledDaprd): ApiObject {
  const { appId, namespace, annotations, sidecarSvcAnnotations, selector } = daprd;
  const ports = daprdPorts(annotations);
  const metrics = { enabled: annotations[`${DAPR}enable-metrics`] ?? '' };
  const whileEnabled = (value: string): any => isUnresolved(scope, metrics)
    ? Lazy.any({ produce: () => resolvedTexts(service, ['metadata', 'annotations'], metrics).enabled === 'false' ? undefined : value }) : value;
  const service: ApiObject = invocationService(scope, 'Invocation', {
    appId,
    namespace,
    // Where the operator creates none at all, the Service is the same in every model.
    selector: platform.operatorServices ? selector : () => appIdLabel(appId),
    ports,
    settings: platform,
    annotations: {
      ...containsToken(scope, sidecarSvcAnnotations) ? sidecarSvcAnnotations : {},
      ...serviceAnnotations(annotations, ports, whileEnabled),
    },
  });
  return service;
}

/**
 * The annotations that Dapr's operator gives the Service `<app-id>-dapr` of a daprd, other than the app ID (dapr/dapr
 * `pkg/operator/handlers/dapr_handler.go`): those by which Prometheus finds the metrics, and `sidecarSvcAnnotations`.
 */
function serviceAnnotations(pod: Annotations, ports: Pick<DaprdPorts, 'metrics'>, whileEnabled: (value: string) => string): Annotations {
  const given = pod[`${DAPR}sidecar-svc-annotations`]?.split(',').map(pair => pair.trim().split(/\s*=\s*(.*)/s)) ?? [];
  return {
    ...Object.fromEntries(given.filter(([name, value]) => name && value !== undefined)),
    ...(pod[`${DAPR}enable-metrics`] === 'false' ? {} : {
      'prometheus.io/probe': whileEnabled('true'),
      'prometheus.io/scrape': whileEnabled('true'),
      'prometheus.io/port': whileEnabled(String(ports.metrics)),
      'prometheus.io/path': whileEnabled('/'),
    }),
  };
}
