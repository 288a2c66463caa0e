import { REMOTE_IDENTITIES, RemoteIdentity } from '../data-plane/remote/remote';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { APPS, isRemote } from '../facts/apps';
import { keyIn } from '../kubernetes/names';

const SHARED_REMOTE_TOKEN = error('DAPR7044', {
  title: 'two app-ids that a remote Dapr cannot tell apart',
  why: 'Behind that token and address is one identity: both apps act as the same app-id, with its state, its events and its rights',
  todo: 'give each app-id a token Secret of its own',
  source: 'cdk8s-dapr docs/models.md',
});
const FACT_NOT_PASSED_ON = warning('DAPR8003', {
  title: 'fact about the app that nobody tells a Dapr elsewhere',
  why: 'That Dapr calls the app as often as it likes',
  todo: 'limit the calls in the app, then acknowledge this',
  source: 'https://docs.diagrid.io/catalyst',
});

/** No file and no API of a Dapr elsewhere has a place for it. */
const limits: AppCheck = root => APPS.of(root).filter(app => (app.appMaxConcurrency ?? -1) > 0 && isRemote(app))
  .map(app => ({ at: app, rule: FACT_NOT_PASSED_ON, what: `appMaxConcurrency is ${app.appMaxConcurrency}` }));

/** One daprd, one app-id: what a Dapr elsewhere takes for one app is no two apps here. */
const identities: AppCheck = root => {
  const first = new Map<string, RemoteIdentity>();
  const findings: Finding[] = [];
  for (const identity of REMOTE_IDENTITIES.of(root)) {
    const { app, by } = identity;
    const key = keyIn(app.namespace, by);
    const other = first.get(key)?.app;
    if (other && other.appId !== app.appId) {
      findings.push({ at: app, rule: SHARED_REMOTE_TOKEN, what: `app-id '${app.appId}' has ${by}, and so has '${other.appId}' at '${other.node.path}'` });
    }
    first.set(key, first.get(key) ?? identity);
  }
  // By http and by gRPC it is the same mistake.
  return findings.filter(({ at }, i) => findings.findIndex(finding => finding.at === at) === i);
};

export const checks = [limits, identities];
