import { IDaprPeer } from '../contract';
import { PLATFORMS_DIFFER } from '../data-plane/shared/join';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { APPS, appsById, isRemote } from '../facts/apps';
import { Edges } from '../facts/edges';
import { keyAt } from '../kubernetes/cluster';
import { differencesOf } from '../platform/differences';

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

export const checks = [installations];
