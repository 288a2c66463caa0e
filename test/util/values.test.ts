/** Formats of values, as Dapr, Go and Kubernetes parse them. */
import { App, Chart, Duration, Size } from 'cdk8s';
import { AzureAuthentication, MetadataValue } from 'cdk8s-dapr';
import {
  bool, duration, goDuration, goDurationSeconds, goMemory, goMemoryValue, integer, isSpecialKey, isTruthy, namesSecret, oneOf, port, quantity,
  quantityValue, describe as shown, text,
} from '../../src/util/values';

describe('durations', () => {
  // Values that Go's time.ParseDuration accepts and rejects.
  test.each(['0', '5s', '500ms', '1m30s', '1.5h', '.5s', '5.s', '100us', '100\u00b5s', '7ns', '1h0m0s', '1h.5m5.s', '.55s', '1h.55m', '1h10.55m', '10h10m10s10ms10us10ns'])('%s is a Go duration', value => expect(duration(value)).toBeUndefined());
  test.each(['', '5', '1d', 'PT5S', '5 s', 's', '.s', '1m30', '1m.', '-5s', '5S', '5sx', '05', '00', 'x5s', '1m30d', '1mm', '1m s'])('%s is not a Go duration', value => {
    expect(duration(value)).toBe('a Go duration such as 500ms, 5s or 1m30s');
  });

  test.each([
    [0, '0s'], [1, '1ms'], [500, '500ms'], [5000, '5s'], [59_999, '59s999ms'], [60_000, '1m'], [90_000, '1m30s'], [3_600_000, '1h'], [3_661_001, '1h1m1s1ms'], [90_000_000, '25h'],
  ])('%d ms is written as %s and read back', (ms, written) => {
    expect(goDuration(ms)).toBe(written);
    expect(goDurationSeconds(written)).toBeCloseTo(ms / 1000);
  });

  test.each([['1ns', 1e-9], ['1us', 1e-6], ['1\u00b5s', 1e-6], ['1ms', 1e-3], ['1.5s', 1.5], ['2m', 120], ['10h', 36000], ['.5m.5s', 30.5], ['0', 0]])('%s is %p seconds', (value, seconds) => {
    expect(goDurationSeconds(value)).toBeCloseTo(seconds, 12);
  });
});

describe('quantities', () => {
  // Values that Kubernetes' resource.ParseQuantity accepts and rejects.
  test.each(['1', '100m', '0.5', '.5', '5.', '1Gi', '250Mi', '1e3', '1E3', '12e34', '2k', '1Ki', '.25Gi'])('%s is a quantity', value => expect(quantity(value)).toBeUndefined());
  test.each(['', '4MB', '1 core', '1gi', 'abc', '-', '.', '-1', '1e', '1ee3', 'e3', '1.5.5', 'x1', '1Gix', '1K'])('%s is not a quantity', value => {
    expect(quantity(value)).toBe('a Kubernetes quantity such as 100m or 250Mi');
  });

  test.each([
    ['100m', 0.1], ['1Ki', 1024], ['1k', 1000], ['3M', 3e6], ['2G', 2e9], ['1T', 1e12], ['1P', 1e15], ['1E', 1e18], ['1Mi', 1024 ** 2], ['1.5Gi', 1.5 * 1024 ** 3], ['1Ti', 1024 ** 4],
    ['1Pi', 1024 ** 5], ['1Ei', 1024 ** 6], ['1e3', 1000], ['2E12', 2e12], ['2', 2], ['.5', 0.5], ['10', 10],
  ])('%s is %d', (value, number) => {
    expect(quantityValue(value) / number).toBeCloseTo(1, 12);
  });

  test('an invalid quantity is NaN', () => {
    expect(quantityValue('many')).toBeNaN();
  });
});

describe('memory limits of Go', () => {
  // Values that the Go runtime accepts as GOMEMLIMIT; any other aborts the program.
  test.each(['900MiB', '1GiB', '1048576', '1B', '10KiB', '2TiB', 'off'])('%s is a GOMEMLIMIT', value => expect(goMemory(value)).toBeUndefined());
  test.each(['900Mi', '900M', '0.9GiB', '', 'x1B', '1Bx', 'offf', 'MiB'])('%s is not a GOMEMLIMIT', value => {
    expect(goMemory(value)).toBe('a number of bytes with an optional unit B, KiB, MiB, GiB or TiB');
  });
  test.each([['5', 5], ['5B', 5], ['12KiB', 12 * 1024], ['2MiB', 2 * 1024 ** 2], ['3GiB', 3 * 1024 ** 3], ['1TiB', 1024 ** 4], ['off', Infinity]])('%s is %d bytes', (value, bytes) => {
    expect(goMemoryValue(value)).toBe(bytes);
  });
});

