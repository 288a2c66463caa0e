/** Versions of Dapr and Kubernetes. */
import { atLeast, hasSince, isNewerThanKnown, isVersion, newerThanDeclared, parseVersion } from '../../src/dapr/version';

describe('versions', () => {
  test.each([['1.18', { minor: 18, patch: 0 }], ['1.18.3', { minor: 18, patch: 3 }], ['v1.7.12', { minor: 7, patch: 12 }], ['1.123.456', { minor: 123, patch: 456 }],
    ['v1.34.2-gke.1234', { minor: 34, patch: 2 }], ['1.33+', { minor: 33, patch: 0 }], ['v1.33.1+k3s1', { minor: 33, patch: 1 }], ['v1.32.9-eks-113cf36', { minor: 32, patch: 9 }],
    ['v1.18.0-rc.1', { minor: 18, patch: 0 }]])('%s is valid', (value, version) => {
    expect(parseVersion(value)).toEqual(version);
  });
  test.each(['', '1', '2.0', '1.x', '1.18.', '1.18.3.1', 'vv1.18', '1.1234', '1.18.1234', '1.18-rc.1', 'a1.18', 118, null, undefined])('%p is invalid', value => {
    expect(parseVersion(value)).toBeUndefined();
  });

  test.each([
    ['1.18', '1.18', true], ['1.18', '1.18.1', false], ['1.18.3', '1.18', true], ['1.18.3', '1.18.3', true], ['1.9', '1.10', false], ['v1.36', '1.34', true], ['1.17.9', '1.18.1', false],
    ['1.18.0', '1.17.5', true],
  ])('%s is at least %s: %s', (a, b, expected) => {
    expect(atLeast(a, b)).toBe(expected);
  });

  test.each([
    ['1.18', '1.18.3', true], ['v1.18', '1.18', true], ['1.18.2', 'v1.18.2', true], ['1.18.2', '1.18.3', false], ['1.18', '1.17', false], ['1.18.0', '1.18', true],
    ['1.18.0', '1.18.0-rc.1', false], ['1.18.0-rc.1', 'v1.18.0-rc.1', true], ['1.33+', '1.33.1', true], ['1.34.2', 'v1.34.2-gke.1234', true], ['1.18', 'latest', false],
  ])('%s is the version of %s: %s', (wanted, version, expected) => {
    expect(isVersion(wanted, version)).toBe(expected);
  });

  test('that are invalid throw', () => {
    expect(() => atLeast('latest', '1.18')).toThrow("DAPR1101: version must be major.minor or major.minor.patch, such as '1.18'; got 'latest'");
  });

  test.each<[string, string[], boolean]>([
    ['1.17.99', ['1.16.18', '1.18.3'], false], ['1.16.17', ['1.16.18', '1.18.3'], false], ['1.16.18', ['1.16.18', '1.18.3'], true], ['1.16.19', ['1.16.18', '1.18.3'], true],
    ['1.15', ['1.16.18', '1.18.3'], false], ['1.18.2', ['1.16.18', '1.18.3'], false], ['1.18.3', ['1.16.18', '1.18.3'], true], ['1.19', ['1.16.18', '1.18.3'], true], ['1.18', ['1.18'], true],
  ])('Dapr %s has a change released in %j: %s', (declared, since, has) => {
    expect(hasSince(declared, since)).toBe(has);
  });

  test('determine which kinds are newer than declared', () => {
    expect(newerThanDeclared('MCPServer', '1.17.9')).toBe('MCPServer needs Dapr 1.18, and 1.17.9 is declared');
    expect(newerThanDeclared('WorkflowAccessPolicy', '1.17')).toBe('WorkflowAccessPolicy needs Dapr 1.18, and 1.17 is declared');
    expect(newerThanDeclared('MCPServer', '1.18')).toBeUndefined();
    expect(newerThanDeclared('Component', '1.16')).toBeUndefined();
    expect(newerThanDeclared('toString', '1.16')).toBeUndefined();
  });

  test.each([['1.18.99', false], ['1.18', false], ['1.16', false], ['1.19.3', false], ['1.20.1', true]])('%s is newer than the known release lines: %s', (declared, newer) => {
    expect(isNewerThanKnown(declared)).toBe(newer);
  });
});
