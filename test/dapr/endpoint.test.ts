/** Addresses of Dapr's APIs and of apps outside the cluster. */
import { appAddress, endpoint } from '../../src/dapr/endpoint';

describe('an endpoint of a Dapr API', () => {
  const expected = 'scheme, host and port, as in https://dapr.example:443';
  test.each(['https://dapr.example:443', 'https://a:1', 'https://a-b.c:65535', 'https://10.0.0.1:443', 'https://[::1]:443', 'https://[2001:DB8::a]:443', 'https://A.b:1'])('is %s', value => expect(endpoint(value, false)).toBeUndefined());
  test.each(['', 'https://a', 'a:443', 'ftp://a:1', 'https://a:', 'https://a:443/', 'https://a:443/x', 'xhttps://a:443', 'https://-a:443', 'https://a-:443', 'https://a b:443', 'https://u@a:443', 'https://[]:443', 'https://a:4x', 'grpcs://a:1', 5, { toString: () => 'https://a:443' }])('is not %s', value => {
    expect(endpoint(value, true)).toBe(expected);
  });
  test('is encrypted, unless plain will do, and has a port', () => {
    expect(endpoint('http://a:80', true)).toBeUndefined();
    expect(endpoint('http://a:80', false)).toBe('encrypted (https)');
    expect(endpoint('https://a:0', false)).toBe('an address with a port from 1 to 65535');
    expect(endpoint('https://a:65536', true)).toBe('an address with a port from 1 to 65535');
  });
});

describe('an address at which a remote Dapr calls an app', () => {
  const inside = { plain: false };
  const outside = { plain: true, outside: 'cluster.local' };
  test.each(['https://a', 'https://a:8080/base', 'HTTPS://orders.example', 'https://10.1.2.3', 'https://[2001:db8::1]:443', 'https://web.shop.svc.cluster.local'])('is %s', value => expect(appAddress(value, inside)).toBeUndefined());
  test.each(['https://orders.example', 'https://10.1.2.3', 'https://[2001:db8::1]', 'http://orders.example.', 'https://svc.example', 'https://a.svcs'])('from outside is %s', value => expect(appAddress(value, outside)).toBeUndefined());
  test.each(['', 'a', 'ftp://a', 'xhttps://a', 'https://', 'https://a b', 'https://a\\b', 'https://a:0', 'https://a:99999', 5, undefined, { toString: () => 'https://a' }])('is not %p', value => {
    expect(appAddress(value, inside)).toBe('an http or https URL');
  });
  test.each([
    ['https://u@a', 'a URL without user name and password'], ['https://:p@a', 'a URL without user name and password'],
    ['https://a?x', 'a URL without query and fragment, to which a path can be added'], ['https://a#x', 'a URL without query and fragment, to which a path can be added'],
    ['https://a/?', 'a URL without query and fragment, to which a path can be added'],
    ...['localhost', 'ab.localhost', '127.0.0.1', '127.1.2.3', '0.0.0.0', '[::1]', '[::]'].map(host => [`https://${host}`, 'the address of another machine']),
    ['http://a', 'encrypted (https)'],
  ])('is not %s: %s', (value, wrong) => expect(appAddress(value, inside)).toBe(wrong));
  test.each(['https://xlocalhost.example', 'https://localhost.example', 'https://1.127.0.1', 'https://[::2]', 'https://a.0.0.0.0.example'])('%s is not the own machine', value => expect(appAddress(value, inside)).toBeUndefined());
  test.each(['https://orders', 'https://web.shop.svc', 'https://web.shop.svc.', 'https://web.shop.svc.other.example', 'https://web.cluster.local', 'https://orders.'])('from outside is not %s', value => {
    expect(appAddress(value, outside)).toBe('an address that is known outside the cluster');
  });
});
