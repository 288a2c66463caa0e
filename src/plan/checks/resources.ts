/** Other changes of what daprd loads. */
import { notice } from '../../diagnostics/rule';
import { entryOf } from '../../util/json';
import { PlanCheck } from '../stack/changes';
import { differences } from '../stack/comparable';
import { few } from '../stack/words';

export const RESOURCE = notice('DAPR9548', {
  title: 'Dapr resource changes',
  why: 'A shared daprd of this library rolls; a sidecar loads the change in place with HotReload (on by default since Dapr 1.18), and otherwise when its pod restarts. ' +
    'With HotReload, a value that a component refuses ends every daprd that loads it, and a change of a Configuration restarts the daprds that use it',
  todo: 'try the change in another environment first',
  source: 'dapr/dapr pkg/runtime/hotreload',
});

/** Paths that other checks report. Components are compared by the names of their metadata. */
const ELSEWHERE: { readonly [kind: string]: RegExp } = {
  Configuration: /^spec\.(accessControl|api|secrets|components|mtls)\b/,
  Subscription: /^spec\.(topic|pubsubname|deadLetterTopic|routes?)\b/,
  WorkflowAccessPolicy: /^spec\b/,
};

export const resources: PlanCheck = ({ changed }) => changed.filter(({ after }) => after.isDapr() && after.kind !== 'Component').flatMap(({ before, after }) => {
  const paths = ['spec', 'auth'].flatMap(field => differences(before.json[field], after.json[field], field));
  const others = paths.filter(path => !entryOf(ELSEWHERE, after.kind)?.test(path));
  return others.length ? [{ rule: RESOURCE, at: after, what: `changes: ${few(others)}` }] : [];
});
