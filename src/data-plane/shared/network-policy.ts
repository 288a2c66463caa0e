import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { IDaprApp } from '../../contract';
import { Annotations } from '../../daprd/annotations';
import { daprdPorts } from '../../daprd/defaults';
import { sorted } from '../../util/json';

/** The daprd that is protected, and the apps behind it. */
export interface ProtectedDaprd {
  readonly metadata: { [field: string]: any };
  readonly labels: { [label: string]: string };
  readonly annotations: Annotations;
  /** Read while rendering. */
  readonly apps: () => IDaprApp[];
}

/**
 * Who may connect to a shared daprd: to its API the pods of its apps, to the port between daprds and to the metrics every pod of
 * the cluster. Nobody to the health port, which serves metadata without a token; probes of the kubelet are not subject to
 * policies. What daprd itself connects to, such as Sentry, placement and scheduler, is not restricted.
 */
export function apiNetworkPolicy(scope: Construct, { metadata, labels, annotations, apps }: ProtectedDaprd): ApiObject {
  const ports = daprdPorts(annotations);
  const tcp = (...numbers: number[]): object[] => numbers.map(port => ({ port, protocol: 'TCP' }));
  // Every namespace has the label; `{}` would say the same.
  const everyPod = [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }];
  return new ApiObject(scope, 'ApiNetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress'],
      ingress: [
        { from: Lazy.any({ produce: () => podsOf(apps()) }), ports: tcp(ports['HTTP API'], ports['gRPC API']) },
        { from: everyPod, ports: tcp(ports['internal gRPC'], ports.metrics) },
      ],
    },
  });
}

function podsOf(apps: IDaprApp[]): object[] {
  const texts = new Set(apps.map(app => JSON.stringify(sorted(app.podSelector()))));
  return [...texts].sort().map(text => ({ podSelector: { matchLabels: JSON.parse(text) } }));
}
