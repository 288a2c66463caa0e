import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { SHARED_DAPRDS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { APPS, PEERS } from '../facts/apps';
import { keyOfObject, Objects } from '../facts/objects';
import { clusterOf } from '../kubernetes/cluster';
import { RESOURCES } from '../resources/resource';
import { identityOf, patchedIdentity } from '../synth/identity';
import { repeated } from '../util/grouped';
import { describe } from '../util/values';

export const OBJECT_DEFINED_TWICE = error('DAPR1024', {
  title: 'two objects with the same kind and name',
  why: 'The object applied last replaces the other',
  todo: 'rename one of them',
  source: 'Kubernetes API validation',
  manifests: true,
});
const OBJECT_IN_TWO_CHARTS = warning('DAPR1025', {
  title: 'two objects with the same kind and name in different charts',
  why: 'In the same cluster, the object applied last replaces the other',
  todo: 'rename one of them, or set cluster of DaprPlatform in each chart if they are deployed to different clusters',
  source: 'Kubernetes API validation',
});

const PATCHED_OBJECT = error('DAPR1032', {
  title: 'object of this library renamed or moved by a JSON patch',
  why: 'Apps, daprds and other objects refer to it by the kind, name and namespace with which it was defined, and do not find it',
  todo: 'remove the patch, and set the name and the namespace by props of the construct',
  source: 'cdk8s-dapr',
});

/** Kinds that nothing refers to by name. */
const UNREFERENCED = ['Subscription', 'Resiliency', 'WorkflowAccessPolicy', 'NetworkPolicy', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'RoleBinding'];

/** Objects below the constructs of this library are referred to by their names. */
const patched: AppCheck = root => {
  const moved = Objects.of(root).all.map(object => ({ object, changes: patchedIdentity(object) })).filter(({ changes }) => changes.length);
  if (!moved.length) {
    return [];
  }
  const ours = new Set<IConstruct>([...RESOURCES.of(root), ...APPS.of(root), ...SHARED_DAPRDS.of(root), ...PEERS.of(root)]);
  return moved.filter(({ object }) => object.node.scopes.some(scope => ours.has(scope))).flatMap(({ object, changes }) => changes
    .filter(([field]) => field !== 'name' || !UNREFERENCED.includes(object.kind))
    .map(([field, before, after]) => ({ at: object, rule: PATCHED_OBJECT, what: `${field} is ${describe(before)}, and a JSON patch sets it to ${describe(after)}` })));
};

/** cdk8s does not refuse two objects with the same kind and name. */
const duplicates: AppCheck = root => {
  const pairs = repeated(Objects.of(root).all, keyOfObject);
  const owners = pairs.length ? new Owners(root) : undefined;
  return pairs.filter(([object, other]) => !owners!.areCompared(object, other)).map(([object, other]) => conflict(object, other, owners!));
};

function conflict(object: ApiObject, other: ApiObject, owners: Owners): Finding {
  const of = (at: ApiObject, there: ApiObject, todo?: string): Finding => ({
    at,
    rule: todo || Chart.of(object) === Chart.of(other) || clusterOf(object) !== undefined ? OBJECT_DEFINED_TWICE : OBJECT_IN_TWO_CHARTS,
    what: `${object.kind} '${identityOf(object).name}' is also defined at '${there.node.path}'`,
    todo,
  });
  const [appId, appIdOfOther] = [object, other].map(each => owners.appIdOf(each));
  const todo = (derivedFrom: string): string => `rename it: the name of the other is derived from app ID '${derivedFrom}'`;
  return appId !== undefined && appIdOfOther === undefined ? of(other, object, todo(appId)) : of(object, other, appIdOfOther && todo(appIdOfOther));
}

/** The constructs that derive objects. */
class Owners {
  private readonly resources: ReadonlySet<IConstruct>;
  private readonly appIds: ReadonlyMap<IConstruct, string>;

  constructor(root: IConstruct) {
    this.resources = new Set(RESOURCES.of(root));
    this.appIds = new Map([
      ...APPS.of(root).map((app): [IConstruct, string] => [app, app.appId]),
      ...SHARED_DAPRDS.of(root).map((daprd): [IConstruct, string] => [daprd, daprd.identity]),
    ]);
  }

  /** The app ID of the app or shared daprd that defines an object. */
  public appIdOf(object: ApiObject): string | undefined {
    const owner = this.ownerOf(object);
    return owner && this.appIds.get(owner);
  }

  /** Whether another rule reports the two objects: it compares resources by name, apps by app ID, or Services with the names that Dapr reserves. */
  public areCompared(object: ApiObject, other: ApiObject): boolean {
    const both = [object, other];
    const [owner, ownerOfOther] = both.map(each => this.ownerOf(each));
    return both.every(({ node }) => this.resources.has(node.scope!))
      || (owner !== ownerOfOther && this.appIdOf(object) !== undefined && this.appIdOf(object) === this.appIdOf(other))
      || (both.some(each => isInvocationService(each, this)) && !both.every(each => isInvocationService(each, this)));
  }

  private ownerOf(object: ApiObject): IConstruct | undefined {
    return [...object.node.scopes].reverse().find(scope => this.appIds.has(scope));
  }
}

/** The Service `<app-id>-dapr`, as this library defines it. */
const isInvocationService = (object: ApiObject, owners: Owners): boolean => object.node.id === 'Invocation' && owners.appIdOf(object) !== undefined;

export const checks = [duplicates, patched];
