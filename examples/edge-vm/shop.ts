import { ApiObject, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, MetadataValue } from 'cdk8s-dapr';
import { Construct } from 'constructs';

/** Two apps of a shop at the edge: one accepts orders and publishes them, the other receives them. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, directory = '/srv/shop') {
    super(scope, id, { namespace: 'shop' });
    DaprPlatform.set(this, { daprVersion: '1.18.3', apiTokenSecret: 'dapr-api-token' });

    const store = new DaprComponent(this, 'orders-store', {
      type: 'state.redis',
      metadata: { redisHost: MetadataValue.of('redis.shop.svc:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') },
    });
    const events = new DaprComponent(this, 'events', {
      type: 'pubsub.redis',
      metadata: { redisHost: MetadataValue.of('redis.shop.svc:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') },
    });

    const shipping = new DaprApp(this, 'shipping', {
      workload: this.deployment('shipping', 8081),
      appPort: 8081,
      subscribes: [{ pubsub: events, topic: 'orders', route: '/shipments' }],
      program: { directory, command: ['node', 'shipping.js'] },
    });
    new DaprApp(this, 'orders', {
      workload: this.deployment('orders', 8080),
      appPort: 8080,
      uses: [store],
      publishes: [{ pubsub: events, topic: 'orders' }],
      invokes: [shipping],
      program: { directory, command: ['node', 'orders.js'] },
    });
  }

  public deployment(name: string, port: number): ApiObject {
    return new ApiObject(this, `${name}-web`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: {
            containers: [{
              name: 'main',
              image: `test.local/${name}:1`,
              command: ['node', `/app/${name}.js`],
              ports: [{ containerPort: port }],
              env: [{ name: 'GREETING', value: '100 % fresh' }],
              resources: { limits: { memory: '128Mi' } },
            }],
          },
        },
      },
    });
  }
}
