import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

const containers = (name: string, containerPort: number, more: object = {}): object[] => [{
  name: 'main',
  image: `test.local/${name}:1`,
  ports: [{ containerPort }],
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  securityContext: {
    runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] },
  },
  ...more,
}];

/** The workload in all models except the two Knative models. */
export function deployment(scope: Construct, name: string, port: number): ApiObject {
  return new ApiObject(scope, `${name}-workload`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: containers(name, port, { readinessProbe: { tcpSocket: { port } } }) } },
    },
  });
}

/** The same containers as a Knative Service, which scales to zero if `minScale` is 0. */
export const knative = (minScale: number) => (scope: Construct, name: string, port: number): ApiObject => new ApiObject(scope, `${name}-workload`, {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name, labels: { 'networking.knative.dev/visibility': 'cluster-local' } },
  spec: { template: { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': `${minScale}` } }, spec: { containers: containers(name, port) } } },
});
