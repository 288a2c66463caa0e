import { Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane, IDataPlane, MetadataValue, pubsub, state } from 'cdk8s-dapr';
import { Deployment } from 'cdk8s-plus-33';
import { Construct } from 'constructs';

export class Shop extends Chart {
  constructor(scope: Construct, id: string, dataPlane: IDataPlane = DataPlane.sidecar()) {
    super(scope, id, { namespace: 'shop' });
    DaprPlatform.set(this, { daprVersion: '1.18', apiTokenSecret: 'dapr-api-token', dataPlane });

    const redis = { redisHost: 'redis:6379', redisPassword: MetadataValue.fromSecret('redis', 'password') };
    const store = new state.RedisStateStore(this, 'store', { metadata: redis });
    const events = new pubsub.RedisPubSub(this, 'events', { metadata: redis });

    const orders = new DaprApp(this, 'orders', {
      workload: this.workload('orders'), appPort: 8080,
      uses: [store], publishes: [{ pubsub: events, topic: 'ordered' }],
    });
    new DaprApp(this, 'checkout', { workload: this.workload('checkout'), appPort: 8080, invokes: [orders] });
    new DaprApp(this, 'shipping', {
      workload: this.workload('shipping'), appPort: 8080,
      subscribes: [{ pubsub: events, topic: 'ordered', route: '/ordered' }],
    });
  }

  private workload(name: string): Deployment {
    return new Deployment(this, `${name}-workload`, { containers: [{ image: `acme/${name}:1`, portNumber: 8080 }] });
  }
}
