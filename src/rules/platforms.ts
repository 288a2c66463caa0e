import { DaprUseKind } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule } from '../facts/registry';
import { keyIn } from '../kubernetes/names';
import { differencesOf } from '../platform/differences';

/** Two apps of which one calls the other are in one installation of Dapr. */
addRule(({ apps, uses }) => {
  const calls = uses.filter(({ use }) => use.kind === DaprUseKind.INVOKE);
  const byId = new Map(calls.length ? apps.map(app => [keyIn(app.namespace, app.appId), app]) : []);
  return calls.flatMap(({ app, use }): Finding[] => {
    const other = byId.get(keyIn(app.namespace, use.subject ?? ''));
    return other && !app.daprElsewhere && !other.daprElsewhere ? differencesOf(app, other)
      .map(what => ({ at: app, code: 'DAPR1028', what: `${what} at '${other.node.path}', which the app invokes` })) : [];
  });
});
