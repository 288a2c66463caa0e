/** Rules of Kubernetes for names and labels, and the names that the library creates. */
import * as names from '../../src/kubernetes/names';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue, nearest, serviceHost, suggestDnsLabel } from '../../src/kubernetes/names';

describe('names of Kubernetes', () => {
  test.each(['a', 'a-b', '0', 'a1-2b', 'a'.repeat(63)])('%s is a DNS label', name => expect(isDnsLabel(name)).toBe(true));
  test.each(['', '-a', 'a-', 'A', 'aB', 'a.b', 'a_b', 'a'.repeat(64), '0o17'])('%s is not a DNS label', name => expect(isDnsLabel(name)).toBe(false));
  test.each(['a', 'a.b', 'a-b.c-d.e1', `${'a'.repeat(63)}.${'b'.repeat(189)}`])('%s is a DNS subdomain', name => expect(isDnsSubdomain(name)).toBe(true));
  test.each(['', '.a', 'a.', 'a..b', 'a.-b', 'a-.b', 'a.B', 'A.b', 'a'.repeat(254), '0o17'])('%s is not a DNS subdomain', name => expect(isDnsSubdomain(name)).toBe(false));
  test.each(['a', 'A.b_c-D', 'x/y', 'dapr.io/app-id', `${'p'.repeat(253)}/${'n'.repeat(63)}`])('%s is a label key', key => expect(isLabelKey(key)).toBe(true));
  test.each(['', '-a', 'a-', 'a b', 'x/y/z', '/a', 'a/', 'X_Y/a', 'n'.repeat(64), `${'p'.repeat(254)}/n`])('%s is not a label key', key => expect(isLabelKey(key)).toBe(false));
  test.each(['', 'a', 'A.b_c-D', '1', 'v'.repeat(63)])('"%s" is a label value', value => expect(isLabelValue(value)).toBe(true));
  test.each(['-a', 'a-', 'a b', 'v'.repeat(64), 5, undefined, '0O17', '0X1F'])('%p is not a label value', value => expect(isLabelValue(value)).toBe(false));

  test.each([
    ['OrdersApi', 'orders-api'], ['orders.v1', 'orders-v1'], ['orders..v1', 'orders-v1'], ['-a-', 'a'], ['--a--', 'a'], ['___', 'my-app'], ['', 'my-app'], ['a'.repeat(99), 'a'.repeat(58)],
    [`${'a'.repeat(57)}-b`, 'a'.repeat(57)], ['HTTPApi2Go', 'httpapi2-go'], ['0o17', 'my-app'],
  ])('for %s the app ID %s is suggested', (name, expected) => {
    expect(suggestDnsLabel(name, 58)).toBe(expected);
  });

  test.each<[string, (string | undefined)[]]>([
    ['web', ['web', undefined, undefined]], ['web', ['web', undefined, 'cluster.local']], ['web.shop.svc', ['web', 'shop', undefined]], ['web.shop.svc.cluster.local', ['web', 'shop', 'cluster.local']],
  ])('%s is the host name of the Service %j', (host, [name, namespace, domain]) => {
    expect(serviceHost(name!, namespace, domain)).toBe(host);
  });
});

describe('the nearest name', () => {
  test.each<[string, string[], string | undefined]>([
    ['dapr.io/appid', ['dapr.io/app-id', 'dapr.io/env'], 'dapr.io/app-id'],
    ['something', ['dapr.io/app-id'], undefined],
    ['orders', ['orders'], 'orders'],
    ['odrers', ['borders', 'orders'], 'orders'],
    ['abc', ['axx'], 'axx'],
    ['abc', ['xxx'], undefined],
    ['abc', ['abcde'], 'abcde'],
    ['abc', ['abcdef'], undefined],
    ['abcdefghijkl', ['abcdefghixxx'], 'abcdefghixxx'],
    ['abcdefghijkl', ['abcdefghxxxx'], undefined],
    ['abcdefghijkl', ['bcdefghijkl'], 'bcdefghijkl'],
    ['abcdefgh', ['xabcdefg'], 'xabcdefg'],
    ['first', ['firsa', 'firsb'], 'firsa'],
    ['any', [], undefined],
  ])('to %s among %j is %p: it must be close enough for a typo, and the first of the closest wins', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});

test('the names that the library creates are stable', () => {
  expect([
    names.invocationServiceName('a'), names.apiServiceName('a'), names.channelServiceName('a'), names.sharedDaprdName('a'), names.secretReaderName('a'), names.deadLetterTopicName('t'),
    names.SHARED_DAPRD_LABEL, names.APP_LABEL, names.RESOURCES_ANNOTATION, names.DAPR_VERSION_ANNOTATION,
    names.TRUST_ANCHORS_ANNOTATION, names.VALUES_ANNOTATION, names.ACKNOWLEDGED_ANNOTATION, names.BUILTIN_STORE,
    names.MAX_APP_ID, names.MAX_SHARED_APP_ID,
  ]).toEqual([
    'a-dapr', 'a-dapr-api', 'a-channel', 'a-daprd', 'a-dapr-secrets', 't-dead-letter',
    'cdk8s-dapr/shared-daprd', 'cdk8s-dapr/app', 'cdk8s-dapr/resources', 'cdk8s-dapr/dapr-version', 'cdk8s-dapr/trust-anchors', 'cdk8s-dapr/values', 'cdk8s-dapr/acknowledged-', 'kubernetes', 58, 54,
  ]);
});
