import { Chart, Duration } from 'cdk8s';
import {
  AppProtocol, DaprApp, DaprConfiguration, DaprPlatform, DaprResiliency, DaprWarnings, DataPlane, KafkaAuthentication, KafkaSaslMechanism,
  MetadataValue, OtelProtocol, pubsub, ResiliencyRetry, ResiliencyTimeout, secretstores, state, WorkflowRole,
} from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { Environment } from './environments';
import { deployment, ingress, nightly, PORT, scaledByLag, statefulSet } from './workloads';

const ORDERED = 'ordered';
const SHIPPED = 'shipped';
const TOPICS = [ORDERED, SHIPPED];

/** Six services, their broker, their state and their secrets. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, { host, kafka, redis, replicas, tracing, dataPlane }: Environment) {
    super(scope, id, { namespace: 'shop' });
    DaprPlatform.set(this, {
      daprVersion: '1.18',
      kubernetesVersion: '1.34',
      apiTokenSecret: 'dapr-api-token',
      dataPlane,
      configurationDefaults: DaprConfiguration.defaults({
        otel: { endpointAddress: 'otel-collector.observability.svc:4317', protocol: OtelProtocol.GRPC, isSecure: false },
        tracingSamplingRate: tracing,
      }),
    });

    DaprWarnings.of(this).acknowledge('DAPR6002', 'the operators read undelivered events with the tools of the broker');

    const secrets = new secretstores.HashiCorpVaultSecretStore(this, 'vault', {
      metadata: { vaultAddr: 'https://vault.example:8200', vaultToken: MetadataValue.fromSecret('vault', 'token'), enginePath: 'shop' },
    });
    const store = new state.RedisStateStore(this, 'store', {
      metadata: { redisHost: redis, redisPassword: MetadataValue.fromSecret('redis', 'password'), enableTLS: true, actorStateStore: true },
    });
    const events = new pubsub.KafkaPubSub(this, 'events', {
      metadata: { brokers: kafka },
      authentication: KafkaAuthentication.password({
        username: MetadataValue.fromSecret('kafka', 'username'), password: MetadataValue.fromSecret('kafka', 'password'), mechanism: KafkaSaslMechanism.SHA_512,
      }),
    });

    // gRPC with its own daprds in every environment: a shared daprd would keep one connection, to one of the pods (DAPR8042).
    const pricing = new DaprApp(this, 'pricing', {
      workload: deployment(this, 'pricing', replicas), appPort: PORT, appProtocol: AppProtocol.GRPC, dataPlane: DataPlane.sidecar(),
    });
    const orders = new DaprApp(this, 'orders', {
      workload: statefulSet(this, 'orders', replicas),
      appPort: PORT,
      uses: [store, secrets],
      invokes: [pricing],
      publishes: [{ pubsub: events, topic: ORDERED }],
      workflows: [WorkflowRole.CLIENT],
    });
    // Runs the workflows that orders starts: over a stream to its own daprd.
    new DaprApp(this, 'fulfilment', {
      workload: deployment(this, 'fulfilment', replicas),
      uses: [store],
      publishes: [{ pubsub: events, topic: SHIPPED }],
      workflows: [WorkflowRole.WORKER],
      dataPlane: DataPlane.sidecar(),
    });
    const web = deployment(this, 'gateway', replicas);
    new DaprApp(this, 'gateway', { workload: web, appPort: PORT, invokes: [orders] });
    ingress(this, host, web);
    // At zero most of the time: its daprd keeps reading, and KEDA counts what waits for it. Dapr names the consumer group after the app ID.
    const mailer = new DaprApp(this, 'mailer', {
      workload: deployment(this, 'mailer'),
      appPort: PORT,
      subscribes: TOPICS.map(topic => ({ pubsub: events, topic, route: `/${topic}`, deadLetterTopic: 'undelivered' })),
      dataPlane: DataPlane.sharedDeployment(),
    });
    scaledByLag(this, 'mailer', { kafka, consumerGroup: mailer.appId, topics: TOPICS });
    // A native sidecar, which ends with the job.
    new DaprApp(this, 'report', { workload: nightly(this, 'report'), invokes: [orders], dataPlane: DataPlane.sidecar() });

    new DaprResiliency(this, 'calls', {
      availableToNamespace: true,
      timeouts: [ResiliencyTimeout.ofAppCalls(Duration.seconds(2))],
      retries: [ResiliencyRetry.acrossRollouts()],
    });
  }
}