describe('booleans', () => {
  test.each(['y', 'yes', 'true', 't', 'on', '1', 'TRUE', 'Yes'])('%s is true', value => {
    expect(bool(value)).toBeUndefined();
    expect(isTruthy(value)).toBe(true);
  });
  test.each(['n', 'no', 'false', 'f', 'off', '0', 'Off'])('%s is false', value => {
    expect(bool(value)).toBeUndefined();
    expect(isTruthy(value)).toBe(false);
  });
  test.each(['', 'ture', '2', 'ja'])('%s is not a boolean', value => {
    expect(bool(value)).toBe("'true' or 'false'");
    expect(isTruthy(value)).toBe(false);
  });
});

describe('numbers', () => {
  test.each([['3', 3, 5], ['5', 3, 5], ['-1', -1, 5], ['2147483647', 0, undefined], ['0', 0, undefined]])('%s is a whole number from %p to %p', (value, min, max) => expect(integer(min, max)(value)).toBeUndefined());
  test.each([
    ['2', 3, 5], ['6', 3, 5], ['4.5', 3, 5], ['four', 3, 5], ['', 0, 5], ['4x', 3, 5], ['x4', 3, 5], ['--4', -5, 5],
  ])('%s is not a whole number from %p to %p', (value, min, max) => expect(integer(min, max)(value)).toBe(`a whole number from ${min} to ${max}`));
  test('have 31 bits without a maximum', () => {
    expect(integer(0)('2147483648')).toBe('a whole number from 0 to 2147483647');
  });
  test.each([['1', true], ['65535', true], ['0', false], ['65536', false]])('%s is a port: %s', (value, right) => expect(port(value) === undefined).toBe(right));
  test('a value is accepted only if it is one of those listed', () => {
    expect(oneOf('a', 'b')('b')).toBeUndefined();
    expect(oneOf('a', 'b')('c')).toBe("'a' or 'b'");
  });
});

describe('strings', () => {
  test('must not contain control characters', () => {
    expect(text('ok \u00a0 \u20ac ~')).toBeUndefined();
    expect(text(5)).toBe('a string');
    expect(text('a\u0000b')).toBe('a string without control characters');
    expect(text('\u001f')).toBe('a string without control characters');
    expect(text('\u007f')).toBe('a string without control characters');
    expect(text('\u009f')).toBe('a string without control characters');
  });

  test('are taken for secrets by their names', () => {
    for (const name of ['API_TOKEN', 'redisSecret', 'password', 'PASSWD', 'credentials', 'apiKey', 'API_KEY', 'privateKey', 'PRIVATE_KEY', 'accessKey', 'access_key']) {
      expect([name, namesSecret(name)]).toEqual([name, true]);
    }
    for (const name of ['host', 'KEY', 'tokn', 'api__key', 'public_key']) {
      expect([name, namesSecret(name)]).toEqual([name, false]);
    }
  });

  test.each([['__proto__', true], ['constructor', true], ['prototype', true], ['proto', false], ['toString', false], ['<<', true], ['<', false]])('%s is a reserved key: %s', (key, meaning) => {
    expect(isSpecialKey(key)).toBe(meaning);
  });
});

describe('a value in a message', () => {
  const round: { self?: object } = {};
  round.self = round;
  test.each<[unknown, string]>([
    ['a', "'a'"], [5, '5'], [undefined, 'nothing'], [null, 'null'], [true, 'true'], [{ a: 1 }, '{"a":1}'], [[1, 'b'], '[1,"b"]'], [round, 'an object'],
    [{ toJSON: () => undefined }, 'an object'], ['a\nb', "'a\\u000ab'"], [Symbol('s'), 'Symbol(s)'],
    [Duration.minutes(5), "'5m'"], [{ timeout: Duration.seconds(1) }, '{"timeout":"1s"}'], [Size.mebibytes(3), "'3Mi'"], [new Chart(new App(), 'shop'), "'shop'"],
  ])('of %p is %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  test('shows no secret: neither the password of a URL nor the content of an instance of a class', () => {
    expect(shown('postgres://shop:hunter2@db:5432/x')).toBe("'postgres://shop:***@db:5432/x'");
    expect(shown(MetadataValue.of('hunter2'))).toBe('a MetadataValue');
    expect(shown({ password: MetadataValue.of('hunter2') })).toBe('{"password":"a MetadataValue"}');
    expect(shown(AzureAuthentication.clientCredentials({ clientId: 'a', tenantId: 'b', clientSecret: MetadataValue.of('hunter2') }))).toBe('an AzureAuthentication');
  });

  test('is short', () => {
    expect(shown('x'.repeat(118))).toBe(`'${'x'.repeat(118)}'`);
    expect(shown('x'.repeat(119))).toBe(`'${'x'.repeat(116)}...`);
  });
});
