import { AppCheck } from '../diagnostics/diagnostics';
import { warning } from '../diagnostics/rule';
import { versionsIn } from '../synth/one-per-app';

const TWO_VERSIONS_OF_LIBRARY = warning('DAPR1107', {
  title: 'two versions of cdk8s-dapr in one App',
  why: 'Each knows the constructs of its own only: rules across constructs, scopes and access policies miss those of the other',
  todo: 'depend on one version',
  source: 'cdk8s-dapr',
});

/** Two versions of this package in one App keep what they know apart, but for the settings of DaprPlatform. */
const versions: AppCheck = root => {
  const all = versionsIn(root);
  return all.length > 1 ? [{ at: root, rule: TWO_VERSIONS_OF_LIBRARY, what: `the App has constructs of cdk8s-dapr ${all.join(' and ')}` }] : [];
};

export const checks = [versions];
