/** Service accounts of pods: their tokens and permissions, as far as this App defines them. */
import { IConstruct } from 'constructs';
import { serviceAccountOf } from './apps';
import { Objects } from './objects';
import { placeOf } from '../kubernetes/cluster';
import { keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { grouped } from '../util/grouped';
import { Json, mapsIn } from '../util/json';

/** Whether a pod gets the token of its service account; read while rendering. The pod takes precedence over a ServiceAccount of this App. */
export function mountsToken(at: IConstruct, namespace: string | undefined, podSpec: Json): boolean {
  const own: unknown = podSpec.automountServiceAccountToken;
  const account = typeof own === 'boolean' ? undefined : Objects.of(at).find('ServiceAccount', 'core', at, namespace, serviceAccountOf(podSpec));
  return (own ?? account?.toJson().automountServiceAccountToken) !== false;
}

const BOUND = onePerApp('bound-accounts', root => oncePerSynth(root, () => {
  const objects = ['RoleBinding', 'ClusterRoleBinding'].flatMap(kind => Objects.of(root).ofKind(kind, 'rbac.authorization.k8s.io'));
  const bound = objects.map(object => ({ object, json: object.toJson() })).flatMap(({ object, json: { metadata = {}, subjects } }) =>
    mapsIn(subjects).filter(subject => subject.kind === 'ServiceAccount')
      .map(({ name, namespace }) => ({ key: keyIn(placeOf(object, namespace ?? metadata.namespace), name), binding: String(metadata.name) })));
  return grouped(bound, ({ key }) => key);
}));

/** Names of the bindings of this App that give a service account permissions. */
export const bindingsOf = (at: IConstruct, namespace: string | undefined, account: string): string[] =>
  (BOUND(at)().get(keyIn(placeOf(at, namespace), account)) ?? []).map(({ binding }) => binding);
