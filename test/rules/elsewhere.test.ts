/** Apps with a remote Dapr. */
import { Chart } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED } from '../../scenarios/charts';
import { chartOf } from '../support/namespaces';
import { PROJECT } from '../support/remote-dapr';

describe('an app with a remote Dapr', () => {
  const remote = (chart: Chart, id: string, props: object = {}, more: object = {}) =>
    app(chart, { appPort: 8080, dataPlane: DataPlane.remote({ ...PROJECT, ...more }), ...props }, id);

  test('has no concurrency limit', () => {
    const chart = newChart(SHARED);
    remote(chart, 'a', { appMaxConcurrency: 1 });
    remote(chart, 'b', { appMaxConcurrency: -1 });
    remote(chart, 'c', { appMaxConcurrency: 0 });
    remote(chart, 'd');
    app(chart, { appMaxConcurrency: 5 });
    expect(messagesOf(chart, 'DAPR8003')).toEqual(['chart/a: appMaxConcurrency 1 has no effect with a remote Dapr']);
  });

  test('must not share its token with another app ID', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    remote(blue, 'a', {}, { apiTokenSecret: 'token' });
    remote(blue, 'b', {}, { apiTokenSecret: 'token' });
    remote(blue, 'c', { appId: 'a' }, { apiTokenSecret: 'token' });
    remote(blue, 'd', {}, { apiTokenSecret: 'other' });
    remote(green, 'e', {}, { apiTokenSecret: 'token' });
    const found = messagesOf(chart, 'DAPR7044');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^blue\/b: app ID 'b' has .+, like app ID 'a' at 'blue\/a'$/);
  });
});
