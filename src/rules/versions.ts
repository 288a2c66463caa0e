import { AppCheck } from '../diagnostics/diagnostics';
import { warning } from '../diagnostics/rule';
import { versionsIn } from '../synth/one-per-app';

const TWO_VERSIONS_OF_LIBRARY = warning('DAPR1107', {
  title: 'two versions of cdk8s-dapr in one App',
  why: 'Each version sees only its own constructs: rules across constructs, scopes and access policies miss those of the other',
  todo: 'depend on a single version',
  source: 'cdk8s-dapr',
});

/** Two versions of this package in one App share no state except the settings of DaprPlatform. */
const versions: AppCheck = root => {
  const all = versionsIn(root);
  return all.length > 1 ? [{ at: root, rule: TWO_VERSIONS_OF_LIBRARY, what: `the App contains constructs of cdk8s-dapr ${all.join(' and ')}` }] : [];
};

export const checks = [versions];
