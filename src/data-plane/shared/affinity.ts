/** Affinity of the pods of a shared daprd. */
import { AFFINITY, PREFERRED, REQUIRED } from './affinity-fields';
import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { atLeast } from '../../dapr/version';
import { podSelectorOf } from '../../facts/apps';
import { canonical, isMap, Json } from '../../util/json';

export interface Labels { [label: string]: string }

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
