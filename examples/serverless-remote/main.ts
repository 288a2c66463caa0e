import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DataPlane } from 'cdk8s-dapr';
import { Deployment } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18' });

// Components of the remote Dapr, referenced by name only.
const store = DaprComponent.fromComponentName(chart, 'store', 'orders');
const events = DaprComponent.fromComponentName(chart, 'events', 'events');

const securityContext = { user: 10001, group: 10001 };
const endpoints = { httpEndpoint: 'https://http.dapr.example:443', grpcEndpoint: 'https://grpc.dapr.example:443' };

// Only calls Dapr, so it needs no address.
new DaprApp(chart, 'checkout', {
  workload: new Deployment(chart, 'checkout-web', { containers: [{ image: 'registry.example/checkout:1', portNumber: 8080, securityContext }] }),
  uses: [store],
  publishes: [{ pubsub: events, topic: 'ordered' }],
  dataPlane: DataPlane.remote({ ...endpoints, apiTokenSecret: 'checkout-dapr-token' }),
});

// Is called: the remote Dapr must use this address and send the app token.
new DaprApp(chart, 'billing', {
  workload: new Deployment(chart, 'billing-web', { containers: [{ image: 'registry.example/billing:1', portNumber: 8080, securityContext }] }),
  appPort: 8080,
  appTokenSecret: 'billing-app-token',
  uses: [store],
  dataPlane: DataPlane.remote({ ...endpoints, apiTokenSecret: 'billing-dapr-token', appEndpoint: 'https://billing.shop.example:443' }),
});

app.synth();
