import { SharedContext } from './context';
import { IDaprApp } from '../../contract';
import { checkNamespaces, DATA_PLANE_IN_OTHER_NAMESPACE } from '../../dapr/namespaces';
import { APP_PORT_OF_DAPR_API, PORT_NAMES } from '../../dapr/ports';
import { annotationLockProblems, imageLockProblems } from '../../daprd/annotation-locks';
import { report, reportAll } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { isOfSameApp } from '../../diagnostics/same-app';
import { DaprPlatform } from '../../platform/dapr-platform';
import { differencesOf } from '../../platform/differences';
import { lockProblems } from '../../platform/locks';

export const PLATFORMS_DIFFER = error('DAPR1028', {
  title: 'conflicting platform settings',
  why: 'The two sides do not trust or cannot find each other',
  todo: 'set the field of DaprPlatform once, at a scope above both',
  source: 'dapr/dapr pkg/security',
});
const OTHER_IDENTITY = error('DAPR7009', {
  title: 'app ID not served by the data plane',
  why: 'Sentry issues only one identity to a daprd, so it would not start',
  todo: 'remove appId, or define another shared daprd',
  source: 'dapr/dapr pkg/sentry/server/validator/kubernetes',
});
const TWO_RECEIVERS = error('DAPR7010', {
  title: 'two receivers behind one daprd',
  why: 'daprd delivers to one address only',
  todo: 'set appPort on only one of the workloads',
  source: 'dapr/dapr pkg/runtime/channels',
});

/** Reports conflicts between an app and the shared daprd that it joins. */
export function checkJoin(context: SharedContext, app: IDaprApp): void {
  const { scope, appId, apps, ports } = context;
  isOfSameApp(app, scope, 'data plane', 'define it in this App');
  reportAll(app, checkNamespaces(app, scope, 'its data plane', DATA_PLANE_IN_OTHER_NAMESPACE));
  for (const what of differencesOf(app, scope)) {
    report(app, PLATFORMS_DIFFER, `${what} at '${scope.node.path}', its data plane`);
  }
  if (app.appId !== appId) {
    report(app, OTHER_IDENTITY, `app ID '${app.appId}' joins the daprd at '${scope.node.path}', which serves '${appId}'`);
  }
  checkLocks(context, app);
  // daprd compares the numbers even though the app is on another host.
  const port = app.appAddress?.port;
  const api = port === undefined ? undefined : (['http', 'grpc'] as const).find(name => ports[name] === port);
  if (api) {
    report(app, APP_PORT_OF_DAPR_API, `${port === app.appPort ? 'appPort' : 'the port of the app\'s address'} ${port} is daprd's ${PORT_NAMES[api]} port`);
  }
  const { receiver } = apps;
  if (receiver && app.appPort !== undefined) {
    report(app, TWO_RECEIVERS, `appPort is ${app.appPort}, and '${receiver.node.path}' with the same daprd has appPort ${receiver.appPort}`);
  }
}

/** The locks of an app hold for a shared daprd outside their scope, too; inside, the daprd reports them itself. */
function checkLocks({ scope, annotations, pinned, platform }: SharedContext, app: IDaprApp): void {
  if ([...DaprPlatform.of(app)._locks.values()].some(({ at }) => !scope.node.scopes.includes(at))) {
    reportAll(app, [
      ...annotationLockProblems(app, annotations),
      ...(pinned ? imageLockProblems(app, `the image of '${scope.node.path}'`, pinned.image) : []),
      ...lockProblems(app, 'derivedAccess', platform.derivedAccess, `derivedAccess at '${scope.node.path}', its data plane,`),
    ]);
  }
}
