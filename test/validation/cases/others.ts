/** Resiliencies and Configurations with settings that have no effect. */
import { Case } from './case';
import { resiliency } from '../../support/manifests';

const retry = (more: object): any => resiliency({ retries: { r: more } });

export const OTHER_CASES: Case[] = [
  ['an exponential retry with a duration', 'DAPR3171', 'spec.policies.retries.r.duration has no effect on an exponential retry', [retry({ policy: 'exponential', duration: '1s' })]],
  ['a constant retry with a maximal interval', 'DAPR3171', 'spec.policies.retries.r.maxInterval has no effect on a constant retry', [retry({ policy: 'constant', maxInterval: '1s' })]],
  ['a retry without a policy, which is constant', 'DAPR3171', 'spec.policies.retries.r.maxInterval has no effect on a constant retry', [retry({ maxInterval: '1s' })]],
];
