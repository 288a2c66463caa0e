/** The fields of the affinity of a pod. */
import { isLabelKey } from '../../kubernetes/names';
import { aMap, listOf, struct, wholeNumber } from '../../props/checks';
import { Check } from '../../props/schema';
import { Json } from '../../util/json';

export const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
export const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

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
