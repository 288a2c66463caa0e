import { Annotations, DAPR } from './annotations';
import { DaprdPorts } from '../dapr/ports';

/**
 * The annotations that Dapr's operator gives the Service `<app-id>-dapr` of a daprd, other than the app ID (dapr/dapr
 * `pkg/operator/handlers/dapr_handler.go`): those by which Prometheus finds the metrics, and `sidecarSvcAnnotations`.
 */
export function serviceAnnotations(pod: Annotations, ports: Pick<DaprdPorts, 'metrics'>): Annotations {
  const given = pod[`${DAPR}sidecar-svc-annotations`]?.split(',').map(pair => pair.trim().split(/\s*=\s*(.*)/s)) ?? [];
  return {
    ...Object.fromEntries(given.filter(([name, value]) => name && value !== undefined)),
    ...(pod[`${DAPR}enable-metrics`] === 'false' ? {} : {
      'prometheus.io/probe': 'true',
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(ports.metrics),
      'prometheus.io/path': '/',
    }),
  };
}
