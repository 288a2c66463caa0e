import { ApiObject, Lazy } from 'cdk8s';
import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { podSelectorOf } from '../../facts/apps';
import { sorted } from '../../util/json';

/**
 * Restricts ingress to a shared daprd: the pods of its apps reach its API; every pod of the cluster reaches its internal gRPC port
 * and its metrics. No pod reaches the health port, which serves metadata without a token; kubelet probes are not subject to
 * policies. Egress, for example to Sentry, placement and scheduler, is not restricted.
 */
export function apiNetworkPolicy({ scope, metadata, ports, apps }: SharedContext): ApiObject {
  const tcp = (...numbers: number[]): object[] => numbers.map(port => ({ port, protocol: 'TCP' }));
  // Every namespace has the label, so this is equivalent to `{}`.
  const everyPod = [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }];
  return new ApiObject(scope, 'ApiNetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: metadata.labels },
      policyTypes: ['Ingress'],
      ingress: [
        { from: Lazy.any({ produce: () => podsOf(apps.all) }), ports: tcp(ports.http, ports.grpc) },
        { from: everyPod, ports: tcp(ports.internalGrpc, ports.metrics) },
      ],
    },
  });
}

function podsOf(apps: readonly IDaprApp[]): object[] {
  const selectors = new Set(apps.map(app => JSON.stringify(sorted(podSelectorOf(app)))));
  return [...selectors].sort().map(json => ({ podSelector: { matchLabels: JSON.parse(json) } }));
}
