/** The metadata of a typed component. */
import { Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { MetadataValue, RedisAuthentication } from 'cdk8s-dapr';
import { newChart, refusal } from '../../../scenarios/charts';
import { entries, everyone, SECRET } from '../../support/components';

test('a plain value becomes a string, a Duration with its unit, and a MetadataValue stays unchanged', () => {
  const chart = newChart();
  new lib.state.RedisStateStore(chart, 'c', {
    ...everyone,
    metadata: {
      redisHost: 'redis:6379',
      redisDB: 3,
      enableTLS: false,
      dialTimeout: Duration.millis(1500),
      redisPassword: SECRET,
      maxConnAge: MetadataValue.of('-1s'),
      redisUsername: MetadataValue.fromEnv('USER'),
    },
  });
  expect(entries(chart)).toEqual({
    redisHost: 'redis:6379',
    redisDB: '3',
    enableTLS: 'false',
    dialTimeout: '1s500ms',
    redisPassword: { secretKeyRef: { name: 's', key: 'k' } },
    maxConnAge: '-1s',
    redisUsername: { envRef: 'USER' },
  });
});

test.each<[what: string, code: string, props: any]>([
  ['metadata that is not an object', 'DAPR3017', { metadata: 'redis:6379' }],
  ['a property that does not exist', 'DAPR3026', { metadata: { redisHost: 'r', redisHots: 'r' } }],
  ['an invalid value', 'DAPR3017', { metadata: { redisHost: { host: 'r' } } }],
  ['NaN as a number', 'DAPR3017', { metadata: { redisHost: 'r', redisDB: NaN } }],
  ['additional metadata that is not a map', 'DAPR3017', { metadata: { redisHost: 'r' }, additionalMetadata: ['a'] }],
  ['additional metadata without a MetadataValue', 'DAPR4017', { metadata: { redisHost: 'r' }, additionalMetadata: { a: 'b' } }],
  ['additional metadata in another case', 'DAPR3202', { metadata: { redisHost: 'r' }, additionalMetadata: { redishost: MetadataValue.of('r') } }],
  ['metadata set twice', 'DAPR3202', { metadata: { redisHost: 'r' }, additionalMetadata: { redisHost: MetadataValue.of('r') } }],
  ['a field set by both metadata and authentication', 'DAPR3202',
    { metadata: { redisHost: 'r', redisPassword: SECRET }, authentication: RedisAuthentication.password({ password: SECRET }) }],
  ['authentication of another kind', 'DAPR3017', { metadata: { redisHost: 'r' }, authentication: { password: 'x' } }],
  ['no props at all', 'DAPR3200', undefined],
])('%s is refused (%s)', (_, code, props) => {
  const chart = newChart();
  new lib.state.RedisStateStore(chart, 'c', props);
  expect(refusal(chart)).toContain(code);
});
