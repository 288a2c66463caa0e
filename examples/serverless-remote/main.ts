import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DataPlane } from 'cdk8s-dapr';
import { Deployment } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18' });

// Both are somebody else's: of that Dapr this cluster knows the names only.
const store = DaprComponent.fromComponentName(chart, 'store', 'orders');
const events = DaprComponent.fromComponentName(chart, 'events', 'events');

const securityContext = { user: 10001, group: 10001 };
const endpoints = { httpEndpoint: 'https://http.dapr.example:443', grpcEndpoint: 'https://grpc.dapr.example:443' };

// It only calls: nothing has to lead to it.
new DaprApp(chart, 'checkout', {
  workload: new Deployment(chart, 'checkout-web', { containers: [{ image: 'registry.example/checkout:1', portNumber: 8080, securityContext }] }),
  uses: [store],
  publishes: [{ pubsub: events, topic: 'ordered' }],
  dataPlane: DataPlane.remote({ ...endpoints, apiTokenSecret: 'checkout-dapr-token' }),
});

// It is called: whoever runs that Dapr has to know this address, and to send the app token.
new DaprApp(chart, 'billing', {
  workload: new Deployment(chart, 'billing-web', { containers: [{ image: 'registry.example/billing:1', portNumber: 8080, securityContext }] }),
  appPort: 8080,
  appTokenSecret: 'billing-app-token',
  uses: [store],
  dataPlane: DataPlane.remote({ ...endpoints, apiTokenSecret: 'billing-dapr-token', appEndpoint: 'https://billing.shop.example:443' }),
});

app.synth();
