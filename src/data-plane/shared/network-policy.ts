import { ApiObject, Lazy } from 'cdk8s';
import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { podSelectorOf } from '../../facts/apps';
import { sorted } from '../../util/json';

/**
 * Who may connect to a shared daprd: to its API the pods of its apps, to the port between daprds and to the metrics every pod of
 * the cluster. Nobody to the health port, which serves metadata without a token; probes of the kubelet are not subject to
 * policies. What daprd itself connects to, such as Sentry, placement and scheduler, is not restricted.
 */
export function apiNetworkPolicy({ scope, metadata, ports, apps }: SharedContext): ApiObject {
  const tcp = (...numbers: number[]): object[] => numbers.map(port => ({ port, protocol: 'TCP' }));
  // Every namespace has the label; `{}` would say the same.
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
  const texts = new Set(apps.map(app => JSON.stringify(sorted(podSelectorOf(app)))));
  return [...texts].sort().map(text => ({ podSelector: { matchLabels: JSON.parse(text) } }));
}
