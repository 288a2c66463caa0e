/** An app with two subscriptions of one broker. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprSubscription } from 'cdk8s-dapr';
import { app, newChart, SHARED } from '../../scenarios/charts';

export function subscribed(props: any = {}, more: (chart: Chart, checkout: DaprApp, pubsub: DaprComponent) => void = () => undefined): Chart {
  const chart = newChart(SHARED);
  const checkout = app(chart, { appPort: 8080, appProtocol: props.protocol, dataPlane: props.dataPlane });
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  new DaprSubscription(chart, 'created', { app: checkout, pubsub, topic: 'orders', route: '/created', ...props.subscription });
  new DaprSubscription(chart, 'paid', { app: checkout, pubsub, topic: 'paid', route: '/paid' });
  more(chart, checkout, pubsub);
  return chart;
}
