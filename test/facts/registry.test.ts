/** What is noted of an App. */
import { Chart } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { newChart, refusal } from '../../scenarios/charts';
import { noteTokenSecret, Registry } from '../../src/facts/registry';
import { anObject } from '../support/objects';
import { peer } from '../support/peers';

const nextRound = (chart: Chart) => refusal(chart);

describe('the registry of an App', () => {
  test('is one for each App', () => {
    const [a, b] = [newChart(), newChart()];
    expect(Registry.of(a)).toBe(Registry.of(a.node.root));
    expect(Registry.of(a)).not.toBe(Registry.of(b));
  });

  test('knows the objects by kind and group, those of now', () => {
    const chart = newChart();
    const [a, b, c] = [anObject(chart, 'a'), anObject(chart, 'b', 'Service'), anObject(chart, 'c', 'Service', 'serving.knative.dev/v1')];
    const registry = Registry.of(chart);
    nextRound(chart);
    expect(registry.objects('Service')).toEqual([b, c]);
    expect(registry.objects('Service', 'core')).toEqual([b]);
    expect(registry.objects('Service', 'serving.knative.dev')).toEqual([c]);
    expect(registry.objects('None')).toEqual([]);
    expect(registry.objects()).toEqual([a, b, c]);
    const d = anObject(chart, 'd', 'Service');
    expect(registry.objects('Service', 'core')).toEqual([b]);
    DaprWarnings.of(chart).list();
    nextRound(chart);
    expect(registry.objects('Service', 'core')).toEqual([b, d]);
  });

  test('knows who loads a resource and which Configurations an app reads', () => {
    const registry = Registry.of(newChart());
    const [resource, one, two] = [{}, {}, {}] as any[];
    registry.addLoader(resource, one);
    registry.addLoader(resource, two);
    expect(registry.loaders.get(resource)).toEqual([one, two]);
    registry.addConfiguration(one, two);
    registry.addConfiguration(one, resource);
    expect([...registry.configurations.get(one)!]).toEqual([two, resource]);
  });

  test('knows trust domains by app-id and namespace', () => {
    const registry = Registry.of(newChart());
    registry.setTrustDomain(peer('a', 'shop'), 'acme');
    registry.setTrustDomain(peer('b'), 'other');
    expect(['shop', 'stock', undefined].map(namespace => registry.trustDomainOf(peer('a', namespace)))).toEqual(['acme', undefined, undefined]);
    expect(registry.trustDomainOf(peer('b'))).toBe('other');
  });

  test('knows where rejected events go', () => {
    const chart = newChart();
    const registry = Registry.of(chart);
    const subscription = (namespace: string | undefined, appId: string, topic: string, to?: string, own?: string) =>
      registry.subscriptions.push({ at: { namespace } as any, app: peer(appId), pubsub: 'events', topic, deadLetterTopic: () => to, ownDeadLetterTopic: own });
    subscription('shop', 'a', 'one', 'dead', 'dead');
    subscription('shop', 'a', 'two', 'two-dead-letter');
    subscription('shop', 'b', 'three');
    subscription(undefined, 'c', 'four', 'four-dead-letter');
    nextRound(chart);
    const is = (namespace: string | undefined, topic: string, pubsub = 'events') => registry.isDeadLetterTopic(namespace, pubsub, topic);
    expect([is('shop', 'dead'), is('shop', 'two-dead-letter'), is('shop', 'three-dead-letter'), is(undefined, 'four-dead-letter')]).toEqual([true, true, true, true]);
    expect([is('shop', 'one-dead-letter'), is('shop', 'one'), is('stock', 'dead'), is('shop', 'dead', 'other'), is('shop', 'four-dead-letter')]).toEqual([false, false, false, false, false]);
    expect([...registry.deadLettersOf('shop', 'events')]).toEqual([['a', ['dead', 'two-dead-letter']]]);
    expect([...registry.deadLettersOf(undefined, 'events')]).toEqual([['c', ['four-dead-letter']]]);
    expect([...registry.deadLettersOf('shop', 'other')]).toEqual([]);
    subscription('shop', 'd', 'five', 'late', 'late');
    expect(is('shop', 'late')).toBe(false);
    expect(registry.deadLettersOf('shop', 'events').has('d')).toBe(false);
    nextRound(chart);
    expect(is('shop', 'late')).toBe(true);
    expect(registry.deadLettersOf('shop', 'events').get('d')).toEqual(['late']);
  });

  test('knows what everyone of a namespace loads', () => {
    const chart = newChart();
    const registry = Registry.of(chart);
    const resource = (name: string, namespace: string | undefined, unscoped: boolean) =>
      registry.resources.push({ kind: 'Thing', resourceName: name, namespace, unscoped, node: chart.node, definition: () => name } as any);
    resource('a', 'shop', true);
    resource('b', 'shop', true);
    resource('c', 'shop', false);
    resource('d', undefined, true);
    nextRound(chart);
    expect([registry.unscopedDefinitions('shop'), registry.unscopedDefinitions(undefined), registry.unscopedDefinitions('stock')]).toEqual([['a', 'b'], ['d'], []]);
    resource('e', 'shop', true);
    expect(registry.unscopedDefinitions('shop')).toEqual(['a', 'b']);
    nextRound(chart);
    expect(registry.unscopedDefinitions('shop')).toEqual(['a', 'b', 'e']);
  });

  test('knows what a resource is to one app', () => {
    const registry = Registry.of(newChart());
    const resource = { definition: () => 'whole' } as any;
    expect(registry.definitionFor(resource, peer('a'))).toBe('whole');
    registry.definitionsFor.set(resource, ({ appId }) => `for ${appId}`);
    expect(registry.definitionFor(resource, peer('a'))).toBe('for a');
  });

  test('knows the Secrets with tokens that were named', () => {
    const chart = newChart();
    noteTokenSecret(chart, 'shop', 'apiTokenSecret', 'a');
    noteTokenSecret(chart, 'shop', 'appTokenSecret', undefined);
    noteTokenSecret(chart, 'shop', 'other', 'b');
    expect(Registry.of(chart).tokenSecrets).toEqual([
      { at: chart, namespace: 'shop', name: 'a', key: 'token', by: 'apiTokenSecret' }, { at: chart, namespace: 'shop', name: 'b', key: 'token', by: 'other' },
    ]);
  });
});
