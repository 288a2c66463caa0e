/** What does not work, or works differently, with several daprds outside the pods of an app. */
import { ApiObject } from 'cdk8s';
import { DaprUseKind, IDaprApp } from '../../contract';
import { hasSince } from '../../dapr/version';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { APPS, outlivesApp, wiringOf } from '../../facts/apps';
import { configurationsOf, featureOf, isDerived, isReferencedByName } from '../../facts/configurations';
import { countOf, Replicas, replicasOf } from '../../facts/replicas';
import { hasUse, isGrpc } from '../../facts/uses';
import { DaprPlatform } from '../../platform/dapr-platform';
import { CLUSTERED_WORKFLOWS } from '../../resources/configuration/features';
import { Json } from '../../util/json';
import { KNATIVE_SERVICE } from '../../workload/kinds';

const ACTORS_BEHIND_SEVERAL_DAPRDS = error('DAPR8040', {
  title: 'actors at the app port behind several daprd instances',
  why: 'daprd accepts actor state only where the actor is active, and a call of the app reaches any daprd: a part of the calls fails with ERR_ACTOR_INSTANCE_MISSING',
  todo: 'run one daprd (replicas: 1 of a shared Deployment), or use a sidecar',
  source: 'dapr/dapr pkg/actors/state/state.go',
});
const STREAMING_ACTORS_BEHIND_SEVERAL_DAPRDS = warning('DAPR8041', {
  title: 'streaming actors behind several daprd instances',
  why: 'daprd accepts actor state only where the actor is active: calls for actor state over another connection than that of the stream may reach another daprd and fail',
  todo: 'run one daprd, use a sidecar, or acknowledge this if the SDK uses one connection for both',
  source: 'dapr/dapr pkg/actors/state/state.go',
});
const UNBALANCED_GRPC = warning('DAPR8042', {
  title: 'gRPC app with more replicas than daprd instances',
  why: 'Each daprd keeps one gRPC connection to the app, which leads to one pod: the other replicas receive no calls',
  todo: 'run at least as many daprds as replicas, use a sidecar or HTTP, set appChannel to a proxy that balances calls, or acknowledge this',
  source: 'dapr/dapr pkg/api/grpc/manager/manager.go',
});
const WORKFLOWS_NOT_CLUSTERED = error('DAPR8043', {
  title: 'workflows behind several daprd instances without WorkflowsClusteredDeployment',
  why: 'A worker is connected to one daprd: what it completes is lost if another daprd has the workflow, which then does not continue',
  todo: 'do not disable the feature, or run one daprd',
  source: 'dapr/dapr pkg/runtime/wfengine/backends/actors/actors.go',
});
const WORKFLOWS_MAY_NOT_BE_CLUSTERED = warning('DAPR8044', {
  title: 'workflows behind several daprd instances with an unknown Configuration',
  why: 'The derived feature WorkflowsClusteredDeployment cannot be added to a Configuration that is referenced by name; without it, workflows do not continue if another daprd has them',
  todo: 'define it with DaprConfiguration, or enable the feature in it and acknowledge this',
  source: 'dapr/dapr pkg/runtime/wfengine/backends/actors/actors.go',
});
const CLUSTERED_WORKFLOWS_OF_OLD = warning('DAPR8045', {
  title: 'workflows behind several daprd instances before Dapr 1.19',
  why: 'WorkflowsClusteredDeployment may lose what a worker completes while actors are rebalanced, so the workflow stalls, and other apps of the namespace can forge results of its tasks',
  todo: 'use Dapr 1.19 or newer, run one daprd, or acknowledge this',
  source: 'dapr/dapr docs/release_notes/v1.19.0.md (10622, 10623, 10685)',
});
const CLUSTERED_WORKFLOWS_FIXED = ['1.19'];

const sharedDaprds: AppCheck = root => APPS.of(root).filter(outlivesApp).flatMap((app): Finding[] => {
  const actors = hasUse(app, DaprUseKind.ACTORS);
  const streams = hasUse(app, DaprUseKind.STREAMING_ACTORS);
  const workflows = hasUse(app, DaprUseKind.WORKFLOW_WORKER);
  const grpc = app.appPort !== undefined && isGrpc(app.appProtocol) && app.workloadKind !== KNATIVE_SERVICE;
  const daprd = actors || streams || workflows || grpc ? renderedDaprd(app) : undefined;
  if (!daprd) {
    return [];
  }
  const daprds = replicasOf(app, daprd);
  const several = describeSeveral(daprds);
  return [
    ...(several === undefined ? [] : [
      ...(actors ? [{ at: app, rule: ACTORS_BEHIND_SEVERAL_DAPRDS, what: `the app hosts actors at its port, and its shared data plane ${several}` }] : []),
      ...(streams ? [{ at: app, rule: STREAMING_ACTORS_BEHIND_SEVERAL_DAPRDS, what: `the app hosts actors over a stream, and its shared data plane ${several}` }] : []),
      ...(workflows ? notClustered(app, several) : []),
    ]),
    ...(grpc && daprds ? unbalanced(app, daprds) : []),
  ];
});

/** The object that runs the daprd of an app. */
function renderedDaprd(app: IDaprApp): Json | undefined {
  const daprd = wiringOf(app)?.config.daprd;
  return ApiObject.isApiObject(daprd) ? daprd.toJson() : undefined;
}

const describeSeveral = (daprds: Replicas | undefined): string | undefined =>
  daprds === undefined ? 'is a DaemonSet' : daprds.max > 1 ? `has ${countOf(daprds, 'replicas')}` : undefined;

/** Findings of workflows behind several daprds. */
function notClustered(app: IDaprApp, several: string): Finding[] {
  const what = `the app runs workflows, its shared data plane ${several}`;
  if (featureOf(app, CLUSTERED_WORKFLOWS) === false) {
    return [{ at: app, rule: WORKFLOWS_NOT_CLUSTERED, what: `${what}, and a Configuration disables ${CLUSTERED_WORKFLOWS}` }];
  }
  const existing = configurationsOf(app).find(configuration => !isDerived(configuration) && isReferencedByName(configuration));
  const { daprVersion } = DaprPlatform.of(app);
  return [
    ...(existing ? [{ at: app, rule: WORKFLOWS_MAY_NOT_BE_CLUSTERED, what: `${what}, and Configuration '${existing.resourceName}' is referenced by name` }] : []),
    ...(hasSince(daprVersion, CLUSTERED_WORKFLOWS_FIXED) ? [] : [{ at: app, rule: CLUSTERED_WORKFLOWS_OF_OLD, what: `${what}, and Dapr ${daprVersion} is declared` }]),
  ];
}

/** A DaemonSet has as many daprds as there are nodes, which are not known. */
function unbalanced(app: IDaprApp, daprds: Replicas): Finding[] {
  const pods = replicasOf(app, wiringOf(app)!.pod.renderWired(), app.workloadKind);
  return pods === undefined || pods.max <= daprds.max ? []
    : [{ at: app, rule: UNBALANCED_GRPC, what: `the app is called over ${app.appProtocol} and has ${countOf(pods, 'replicas')}, and its shared data plane has ${countOf(daprds)}` }];
}

export const checks = [sharedDaprds];
