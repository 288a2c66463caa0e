import { DaprUseKind } from '../contract';
import { differencesOf } from '../control-plane/platform-differences';
import { Finding } from '../private/diagnostics';
import { keyIn } from '../private/names';
import { addRule } from '../private/registry';

/** Two apps of which one calls the other are in one installation of Dapr. */
addRule(({ apps }) => {
  const byId = new Map(apps.map(app => [keyIn(app.namespace, app.appId), app]));
  return apps.flatMap(app => app.declaredUses.filter(({ kind }) => kind === DaprUseKind.INVOKE).flatMap(({ subject }): Finding[] => {
    const other = byId.get(keyIn(app.namespace, subject ?? ''));
    return other && !app.daprElsewhere && !other.daprElsewhere ? differencesOf(app, other)
      .map(what => ({ at: app, code: 'DAPR1028', what: `${what} at '${other.node.path}', which the app invokes` })) : [];
  }));
});
