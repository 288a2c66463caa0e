import { AppCheck } from '../diagnostics/diagnostics';
import { versionsIn } from '../synth/one-per-app';

/** Two versions of this package in one App keep what they know apart, but for the settings of DaprPlatform. */
const versions: AppCheck = root => {
  const all = versionsIn(root);
  return all.length > 1 ? [{ at: root, code: 'DAPR1107', what: `the App has constructs of cdk8s-dapr ${all.join(' and ')}` }] : [];
};

export const checks = [versions];
