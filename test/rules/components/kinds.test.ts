/** An app uses a component according to its category. */
import { Chart } from 'cdk8s';
import { app, errorsOf, messagesOf, newChart } from '../../../scenarios/charts';
import { byName, component } from '../../support/components';
import { chartOf } from '../../support/namespaces';

describe('the use of a component', () => {
  const TO = { topic: 't', route: '/t' };
  const IS = 'which is of type state.redis';
  const store = (scope: Chart) => component(scope, 'store', 'state.redis', { redisHost: 'r:6379' });
  const uses = (it: any) => ({ publishes: [{ pubsub: it, ...TO }], subscribesInCode: [{ pubsub: it, topic: 'u' }], inputBindings: [it] });
  const REFUSED = [`the app subscribes to 'u' of 'store', ${IS}`, `the app publishes to 't' of 'store', ${IS}`, `the app is called by the binding 'store', ${IS}`];

  test.each<[string, (scope: Chart) => any]>([['defined', store], ['referenced by name', scope => { store(scope); return byName(scope, 'store'); }]])('must match its category: %s', (_, of) => {
    const chart = newChart();
    app(chart, { appPort: 8080, ...uses(of(chart)) });
    expect(messagesOf(chart, 'DAPR4029')).toEqual(REFUSED.map(what => `chart/checkout: ${what}`));
    const subscribed = newChart();
    app(subscribed, { appPort: 8080, subscribes: [{ pubsub: of(subscribed), ...TO }] });
    expect(messagesOf(subscribed, 'DAPR4029')).toEqual([`chart/checkout: the app subscribes to 't' of 'store', ${IS}`]);
  });

  test('is refused with the type to use', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, inputBindings: [store(chart)] });
    expect(errorsOf(chart)).toContain('Use a component of type bindings.*.');
  });

  test('is accepted for a broker, a binding, and an undefined component', () => {
    const chart = newChart();
    const broker = component(chart, 'events', 'pubsub.redis', { redisHost: 'r:6379' });
    const cron = component(chart, 'tick', 'bindings.cron', { schedule: '@daily' });
    app(chart, { appPort: 8080, uses: [store(chart)], publishes: [{ pubsub: broker, ...TO }], subscribes: [{ pubsub: broker, topic: 'u', route: '/u' }], inputBindings: [cron, byName(chart, 'else')] });
    expect(messagesOf(chart, 'DAPR4029')).toEqual([]);
  });

  test('is not compared with a component in another namespace', () => {
    const chart = newChart();
    store(chartOf(chart, 'other'));
    app(chart, { appPort: 8080, ...uses(byName(chart, 'store')) });
    expect(messagesOf(chart, 'DAPR4029')).toEqual([]);
  });
});
