import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { checkNamespaces } from '../../dapr/namespaces';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { differencesOf } from '../../platform/differences';
import { rootOf } from '../../synth/one-per-app';

/** Reports what does not go together of an app and the shared daprd that it joins. */
export function checkJoin({ scope, appId, apps }: SharedContext, app: IDaprApp): void {
  if (rootOf(app) !== rootOf(scope)) {
    throw Diagnostics.fatal({ at: app, code: 'DAPR1020', what: `data plane '${scope.node.path}' belongs to another cdk8s App`, todo: 'define it in this App' });
  }
  const diagnostics = Diagnostics.of(app);
  for (const { at, code, what, todo } of checkNamespaces(app, scope, 'its data plane', 'DAPR1014')) {
    diagnostics.report(at, code, what, todo);
  }
  for (const what of differencesOf(app, scope)) {
    diagnostics.report(app, 'DAPR1028', `${what} at '${scope.node.path}', its data plane`);
  }
  if (app.appId !== appId) {
    diagnostics.report(app, 'DAPR7009', `app-id '${app.appId}' joins the daprd at '${scope.node.path}', which serves '${appId}'`);
  }
  const { receiver } = apps;
  if (receiver && app.appPort !== undefined) {
    diagnostics.report(app, 'DAPR7010', `it has appPort ${app.appPort}, and '${receiver.node.path}' behind the same daprd has ${receiver.appPort}`);
  }
}
