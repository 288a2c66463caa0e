/** What changes for apps between release lines of Dapr, from the release notes. */
import { BehaviorChange } from './behavior-change';
import { COMPONENT_CHANGES } from './components';
import { DaprUseKind, IDaprApp, IDaprConfiguration, IDaprResource } from '../contract';
import { HOT_RELOAD } from '../dapr/hot-reload';
import { hasSince, parseVersion } from '../dapr/version';
import { CONTROL_PLANES } from '../delivery/control-planes';
import { warning } from '../diagnostics/rule';
import { hasSidecar } from '../facts/apps';
import { featureOf, isConfiguration, isDerived } from '../facts/configurations';
import { Edges } from '../facts/edges';
import { hasUse } from '../facts/uses';
import { clusterOf } from '../kubernetes/cluster';
import { sharedDaprdName } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { isRefusedMethod, METHODS_REFUSED } from '../resources/configuration/access-checks';
import { Json } from '../util/json';

const HOT_RELOAD_ON = warning('DAPR1120', {
  title: 'HotReload on by default since Dapr 1.18',
  why: 'daprd applies a changed resource without a restart: an invalid Component stops every daprd that loads it at once, and a changed Configuration restarts all of them',
  todo: 'acknowledge this, or set DaprFeature.HOT_RELOAD.disabled() in a DaprConfiguration of the app, whose pods then roll instead',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});
