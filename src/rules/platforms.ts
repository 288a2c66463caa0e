/** An app and everything that it uses are in one cluster, with the same installation of Dapr. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IDaprApp, IDaprPeer } from '../contract';
import { PLATFORMS_DIFFER } from '../data-plane/shared/join';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { APPS, appsById, isRemote, wiringOf } from '../facts/apps';
import { Edges } from '../facts/edges';
import { clusterOf, keyAt } from '../kubernetes/cluster';
import { differencesOf } from '../platform/differences';
import { CLUSTER_SCOPES } from '../platform/scoped-settings';

const OTHER_CLUSTER = error('DAPR1031', {
  title: 'app that uses a construct of another cluster',
  why: 'Each cluster has its own Dapr, which finds only what is in its cluster',
  todo: 'define it in the cluster of the app, or reference one that exists there by name (fromAppId, fromComponentName); call an app of another cluster through a DaprHttpEndpoint',
  source: 'dapr/dapr pkg/operator/api',
});

/** An app and the apps that it invokes must be in the same Dapr installation. */
const installations: AppCheck = root => {
  if (!Edges.of(root).hasCalls()) {
    return [];
  }
  const calls = APPS.of(root).flatMap(app => Edges.of(app).from(app).flatMap(({ peer }) => peer ? [{ app, peer }] : []));
  const byId = appsById(root);
  return calls.flatMap(({ app, peer }): Finding[] => {
    const other: IDaprPeer | undefined = byId.get(keyAt(app, peer.appId));
    return other && !isRemote(app) && !isRemote(other) ? differencesOf(app, other)
      .map(what => ({ at: app, rule: PLATFORMS_DIFFER, what: `${what} at '${other.node.path}', which the app invokes` })) : [];
  });
};

/** Apps, their workloads, data planes and everything that they use must be in one cluster. */
const clusters: AppCheck = root => !CLUSTER_SCOPES.of(root).length ? [] : APPS.of(root).flatMap((app): Finding[] => {
  const cluster = clusterOf(app);
  const elsewhere = usedBy(app).filter(([used]) => clusterOf(used) !== cluster && !(clusterOf(used) === undefined && isReference(used)));
  return elsewhere.map(([used, called]) => ({
    at: app, rule: OTHER_CLUSTER, what: `the app is in ${shown(cluster)}, and ${called} '${used.node.path}' in ${shown(clusterOf(used))}`,
  }));
});

function usedBy(app: IDaprApp): [IConstruct, string][] {
  const { config, pod } = wiringOf(app) ?? {};
  const targets = new Map(Edges.of(app).from(app).map(({ resource, peer }): [IConstruct | undefined, string] => [resource ?? peer, resource?.kind ?? 'app']));
  return [
    ...(pod ? [[pod.object, 'its workload'] as [IConstruct, string]] : []),
    ...(config?.daprd ? [[config.daprd, 'its data plane'] as [IConstruct, string]] : []),
    ...[...targets].filter((target): target is [IConstruct, string] => target[0] !== undefined),
  ];
}

/** Whether it only names an app or object, which any cluster may have. */
const isReference = (used: IConstruct): boolean =>
  [used, used.node.defaultChild].every(each => !ApiObject.isApiObject(each)) && wiringOf(used as IDaprApp) === undefined;

const shown = (cluster: string | undefined): string => cluster === undefined ? 'the cluster without a name' : `cluster '${cluster}'`;

export const checks = [installations, clusters];
