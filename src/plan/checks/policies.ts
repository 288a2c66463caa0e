/** NetworkPolicies and workflow access policies that end, start or change. */
import { ACCESS_OPENS, POLICY_CHANGES, POLICY_ENDS, POLICY_STARTS } from './access-rules';
import { losers } from './pruned';
import { SelectorIndex } from '../../kubernetes/selector-index';
import { isEmpty, isMap, Json } from '../../util/json';
import { list, Manifest, map } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Changes, Pair, PlanCheck } from '../stack/changes';
import { same } from '../stack/comparable';
import { Side } from '../stack/side';
import { namespaceOf } from '../stack/stack';

const isNetworkPolicy = ({ group, kind }: Manifest): boolean => group === 'networking.k8s.io' && kind === 'NetworkPolicy';
const isWorkflowPolicy = (object: Manifest): boolean => object.isDapr('WorkflowAccessPolicy');

export const policies: PlanCheck = changes => {
  const { added, removed, changed, before, after } = changes;
  return [
    ...[...selecting(after, removed.filter(isNetworkPolicy))].map((at): ManifestProblem => ({ rule: POLICY_ENDS, at, what: 'is not in the new manifests, but pods that it selects are' })),
    ...removed.filter(isWorkflowPolicy).flatMap(at => ended(at, changes)),
    // New pods with a new policy had no connections before.
    ...[...selecting(before, added.filter(isNetworkPolicy))].map((at): ManifestProblem => ({ rule: POLICY_STARTS, at, what: 'selects pods that exist already' })),
    ...added.filter(isWorkflowPolicy).flatMap((at): ManifestProblem[] => losers(at, before) ? [{ rule: POLICY_STARTS, at, what: 'restricts workflows of apps that exist already' }] : []),
    ...changed.filter(({ after: at }) => isNetworkPolicy(at)).flatMap(network),
    ...changed.filter(({ before: from, after: at }) => isWorkflowPolicy(at) && !same([from.spec, from.scopes], [at.spec, at.scopes]))
      .map(({ after: at }): ManifestProblem => ({ rule: POLICY_CHANGES, at, what: 'spec or scopes change' })),
  ];
};

function ended(at: Manifest, { after }: Changes): ManifestProblem[] {
  const who = losers(at, after);
  return who ? [{ rule: POLICY_ENDS, at, what: `is not in the new manifests, but ${who}` }] : [];
}

/** The policies that select pods of a stack. */
function selecting({ objects }: Side, networkPolicies: readonly Manifest[]): ReadonlySet<Manifest> {
  const pods = [...objects.values()].filter(({ template }) => template);
  const namespaces = new Set(pods.map(namespaceOf));
  const byPods = new SelectorIndex(networkPolicies.map(entry => ({ place: namespaceOf(entry), selector: map(entry.spec.podSelector), entry })));
  return new Set([
    ...pods.flatMap(pod => byPods.selecting(namespaceOf(pod), pod.podLabels)),
    // An empty selector selects all pods of the namespace.
    ...networkPolicies.filter(policy => ['matchLabels', 'matchExpressions'].every(field => isEmpty(map(policy.spec.podSelector)[field])) && namespaces.has(namespaceOf(policy))),
  ]);
}

/** A NetworkPolicy whose rules allow all, or that restricts one direction less. */
function network({ before, after }: Pair): ManifestProblem[] {
  if (same(before.spec, after.spec)) {
    return [];
  }
  const opened = ['ingress', 'egress'].filter(direction => restricts(before.spec, direction) && !restricts(after.spec, direction));
  return [opened.length ? { rule: ACCESS_OPENS, at: after, what: `no longer restricts ${opened.join(' and ')}` } : { rule: POLICY_CHANGES, at: after, what: 'spec changes' }];
}

/** Whether a direction is restricted: it is listed, and no rule allows every peer at every port. */
function restricts(spec: Json, direction: string): boolean {
  const types = list(spec.policyTypes).map(type => String(type).toLowerCase());
  const applies = types.length ? types.includes(direction) : direction === 'ingress' || spec.egress !== undefined;
  return applies && !list(spec[direction]).some(rule => isMap(rule) && ['from', 'to', 'ports'].every(field => !list(rule[field]).length));
}
