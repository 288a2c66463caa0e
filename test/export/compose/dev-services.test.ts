/** Development services. */
import { ActorHosting, DaprComponent, DaprConfiguration, DataPlane } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { app, files, PLATFORM } from '../../support/compose-export';
import { yaml } from '../../support/exports';

describe('devServices', () => {
  test('add Redis with a state store and a broker, and Zipkin with tracing', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', { appPort: 8080 });
    const all = files(chart, { devServices: true });
    const document = yaml(all['compose.yaml']);
    expect(Object.keys(document.services)).toEqual(['orders', 'orders-dapr', 'redis', 'zipkin']);
    expect(document.services['orders-dapr'].depends_on).toEqual({ redis: { condition: 'service_healthy' } });
    expect(Object.keys(all).filter(path => path.startsWith('resources/'))).toEqual(['resources/component-pubsub.yaml', 'resources/component-statestore.yaml']);
    expect(yaml(all['config/orders.yaml']).spec.tracing.zipkin.endpointAddress).toBe('http://zipkin:9411/api/v2/spans');
    expect(all['resources/component-statestore.yaml']).not.toContain('actorStateStore');
  });

  test('do not change the user\'s components and tracing', () => {
    const chart = newChart(PLATFORM);
    const configuration = new DaprConfiguration(chart, 'c', { tracingSamplingRate: 0 });
    app(chart, 'orders', { uses: [new DaprComponent(chart, 'statestore', { type: 'state.in-memory' })], dataPlane: DataPlane.sidecar({ configuration }) });
    const all = files(chart, { devServices: true });
    expect(all['resources/component-statestore.yaml']).toContain('state.in-memory');
    expect(yaml(all['config/orders.yaml']).spec.tracing).toEqual({ samplingRate: '0' });
  });

  test('include an actor state store if the App has none', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
    expect(files(chart, { devServices: true })['resources/component-statestore.yaml']).toContain('actorStateStore');
  });
});
