/** `files` of the plugin: an App with several clusters is checked one cluster at a time. */
import { DaprValidation } from '../../src/validation/dapr-validation';
import { app } from '../support/manifests';

async function findings(manifests: { [file: string]: unknown[] }, files?: string): Promise<string[]> {
  const found: string[] = [];
  await new DaprValidation({ ...(files === undefined ? {} : { files }) }).validate({
    manifests: Object.keys(manifests),
    parseManifest: file => manifests[file],
    report: {
      addViolation: ({ violatingResources }) => found.push(...violatingResources.flatMap(({ locations }) => locations)),
      submit: () => undefined,
    },
  });
  return found.filter(text => /DAPR10(04|24)/.test(text));
}

const STAGES = { 'dist/dev.k8s.yaml': [app({}, {}, { namespace: 'shop' })], 'dist/prod.k8s.yaml': [app({ 'log-level': 'debug' }, {}, { namespace: 'shop' })] };

test('the same objects of several clusters are duplicates without it', async () => {
  expect(await findings(STAGES)).not.toEqual([]);
});

test.each(['dev*', 'prod.k8s.yaml', 'dist/dev*'])('only the files %s are checked', async files => {
  expect(await findings(STAGES, files)).toEqual([]);
});

test('a pattern that matches no file is refused', async () => {
  await expect(findings(STAGES, 'staging*')).rejects.toThrow("DAPR3017 DaprValidation: files must be a pattern that matches a file of the synth; got 'staging*'.");
});
