/** Definitions of resources, and which apps load them. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { newChart } from '../../scenarios/charts';
import { define, definitionOf, isLoadedBy, scopesOf, unscopedResources } from '../../src/facts/definitions';

test('unscoped resources of a namespace are listed as soon as they are defined', () => {
  const chart = newChart();
  const resource = (name: string, namespace: string | undefined, scopes?: string[]) => {
    const made = Object.assign(new Construct(chart, name), { kind: 'Thing', resourceName: name, namespace });
    define(made, { text: () => name, scopes: () => scopes });
    return made;
  };
  resource('a', 'shop');
  resource('b', 'shop');
  const scoped = resource('c', 'shop', ['web']);
  const everyones = resource('d', undefined);
  const unscoped = (namespace?: string): string[] => unscopedResources(chart, namespace).map(({ resourceName }) => resourceName);
  expect([unscoped('shop'), unscoped(), unscoped('stock')]).toEqual([['a', 'b'], ['d'], []]);
  resource('e', 'shop');
  expect(unscoped('shop')).toEqual(['a', 'b', 'e']);
  const app = (appId: string, namespace?: string, scope: Construct = chart) => DaprApp.fromAppAttributes(scope, `${appId}-${namespace}`, { appId, namespace });
  expect([isLoadedBy(scoped, app('web')), isLoadedBy(scoped, app('cron', 'shop')), isLoadedBy(everyones, app('lone')), isLoadedBy(everyones, app('web', 'shop'))]).toEqual([true, false, true, false]);
});

test('a resource is loaded in its cluster only', () => {
  const root = new App();
  const [dev, prod] = ['dev', 'prod'].map(cluster => {
    const chart = new Chart(root, cluster);
    DaprPlatform.set(chart, { cluster });
    return chart;
  });
  const resource = (scope: Chart, name: string, scopes?: string[]) => {
    const made = Object.assign(new Construct(scope, name), { kind: 'Thing', resourceName: name, namespace: 'shop' });
    define(made, { text: () => `${name} of ${scope.node.id}`, scopes: () => scopes });
    return made;
  };
  const [open, scoped] = [resource(dev, 'open'), resource(dev, 'scoped', ['web'])];
  resource(prod, 'open');
  expect([dev, prod, root].map(scope => unscopedResources(scope, 'shop').map(each => definitionOf(each)))).toEqual([['open of dev'], ['open of prod'], []]);
  const apps = [dev, prod].map(scope => DaprApp.fromAppAttributes(scope, 'web', { appId: 'web', namespace: 'shop' }));
  expect(apps.map(app => [isLoadedBy(open, app), isLoadedBy(scoped, app)])).toEqual([[true, true], [false, false]]);
});

test('an existing resource is defined by its kind and name, and has no scopes', () => {
  const chart = newChart();
  const store = DaprComponent.fromComponentName(chart, 'store', 'shared-store');
  expect(definitionOf(store)).toBe('{"kind":"Component","name":"shared-store"}');
  expect(scopesOf(store)).toEqual([]);
  expect(isLoadedBy(store, DaprApp.fromAppId(chart, 'web', 'web'))).toBe(false);
});
