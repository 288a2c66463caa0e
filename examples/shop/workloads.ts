/** Workloads of the shop. Dapr does not appear here. */
import { ApiObject, Cron, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

const IMAGES = 'registry.example/shop';
export const PORT = 8080;

export const container = (name: string, portNumber?: number): kplus.ContainerProps => ({
  name,
  image: `${IMAGES}/${name}:1`,
  imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
  portNumber,
  securityContext: { user: 10001, group: 10001 },
  readiness: portNumber ? kplus.Probe.fromTcpSocket({ port: portNumber }) : undefined,
  resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
});

/** @param replicas by default, an autoscaler sets their number */
export function deployment(scope: Construct, name: string, replicas?: number): kplus.Deployment {
  const created = new kplus.Deployment(scope, `${name}-workload`, { metadata: { name }, replicas, containers: [container(name, PORT)] });
  if (replicas === undefined) {
    ApiObject.of(created).addJsonPatch(JsonPatch.remove('/spec/replicas'));
  }
  return created;
}

export function statefulSet(scope: Construct, name: string, replicas: number): kplus.StatefulSet {
  return new kplus.StatefulSet(scope, `${name}-workload`, {
    metadata: { name },
    replicas,
    service: new kplus.Service(scope, `${name}-service`, { metadata: { name }, clusterIP: 'None', ports: [{ port: PORT }] }),
    containers: [container(name, PORT)],
  });
}

export function nightly(scope: Construct, name: string): kplus.CronJob {
  return new kplus.CronJob(scope, `${name}-workload`, {
    metadata: { name },
    schedule: Cron.schedule({ minute: '30', hour: '3' }),
    concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
    activeDeadline: Duration.minutes(30),
    restartPolicy: kplus.RestartPolicy.ON_FAILURE,
    containers: [container(name)],
  });
}

/** The web site of a workload. */
export function ingress(scope: Construct, host: string, workload: kplus.Deployment): void {
  const backend = kplus.IngressBackend.fromService(workload.exposeViaService({ ports: [{ port: 80, targetPort: PORT }] }));
  new kplus.Ingress(scope, 'ingress', { rules: [{ host, backend }], tls: [{ hosts: [host], secret: kplus.Secret.fromSecretName(scope, 'certificate', 'shop-certificate') }] });
}

interface Lag {
  readonly kafka: string;
  readonly consumerGroup: string;
  readonly topics: readonly string[];
}

/** Scales a Deployment by the events that wait for it, down to zero. */
export function scaledByLag(scope: Construct, name: string, { kafka, consumerGroup, topics }: Lag): void {
  const authentication = new ApiObject(scope, `${name}-kafka`, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name: `${name}-kafka` },
    spec: { secretTargetRef: ['username', 'password'].map(key => ({ parameter: key, name: 'kafka', key })) },
  });
  new ApiObject(scope, `${name}-scaling`, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name },
    spec: {
      scaleTargetRef: { name },
      minReplicaCount: 0,
      maxReplicaCount: 5,
      // Lets the app start once: daprd subscribes after the app has listened.
      initialCooldownPeriod: 120,
      triggers: topics.map(topic => ({
        type: 'kafka',
        metadata: { bootstrapServers: kafka, consumerGroup, topic, lagThreshold: '10', sasl: 'scram_sha512' },
        authenticationRef: { name: authentication.name },
      })),
    },
  });
}
