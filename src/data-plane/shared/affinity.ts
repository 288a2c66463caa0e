/** Affinity of the pods of a shared daprd. */
import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { atLeast } from '../../dapr/version';
import { podSelectorOf } from '../../facts/apps';
import { isLabelKey } from '../../kubernetes/names';
import { aDocument, listOf, mapOf, struct, wholeNumber } from '../../props/checks';
import { Check } from '../../props/schema';
import { canonical, isMap, Json } from '../../util/json';

export interface Labels { [label: string]: string }

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

const aMap: Check = mapOf(aDocument);
const weighted = (term: string, check: Check): Check => struct<Json>({ weight: wholeNumber(1, 100), [term]: check }, 'weight', term);
const nodes: Check = value => aMap(value) ?? (Array.isArray(value.nodeSelectorTerms) ? undefined : 'a map with nodeSelectorTerms');
const pods: Check = value => aMap(value) ?? (typeof value.topologyKey === 'string' && isLabelKey(value.topologyKey) ? undefined : 'a map with the topologyKey of a node');
const amongPods: Check = struct<Json>({ [REQUIRED]: listOf(pods), [PREFERRED]: listOf(weighted('podAffinityTerm', pods)) });

/** What the API server accepts as the affinity of a pod. */
export const AFFINITY = {
  nodeAffinity: struct<Json>({ [REQUIRED]: nodes, [PREFERRED]: listOf(weighted('preference', aMap)) }),
  podAffinity: amongPods,
  podAntiAffinity: amongPods,
};

/** Considers only the pods of one rollout; otherwise the old pods push the new ones onto one node. */
export const oneRollout = (kubernetes: string, since: string): object => atLeast(kubernetes, since) ? { matchLabelKeys: ['pod-template-hash'] } : {};

/**
 * An affinity, and not a second spread constraint: the scheduler ignores all constraints on nodes that lack the label of one of them (kubernetes
 * pkg/scheduler/framework/plugins/podtopologyspread/scoring.go), so that a constraint for zones ends the spread over nodes where no node has a zone.
 */
export function acrossZones(labels: Labels, kubernetes: string): Json {
  return { podAntiAffinity: preferred({ topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: labels }, ...oneRollout(kubernetes, '1.31') }) };
}

/** Prefers the nodes of an app's pods. */
export const nearPodsOf = (app: IDaprApp | undefined): Json =>
  app ? { podAffinity: preferred({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: podSelectorOf(app) } }) } : {};

const preferred = (podAffinityTerm: object): Json => ({ [PREFERRED]: [{ weight: 100, podAffinityTerm }] });

/** The user's affinity, and ours where it has none. `preferNodesOfApp` is one more preference beside a `podAffinity` of the user. */
export function affinityOf({ props }: SharedContext, ours: Json): Json {
  const given = pick(canonical(props.affinity ?? {}), Object.keys(AFFINITY), kind => pick(kind, [REQUIRED, PREFERRED]));
  const { podAffinity } = ours;
  return {
    ...ours,
    ...given,
    ...(podAffinity && given.podAffinity
      ? { podAffinity: { ...given.podAffinity, [PREFERRED]: [...given.podAffinity[PREFERRED] ?? [], ...podAffinity[PREFERRED]] } } : {}),
  };
}

/** The known fields of a map: the API server rejects others. */
const pick = (map: Json, fields: readonly string[], inner: (value: Json) => Json = value => value): Json =>
  Object.fromEntries(fields.filter(field => isMap(map[field]) || Array.isArray(map[field])).map(field => [field, inner(map[field])]));
