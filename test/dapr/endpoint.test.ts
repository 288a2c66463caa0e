/** Addresses of Dapr's APIs and of apps outside the cluster. */
import { appAddress, endpoint } from '../../src/dapr/endpoint';

describe('an endpoint of a Dapr API', () => {
  const expected = 'a URL of scheme, host and port, such as https://dapr.example:443';
  test.each(['https://dapr.example:443', 'https://a:1', 'https://a-b.c:65535', 'https://10.0.0.1:443', 'https://[::1]:443', 'https://[2001:DB8::a]:443', 'https://A.b:1'])('may be %s', value => expect(endpoint(value, false)).toBeUndefined());
  test.each(['', 'https://a', 'a:443', 'ftp://a:1', 'https://a:', 'https://a:443/', 'https://a:443/x', 'xhttps://a:443', 'https://-a:443', 'https://a-:443', 'https://a b:443', 'https://u@a:443', 'https://[]:443', 'https://a:4x', 'grpcs://a:1', 5, { toString: () => 'https://a:443' }])('must not be %s', value => {
    expect(endpoint(value, true)).toBe(expected);
  });
  test('must use https, unless http is allowed, and a valid port', () => {
    expect(endpoint('http://a:80', true)).toBeUndefined();
    expect(endpoint('http://a:80', false)).toBe('an https URL');
    expect(endpoint('https://a:0', false)).toBe('a URL with a port from 1 to 65535');
    expect(endpoint('https://a:65536', true)).toBe('a URL with a port from 1 to 65535');
  });
});

describe('an address at which a remote Dapr calls an app', () => {
  const inside = { plain: false };
  const outside = { plain: true, outside: 'cluster.local' };
  test.each(['https://a', 'https://a:8080/base', 'HTTPS://orders.example', 'https://10.1.2.3', 'https://[2001:db8::1]:443', 'https://web.shop.svc.cluster.local'])('may be %s', value => expect(appAddress(value, inside)).toBeUndefined());
  test.each(['https://orders.example', 'https://10.1.2.3', 'https://[2001:db8::1]', 'http://orders.example.', 'https://svc.example', 'https://a.svcs'])('may be %s if the caller is outside the cluster', value => expect(appAddress(value, outside)).toBeUndefined());
  test.each(['', 'a', 'ftp://a', 'xhttps://a', 'https://', 'https://a b', 'https://a\\b', 'https://a:0', 'https://a:99999', 5, undefined, { toString: () => 'https://a' }])('must not be %p', value => {
    expect(appAddress(value, inside)).toBe('an http or https URL');
  });
  test.each([
    ['https://u@a', 'a URL without user name and password'], ['https://:p@a', 'a URL without user name and password'],
    ['https://a?x', 'a URL without query and fragment'], ['https://a#x', 'a URL without query and fragment'],
    ['https://a/?', 'a URL without query and fragment'],
    ...['localhost', 'ab.localhost', '127.0.0.1', '127.1.2.3', '0.0.0.0', '[::1]', '[::]'].map(host => [`https://${host}`, 'an address other than loopback']),
    ['http://a', 'an https URL'],
  ])('must not be %s: %s', (value, wrong) => expect(appAddress(value, inside)).toBe(wrong));
  test.each(['https://xlocalhost.example', 'https://localhost.example', 'https://1.127.0.1', 'https://[::2]', 'https://a.0.0.0.0.example'])('%s is not a loopback address', value => expect(appAddress(value, inside)).toBeUndefined());
  test.each(['https://orders', 'https://web.shop.svc', 'https://web.shop.svc.', 'https://web.shop.svc.other.example', 'https://web.cluster.local', 'https://orders.'])('must not be %s if the caller is outside the cluster', value => {
    expect(appAddress(value, outside)).toBe('an address that resolves outside the cluster');
  });
});
