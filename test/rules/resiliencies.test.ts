/** Policies and targets of several Resiliencies that one app loads. */
import { Chart, Duration } from 'cdk8s';
import { DaprApp, DaprResiliency, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { app, newChart, messagesOf } from '../../scenarios/charts';
import { chartOf } from '../support/namespaces';

describe('resiliency policies with the same name', () => {
  const retry = (name: string, maxRetries: number) => ResiliencyRetry.of(name, { maxRetries });
  const resiliency = (scope: Chart, id: string, props: object) => new DaprResiliency(scope, id, props as any);

  test('must be equal in all Resiliencies of an app', () => {
    const chart = newChart();
    const shop = app(chart);
    const other = app(chart, {}, 'other');
    resiliency(chart, 'a', { retries: [retry('r', 1), retry('own', 1)], apps: [shop] });
    resiliency(chart, 'b', { retries: [retry('r', 1)], timeouts: [ResiliencyTimeout.of('r', Duration.seconds(1))], apps: [shop] });
    resiliency(chart, 'c', { retries: [retry('r', 2)], apps: [shop] });
    resiliency(chart, 'd', { retries: [retry('r', 3)], apps: [other] });
    const found = messagesOf(chart, 'DAPR3121');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^chart\/c: policies\.retries\.r of app 'checkout' is \{.*"maxRetries":2.*\} here and \{.*"maxRetries":1.*\} at 'chart\/a'$/);
  });

  test('are also compared with Resiliencies available to the namespace or scoped to the app', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    resiliency(blue, 'own', { retries: [retry('r', 1)], apps: [app(blue)] });
    resiliency(blue, 'everyone', { retries: [retry('r', 2)], availableToNamespace: true });
    resiliency(green, 'elsewhere', { retries: [retry('r', 3)], availableToNamespace: true });
    resiliency(blue, 'others', { retries: [retry('r', 4)], scopes: ['billing'] });
    expect(messagesOf(chart, 'DAPR3121').map(text => text.split(':')[0])).toEqual(['blue/everyone']);
    resiliency(blue, 'named', { retries: [retry('r', 5)], scopes: ['checkout'] });
    expect(messagesOf(chart, 'DAPR3121').map(text => text.split(':')[0])).toEqual(['blue/everyone', 'blue/named']);
  });

  test('must be equal, as must targets with the same name', () => {
    const chart = newChart();
    const shop = app(chart);
    const peer = DaprApp.fromAppId(chart, 'peer', 'billing');
    ['a', 'b'].forEach((id, i) => resiliency(chart, id, { appTargets: [{ app: peer, retry: retry(`r${i}`, 1) }], apps: [shop] }));
    expect(messagesOf(chart, 'DAPR3121').map(text => text.split(' of app')[0])).toEqual(['chart/b: targets.apps.billing']);
  });
});
