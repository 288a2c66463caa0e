/** Other changes of what daprd loads. */
import { notice } from '../../diagnostics/rule';
import { entryOf } from '../../util/json';
import { describeAt } from '../../util/values';
import { PlanCheck } from '../stack/changes';
import { Difference, differencesOf } from '../stack/comparable';
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

/** Kinds whose values are shown if they are short. Those of the others may be secrets. */
const SHOWN = ['Configuration', 'Resiliency', 'Subscription'];
const MAX_SHOWN = 40;

export const resources: PlanCheck = ({ changed }) => changed.filter(({ after }) => after.isDapr() && after.kind !== 'Component').flatMap(({ before, after }) => {
  const all = ['spec', 'auth'].flatMap(field => differencesOf(before.json[field], after.json[field], field));
  const others = all.filter(({ path }) => !entryOf(ELSEWHERE, after.kind)?.test(path));
  return others.length ? [{ rule: RESOURCE, at: after, what: `changes: ${few(others.map(difference => SHOWN.includes(after.kind) ? withValues(difference) : difference.path))}` }] : [];
});

function withValues({ path, before, after }: Difference): string {
  const [from, to] = [before, after].map(value => describeAt(path, value));
  return [before, after].every(value => typeof value !== 'object') && from.length + to.length <= MAX_SHOWN ? `${path} from ${from} to ${to}` : path;
}
