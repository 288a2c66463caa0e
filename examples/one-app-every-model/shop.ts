import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, MetadataValue } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { Model } from './models';

/** Two apps: one accepts, stores and publishes orders and invokes the other, which receives them. Independent of where their daprds run. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, model: Model) {
    super(scope, id, { namespace: 'shop' });
    DaprPlatform.set(this, { daprVersion: '1.18.3', kubernetesVersion: '1.34', apiTokenSecret: 'dapr-api-token' });

    const metadata = { redisHost: MetadataValue.of('redis.shop.svc:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') };
    const store = new DaprComponent(this, 'orders-store', { type: 'state.redis', metadata });
    const events = new DaprComponent(this, 'events', { type: 'pubsub.redis', metadata });

    const shipping = new DaprApp(this, 'shipping', {
      workload: model.workload(this, 'shipping', 8081),
      dataPlane: model.dataPlane('shipping'),
      appPort: 8081,
      uses: [events],
      ...(model.programSubscribes ? { subscribesInCode: [{ pubsub: events, topic: 'orders' }] } : { subscribes: [{ pubsub: events, topic: 'orders', route: '/shipments' }] }),
      program: { directory: '/srv/shop', command: ['node', 'shipping.js'] },
    });
    new DaprApp(this, 'orders', {
      workload: model.workload(this, 'orders', 8080),
      dataPlane: model.dataPlane('orders'),
      appPort: 8080,
      uses: [store],
      publishes: [{ pubsub: events, topic: 'orders' }],
      invokes: [shipping],
      program: { directory: '/srv/shop', command: ['node', 'orders.js'] },
    });
  }
}
