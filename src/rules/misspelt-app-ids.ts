import { AppCheck } from '../diagnostics/diagnostics';
import { warning } from '../diagnostics/rule';
import { APPS, PEERS } from '../facts/apps';
import { SimilarNames } from '../kubernetes/similar-names';

const SIMILAR_APP_ID = warning('DAPR6055', {
  title: 'app ID that no app has, similar to that of an app',
  why: 'Calls to a misspelled app ID fail at run time, and access rules for it apply to no app',
  todo: 'correct the app ID, or pass the app itself; acknowledge this if another App defines it',
  source: 'dapr/dapr pkg/messaging/direct_messaging.go',
});

/** An app that is referenced by its ID may be outside the App, so a misspelled ID is valid. */
const similarAppIds: AppCheck = root => {
  const peers = PEERS.of(root);
  if (!peers.length) {
    return [];
  }
  const apps = APPS.of(root);
  const known = new Set(apps.map(({ appId }) => appId));
  const names = new SimilarNames(known);
  const isNear = (namespace: string | undefined, appId: string): boolean =>
    namespace === undefined || apps.some(app => app.appId === appId && app.namespace === namespace);
  return peers.flatMap(peer => {
    const { appId, namespace } = peer;
    const similar = known.has(appId) ? undefined : names.typo(appId);
    return similar === undefined || !isNear(namespace, similar) ? []
      : [{ at: peer, rule: SIMILAR_APP_ID, what: `no app of this App has the app ID '${appId}'; did you mean '${similar}'?` }];
  });
};

export const checks = [similarAppIds];