const ROLLBACK_FLOOR = warning('DAPR1121', {
  title: 'rollback from Dapr 1.18 to 1.17.7 or newer only',
  why: 'Dapr 1.18 writes Ed25519 keys into the trust bundle, and Sentry before 1.17.7 cannot read them: it exits at start',
  todo: 'upgrade to 1.17.7 or newer first, or acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});
const INSTANCE_ID_IN_USE = warning('DAPR1122', {
  title: 'workflow instance IDs not reused since Dapr 1.18',
  why: 'Starting a workflow whose instance ID belongs to another instance fails; before, the call replaced the instance or had no effect',
  todo: 'use a new instance ID for each start, or purge the previous instance, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});
const REMOTE_REMINDER_ON = warning('DAPR1123', {
  title: 'WorkflowsRemoteActivityReminder on by default since Dapr 1.18',
  why: 'Results of activities that run in another app are delivered by reminders of the scheduler, which daprds before 1.17 do not have',
  todo: 'upgrade the daprds of all workflow apps, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});
const HOP_BY_HOP_HEADERS = warning('DAPR1124', {
  title: 'hop-by-hop headers removed from invocations since Dapr 1.18',
  why: 'The called app does not receive Connection, Keep-Alive, Proxy-Authenticate, Transfer-Encoding and the like',
  todo: 'use other headers, or acknowledge this if the apps use none of them',
  source: 'dapr/dapr docs/release_notes/v1.18.0.md',
});
const ENCODED_METHODS = warning('DAPR1126', {
  title: 'invoked methods with encoded separators refused since Dapr 1.18.6',
  why: 'daprd refuses methods that contain %2F, %5C, %2E or a backslash, so the operation never matches',
  todo: 'rename the method',
  source: 'dapr/dapr docs/release_notes/v1.18.6.md, v1.17.16.md',
});
const CALLER_IDENTITY = warning('DAPR1119', {
  title: 'headers about the caller set by the called daprd since Dapr 1.18.6',
  why: 'daprd removes dapr-caller-app-id, dapr-caller-namespace and dapr-callee-app-id that the calling app sets, and sets them from the certificate of the caller',
  todo: 'do not set these headers in the calling apps, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.18.6.md, v1.17.16.md',
});
const CRDS_FIRST = warning('DAPR1111', {
  title: 'CRDs of Dapr 1.19 before its chart',
  why: 'helm upgrade does not update CRDs, and the API server drops the fields that they do not have: a condition (requires) of a workflow access policy, and the metrics of workflows',
  todo: 'apply configuration.yaml and workflowaccesspolicy.yaml of charts/dapr/crds first (DaprControlPlane installs them with the chart), then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});
const SERVICES_DECLARE_PROTOCOLS = warning('DAPR1112', {
  title: 'Services of Dapr declare appProtocol since Dapr 1.19',
  why: 'A service mesh selects by appProtocol how to handle a port, and may handle those of Dapr\'s Services differently',
  todo: 'check the policies of the service mesh, if there is one, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});
const TIMERS_OF_OWNER = warning('DAPR1113', {
  title: 'actor timers on the owning host only since Dapr 1.19',
  why: 'A timer operation at a daprd that does not own the actor fails with ERR_ACTOR_TIMER_NOT_OWNED, which can happen while actors are rebalanced',
  todo: 'make sure that the app handles the error, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});
const WORKFLOW_ERRORS = warning('DAPR1114', {
  title: 'other errors of workflows since Dapr 1.19',
  why: 'Starting a workflow with the ID of a running instance fails with AlreadyExists, and a failed workflow has no output: its message is in dapr.workflow.failure',
  todo: 'adapt the code that reads them, then acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md',
});

/** All known changes. */
export const BEHAVIOR_CHANGES: readonly BehaviorChange[] = [
  { since: ['1.18'], rule: ROLLBACK_FLOOR },
  {
    since: ['1.18'],
    rule: HOT_RELOAD_ON,
    concerns: app => hasSidecar(app) && DaprPlatform.of(app).hotReload && featureOf(app, HOT_RELOAD) === undefined ? loads(app) : undefined,
  },
  { since: ['1.18'], rule: INSTANCE_ID_IN_USE, concerns: app => hasUse(app, DaprUseKind.WORKFLOW_CLIENT) ? 'starts workflows' : undefined },
  {
    since: ['1.18'],
    rule: REMOTE_REMINDER_ON,
    concerns: app => hasUse(app, DaprUseKind.WORKFLOW_WORKER) && featureOf(app, 'WorkflowsRemoteActivityReminder') === undefined ? 'runs workflows' : undefined,
  },
  { since: ['1.18'], rule: HOP_BY_HOP_HEADERS, concerns: app => hasUse(app, DaprUseKind.INVOKE) ? 'invokes other apps' : undefined },
  { since: METHODS_REFUSED, rule: CALLER_IDENTITY, concerns: app => hasUse(app, DaprUseKind.INVOKE) ? 'invokes other apps' : undefined },
  { since: ['1.19'], rule: CRDS_FIRST, ofCluster: true, concerns: app => CONTROL_PLANES(app).some(({ at }) => clusterOf(at) === clusterOf(app)) ? undefined : 'uses the CRDs of Dapr' },
  { since: ['1.19'], rule: SERVICES_DECLARE_PROTOCOLS },
  { since: ['1.19'], rule: TIMERS_OF_OWNER, concerns: app => hasUse(app, DaprUseKind.ACTORS) || hasUse(app, DaprUseKind.STREAMING_ACTORS) ? 'hosts actors' : undefined },
  { since: ['1.19'], rule: WORKFLOW_ERRORS, concerns: app => hasUse(app, DaprUseKind.WORKFLOW_CLIENT) ? 'starts workflows' : undefined },
  { since: METHODS_REFUSED, rule: ENCODED_METHODS, concerns: encodedMethods },
  ...COMPONENT_CHANGES,
];

/** The changes of an upgrade, without those that the cluster already has. */
export function changesBetween(from: string, to: string): BehaviorChange[] {
  return parseVersion(from) && parseVersion(to) ? BEHAVIOR_CHANGES.filter(({ since }) => hasSince(to, since) && !hasSince(from, since)) : [];
}

/** The resources that an app loads. */
function loads(app: IDaprApp): string | undefined {
  const names = Edges.of(app).loadedBy(app)
    .map(resource => `${resource.kind} '${isDerivedPart(resource) ? sharedDaprdName(app.appId) : resource.resourceName}'`);
  return names.length ? `loads ${[...new Set(names)].sort().join(', ')}` : undefined;
}

const isDerivedPart = (resource: IDaprResource): resource is IDaprConfiguration => isConfiguration(resource) && isDerived(resource);

function encodedMethods(app: IDaprApp): string | undefined {
  const names = Edges.of(app).callsOf(app).flatMap(({ operations = [] }) => operations.map(({ name }: Json) => String(name))).filter(isRefusedMethod);
  return names.length ? `allows the operations ${[...new Set(names)].sort().map(name => `'${name}'`).join(', ')}` : undefined;
}
