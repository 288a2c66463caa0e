import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { checkNamespaces, DATA_PLANE_IN_OTHER_NAMESPACE } from '../../dapr/namespaces';
import { report, reportAll } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { refuseOtherApp } from '../../diagnostics/same-app';
import { differencesOf } from '../../platform/differences';

export const PLATFORMS_DIFFER = error('DAPR1028', {
  title: 'two sides that know different platforms',
  why: 'They would not trust or not find each other',
  todo: 'set these fields of DaprPlatform once, at a scope above both',
  source: 'dapr/dapr pkg/security',
});
const OTHER_IDENTITY = error('DAPR7009', {
  title: 'wrong identity for the data plane',
  why: 'Sentry gives a daprd one identity only: it would not start',
  todo: 'leave appId out, or define another shared daprd',
  source: 'dapr/dapr pkg/sentry/server/validator/kubernetes',
});
const TWO_RECEIVERS = error('DAPR7010', {
  title: 'two receivers behind one daprd',
  why: 'A daprd delivers to one address only',
  todo: 'give appPort to one of the workloads',
  source: 'dapr/dapr pkg/runtime/channels',
});

/** Reports what does not go together of an app and the shared daprd that it joins. */
export function checkJoin({ scope, appId, apps }: SharedContext, app: IDaprApp): void {
  refuseOtherApp(app, scope, 'data plane', 'define it in this App');
  reportAll(app, checkNamespaces(app, scope, 'its data plane', DATA_PLANE_IN_OTHER_NAMESPACE));
  for (const what of differencesOf(app, scope)) {
    report(app, PLATFORMS_DIFFER, `${what} at '${scope.node.path}', its data plane`);
  }
  if (app.appId !== appId) {
    report(app, OTHER_IDENTITY, `app-id '${app.appId}' joins the daprd at '${scope.node.path}', which serves '${appId}'`);
  }
  const { receiver } = apps;
  if (receiver && app.appPort !== undefined) {
    report(app, TWO_RECEIVERS, `it has appPort ${app.appPort}, and '${receiver.node.path}' behind the same daprd has ${receiver.appPort}`);
  }
}
