import { ApiObject, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { Construct } from 'constructs';

/** What differs between the stages. */
export interface Stage {
  readonly daprVersion: string;
  readonly replicas: number;
  readonly redis: string;
  readonly dataPlane: IDataPlane;
}

/** The shop, in the cluster of one stage. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, private readonly stage: Stage) {
    super(scope, id, { namespace: 'shop' });
    const { daprVersion, redis, dataPlane } = stage;
    DaprPlatform.set(this, { cluster: id, daprVersion, kubernetesVersion: '1.34', apiTokenSecret: 'dapr-api-token', dataPlane });

    const metadata = { redisHost: MetadataValue.of(redis), redisPassword: MetadataValue.fromSecret('redis', 'password') };
    const store = new DaprComponent(this, 'orders-store', { type: 'state.redis', metadata });
    const events = new DaprComponent(this, 'events', { type: 'pubsub.redis', metadata });

    const shipping = new DaprApp(this, 'shipping', {
      workload: this.deployment('shipping'), appPort: 8080, subscribes: [{ pubsub: events, topic: 'orders', route: '/shipments' }],
    });
    new DaprApp(this, 'orders', {
      workload: this.deployment('orders'), appPort: 8080, uses: [store], publishes: [{ pubsub: events, topic: 'orders' }], invokes: [shipping],
    });
  }

  private deployment(name: string): ApiObject {
    const { replicas } = this.stage;
    return new ApiObject(this, `${name}-web`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        replicas,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: {
            containers: [{
              name: 'main',
              image: `registry.example/${name}:1`,
              ports: [{ containerPort: 8080 }],
              resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } },
              readinessProbe: { tcpSocket: { port: 8080 } },
              securityContext: {
                runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] },
              },
            }],
          },
        },
      },
    });
  }
}
