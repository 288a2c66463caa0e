/** The Services `<app-id>-dapr`, which Dapr's operator or the manifests make, and their owners. */
import { operatorMakesService } from '../../dapr/invocation-service';
import { danger } from '../../diagnostics/rule';
import { invocationServiceName, keyIn } from '../../kubernetes/names';
import { PLATFORM_DEFAULTS } from '../../platform/defaults';
import { ManifestProblem } from '../../validation/manifests';
import { App, Daprd } from '../stack/apps';
import { Changes, PlanCheck } from '../stack/changes';
import { Side } from '../stack/side';
import { few } from '../stack/words';

const GHOST = danger('DAPR9526', {
  title: 'Service of the app ID with a former owner',
  why: 'Dapr\'s operator keeps a workload that lost dapr.io/enabled in its cache, and writes its selector back into the Service of the app ID: calls to the app go to pods without a daprd and fail, until the operator restarts (dapr#7933)',
  todo: 'restart dapr-operator after the pods are ready: kubectl rollout restart deployment dapr-operator -n dapr-system; or set dapr_operator.serviceReconciler.enabled=false in Dapr\'s chart and operatorServices: false in DaprPlatform, and switch with DataPlane.switching (docs/switching.md)',
  source: 'dapr/dapr pkg/operator/cache/cache.go, https://github.com/dapr/dapr/issues/7933',
});
const TWO_OWNERS = danger('DAPR9527', {
  title: 'Service of the app ID with two owners',
  why: 'Dapr\'s operator writes the selectors of both workloads into the one Service of the app ID in turn: calls reach only the one that it wrote last',
  todo: 'set another app ID for one of them, or let both use one shared daprd',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
});

/** Whether Dapr's operator makes the Service for a daprd, unless its Service reconciler is off. */
const isServed = ({ at, injected }: Daprd): boolean => injected && at.group === 'apps' && operatorMakesService(at.kind, PLATFORM_DEFAULTS);

/**
 * Whether Dapr's operator makes the Services. It does by default. It does not if the manifests make them for the workloads that it would make
 * them for: it would overwrite those.
 */
export function operatorMakesServices({ before, after }: Changes): boolean {
  const makes = (side: Side): boolean | undefined => {
    const served = side.daprds.filter(isServed);
    const own = served.filter(({ namespace, appId }) => side.find('core', 'Service', namespace, invocationServiceName(appId)));
    const others = served.filter(daprd => daprd.settings['app-port'] && !own.includes(daprd));
    return others.length ? true : own.length ? false : undefined;
  };
  return makes(after) ?? makes(before) ?? true;
}

export const serviceOwners: PlanCheck = changes => {
  const apps = [...changes.after.apps.values()];
  return operatorMakesServices(changes) ? [...ghosts(changes), ...apps.flatMap(app => owners(app, changes))] : [];
};

/** Workloads that lost the annotation, while the app ID has a daprd elsewhere. */
function ghosts({ before, after }: Changes): ManifestProblem[] {
  return before.daprds.filter(isServed).flatMap(({ at, namespace, appId }) => {
    const stays = after.same(at);
    // If it runs daprd itself, its selector is right.
    const others = after.apps.get(keyIn(namespace, appId))?.daprds.filter(daprd => daprd.at !== stays) ?? [];
    const lost = stays && !(after.daprdOf(stays)?.injected);
    return lost && others.length ? [{
      rule: GHOST,
      at: stays,
      what: `had dapr.io/enabled, and the daprd of app ID '${appId}' is now in ${few(others.map(other => other.at.title))}: Service '${invocationServiceName(appId)}' may keep the selector of ${stays.kind} ${stays.name}`,
    }] : [];
  });
}

/** Two annotated workloads with one app ID, unless they were there before. */
function owners({ appId, namespace, daprds }: App, { before }: Changes): ManifestProblem[] {
  const served = daprds.filter(isServed);
  const known = before.apps.get(keyIn(namespace, appId))?.daprds.filter(isServed) ?? [];
  const added = served.filter(({ at }) => !known.some(other => other.at.kind === at.kind && other.at.name === at.name));
  return served.length > 1 && added.length
    ? [{ rule: TWO_OWNERS, at: added[0].at, what: `app ID '${appId}' is also that of ${few(served.filter(({ at }) => at !== added[0].at).map(({ at }) => at.title))}: both own Service '${invocationServiceName(appId)}'` }] : [];
}
