/** Topic scopes that the user sets. */
import { Lazy } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { DaprComponent, MetadataValue, TopicScopes } from 'cdk8s-dapr';
import { newChart, refusal, warningCodes } from '../../../scenarios/charts';
import { entries, everyone } from '../../support/components';

describe('TopicScopes', () => {
  const broker = (topicScopes: TopicScopes, more: object = {}) => {
    const chart = newChart();
    new lib.pubsub.RedisPubSub(chart, 'c', { metadata: { redisHost: 'r', ...more }, topicScopes, ...everyone });
    return chart;
  };

  test('are rendered as daprd parses them', () => {
    const scopes = TopicScopes.of({
      allowedTopics: ['a', 'b'], protectedTopics: ['b'], publishingScopes: { checkout: ['a', 'b'], audit: [] }, subscriptionScopes: { audit: ['b'] },
    });
    expect(entries(broker(scopes))).toEqual({
      redisHost: 'r', allowedTopics: 'a,b', protectedTopics: 'b', publishingScopes: 'audit=;checkout=a,b', subscriptionScopes: 'audit=b',
    });
    expect(Object.keys(scopes.toMetadata())).toEqual(['allowedTopics', 'protectedTopics', 'publishingScopes', 'subscriptionScopes']);
  });

  test('with an unknown app ID are a warning', () => {
    expect(warningCodes(broker(TopicScopes.of({ publishingScopes: { chekout: ['a'] } })))).toEqual(['DAPR4015']);
  });

  test.each<[string, any]>([
    ['a topic that would be split', { allowedTopics: ['a,b'] }],
    ['a topic with spaces, which daprd removes', { protectedTopics: ['a b'] }],
    ['a topic that is not a string', { publishingScopes: { checkout: [1] } }],
    ['an app ID that would be split', { publishingScopes: { 'a;b': ['t'] } }],
    ['an empty list, which would mean every topic', { allowedTopics: [] }],
    ['a topic that is not allowed', { allowedTopics: ['a'], subscriptionScopes: { checkout: ['b'] } }],
    ['a protected topic that is not allowed', { allowedTopics: ['a'], protectedTopics: ['b'] }],
    ['a string instead of a list', { allowedTopics: 'a' }],
    ['a list instead of a map', { publishingScopes: ['a'] }],
  ])('%s is refused', (_, props) => {
    expect(refusal(broker(TopicScopes.of(props)))).toContain('DAPR3217');
    expect(() => TopicScopes.of(props).toMetadata()).toThrow('DAPR3217');
  });

  test('together with the same metadata are refused', () => {
    expect(refusal(broker(TopicScopes.of({ allowedTopics: ['a'] }), { allowedTopics: 'b' }))).toContain('DAPR3202');
  });
});

test.each([['a value', 'web'], ['a token', Lazy.any({ produce: () => 'web' })]])('written topic scopes without an equals sign are refused as %s', (_, value) => {
  const chart = newChart();
  new DaprComponent(chart, 'events', { type: 'pubsub.in-memory', metadata: { subscriptionScopes: MetadataValue.of(value as string) }, availableToNamespace: true });
  expect(refusal(chart)).toContain('DAPR3217');
});
