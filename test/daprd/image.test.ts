/** The image of a daprd. */
import { RULES } from '../../src/catalogue/rules.generated';
import { checkImage, checkImageVersion } from '../../src/daprd/image';
import { problems } from '../support/daprd-annotations';

describe('the image of a daprd', () => {
  test.each(['a:1', 'a/b:1', 'ghcr.io/dapr/daprd:1.18.2', 'host:5000/a/b:v1', 'Host.X/a:1', `a@sha256:${'0'.repeat(64)}`, `a:1@sha256:${'f'.repeat(64)}`, 'a.b/c_d-e:T_1.2-3'])('may be %s', image => {
    expect(checkImage('image', image)).toEqual([]);
  });
  test.each(['', 'A:1', 'a b:1', 'a:', 'a:1:2', 'a@sha256:12', `a@sha256:${'0'.repeat(65)}`, `a@sha256:${'G'.repeat(64)}`, '-a:1', 'a:-1', `a:${'1'.repeat(129)}`, 'x/a:1 '])('must not be %s', image => {
    expect(checkImage('image', image)).toEqual([{ rule: RULES.DAPR3022, what: expect.stringContaining(`image must be a valid image reference; got '${image}'`.slice(0, 130)) }]);
  });
  test.each(['a', 'a/b', 'host:5000/a', 'a:latest', 'a/b:latest'])('must specify a version, unlike %s', image => {
    expect(checkImage('image', image)).toEqual([{ rule: RULES.DAPR3021, what: `image must specify a version; got '${image}'` }]);
  });
  test('may have a tag or path that contains latest', () => {
    expect(checkImage('image', 'a:latest-1')).toEqual([]);
    expect(checkImage('image', 'latest/a:1')).toEqual([]);
  });

  const option = (since: string[] | undefined, becomes = '--x') => [{ shown: 'x', row: { since, becomes } as any }];
  const version = (image: string, declared: string, options: any[] = []) => checkImageVersion(image, declared, options).map(({ rule, what }) => `${rule.code} ${what}`);

  test('of Dapr must support the options that are set', () => {
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.3', option(['1.16.18', '1.18.3']))).toEqual(["DAPR3023 x needs daprd 1.16.18, 1.18.3, and sidecarImage is 'ghcr.io/dapr/daprd:1.16.4'"]);
    expect(version('ghcr.io/dapr/daprd:1.16.18', '1.18.3', option(['1.16.18', '1.18.3']))).toEqual([]);
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.2', option(['1.18.3']))).toEqual([]);
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.3', option(undefined))).toEqual([]);
    expect(version('ghcr.io/dapr/daprd:1.16.4', '1.18.3', option(['1.17'], 'resources'))).toEqual([]);
  });

  test.each([['ghcr.io/dapr/daprd:1.18.1', true], ['daprio/daprd:1.18.1', true], ['dapr/daprd:v1.18.1-mariner', true], ['mirror.example/dapr/daprd:1.18.1', true], ['acme/daprd:1.18.1', false], ['xdapr/daprd:1.18.1', false],
    ['dapr/daprdx:1.18.1', false], ['dapr/daprd:1.18', false], ['dapr/daprd:21.18.1', false]])('%s is recognized as an image of Dapr: %s', (image, known) => {
    expect(version(image, '1.17.9')).toEqual(known ? [`DAPR3024 sidecarImage is '${image}', and Dapr 1.17.9 is declared`] : []);
    expect(version(image, '1.18')).toEqual([]);
    expect(version(image, '1.19')).toEqual([]);
  });

  test('is checked against the options in the annotations', () => {
    expect(problems({ 'sidecar-image': 'ghcr.io/dapr/daprd:1.16.4', 'actors-disseminate-timeout': '5s' })).toEqual([
      "DAPR3023 actorsDisseminateTimeout (dapr.io/actors-disseminate-timeout) needs daprd 1.18, and sidecarImage is 'ghcr.io/dapr/daprd:1.16.4'",
    ]);
    expect(problems({ 'sidecar-image': 'ghcr.io/dapr/daprd:1.16.4', 'app-id': 'a' })).toEqual([]);
    expect(problems({ 'sidecar-image': 'a b' })).toEqual(["DAPR3022 sidecarImage must be a valid image reference; got 'a b'"]);
    expect(problems({ 'actors-disseminate-timeout': '5s' })).toEqual([]);
  });
});
