import { REMOTE_IDENTITIES, RemoteIdentity } from '../data-plane/remote/remote';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { APPS, isRemote } from '../facts/apps';
import { keyAt } from '../kubernetes/cluster';

const SHARED_REMOTE_IDENTITY = error('DAPR7044', {
  title: 'two app IDs with the same identity at a remote Dapr',
  why: 'The token and address identify a single app ID: both apps act as that app ID, with its state, events and permissions',
  todo: 'use a separate token Secret for each app ID, or give both apps the same appId if they are one app',
  source: 'cdk8s-dapr docs/models.md',
});
const SETTING_WITHOUT_REMOTE_EFFECT = warning('DAPR8003', {
  title: 'app setting not passed to a remote Dapr',
  why: 'The remote Dapr calls the app without a concurrency limit',
  todo: 'limit concurrent calls in the app, then acknowledge this',
  source: 'https://docs.diagrid.io/catalyst',
});

/** A remote Dapr has neither a file nor an API setting for the concurrency limit. */
const concurrencyLimits: AppCheck = root => APPS.of(root).filter(app => (app.appMaxConcurrency ?? -1) > 0 && isRemote(app))
  .map(app => ({ at: app, rule: SETTING_WITHOUT_REMOTE_EFFECT, what: `appMaxConcurrency ${app.appMaxConcurrency} has no effect with a remote Dapr` }));

/** Two app IDs must not share one identity at a remote Dapr. */
const identities: AppCheck = root => {
  const first = new Map<string, RemoteIdentity>();
  const findings: Finding[] = [];
  for (const identity of REMOTE_IDENTITIES.of(root)) {
    const { app, description } = identity;
    const key = keyAt(app, identity.key);
    const other = first.get(key)?.app;
    if (other && other.appId !== app.appId) {
      findings.push({ at: app, rule: SHARED_REMOTE_IDENTITY, what: `app ID '${app.appId}' has ${description}, like app ID '${other.appId}' at '${other.node.path}'` });
    }
    first.set(key, first.get(key) ?? identity);
  }
  // One finding per app: the HTTP and the gRPC address produce the same one.
  return findings.filter(({ at }, i) => findings.findIndex(finding => finding.at === at) === i);
};

export const checks = [concurrencyLimits, identities];
