import { REMOTE_IDENTITIES, RemoteIdentity } from '../data-plane/remote/remote';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { APPS, isRemote } from '../facts/apps';
import { keyIn } from '../kubernetes/names';

/** No file and no API of a Dapr elsewhere has a place for it. */
const limits: AppCheck = root => APPS.of(root).filter(app => (app.appMaxConcurrency ?? -1) > 0 && isRemote(app))
  .map(app => ({ at: app, code: 'DAPR8003' as const, what: `appMaxConcurrency is ${app.appMaxConcurrency}` }));

/** One daprd, one app-id: what a Dapr elsewhere takes for one app is no two apps here. */
const identities: AppCheck = root => {
  const first = new Map<string, RemoteIdentity>();
  const findings: Finding[] = [];
  for (const identity of REMOTE_IDENTITIES.of(root)) {
    const { app, by } = identity;
    const key = keyIn(app.namespace, by);
    const other = first.get(key)?.app;
    if (other && other.appId !== app.appId) {
      findings.push({ at: app, code: 'DAPR7044', what: `app-id '${app.appId}' has ${by}, and so has '${other.appId}' at '${other.node.path}'` });
    }
    first.set(key, first.get(key) ?? identity);
  }
  // By http and by gRPC it is the same mistake.
  return findings.filter(({ at }, i) => findings.findIndex(finding => finding.at === at) === i);
};

export const checks = [limits, identities];
