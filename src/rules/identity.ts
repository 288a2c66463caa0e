import { ApiObject } from 'cdk8s';
import { IDaprApp } from '../contract';
import { INTERNAL_GRPC_PORTS } from '../daprd/defaults';
import { SHARED_DAPRDS, SharedDaprdFacts } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { APPS, hasSidecar } from '../facts/apps';
import { Objects } from '../facts/objects';
import { clusterOf, keyAt, placeOf } from '../kubernetes/cluster';
import { invocationServiceName, keyIn } from '../kubernetes/names';
import { grouped } from '../util/grouped';

export const DUPLICATE_APP_ID = error('DAPR1004', {
  title: 'duplicate app ID in a namespace',
  why: 'The Service of the app ID points to the workload that was reconciled last: calls reach the wrong app',
  todo: 'set a unique appId for each app, or use one shared data plane for both',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
  manifests: true,
});
const APP_ID_IN_TWO_DATA_PLANES = error('DAPR1005', {
  title: 'app ID with both a sidecar and a shared daprd',
  why: 'Both consume the same subscriptions, and Dapr\'s operator and the manifest overwrite each other\'s Service of the app ID',
  todo: 'use one data plane for the app ID; while an app moves, use DataPlane.switching',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
});
export const SERVICE_NAME_CONFLICT = error('DAPR1006', {
  title: 'Service name reserved for Dapr',
  why: 'Dapr\'s operator overwrites the Service, or fails to reconcile it indefinitely',
  todo: 'rename the Service',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
  manifests: true,
});
export const INTERNAL_PORTS_DIFFER = warning('DAPR2007', {
  title: 'apps with different internal gRPC ports',
  why: 'daprd dials its own internal port number on the other side: service invocation fails',
  todo: 'set the same internalGrpcPort for all apps, leave it unset, or acknowledge this if the apps never call each other',
  source: 'dapr/dapr pkg/messaging/direct_messaging.go',
  manifests: true,
});

const NOBODY_JOINED = warning('DAPR7060', {
  title: 'shared daprd that no app joined',
  why: 'It runs and loads nothing: the workload that should use it has a sidecar, or no daprd',
  todo: 'pass it to an app as dataPlane, remove it, or acknowledge this if workloads outside this App use it',
  source: 'cdk8s-dapr',
});

/** Shared daprds that no app joined. */
const unjoined: AppCheck = root => SHARED_DAPRDS.of(root).filter(({ _isJoined }) => !_isJoined)
  .map(daprd => ({ at: daprd, rule: NOBODY_JOINED, what: `no app has the shared daprd of app ID '${daprd.identity}' as its dataPlane` }));

/** Apps with the same app ID in a namespace must share one daprd. */
const appIds: AppCheck = root => {
  const daprds = SHARED_DAPRDS.of(root).filter(({ _isSwitching }) => !_isSwitching);
  const shared = new Map(daprds.map(daprd => [keyAt(daprd, daprd.identity), daprd]));
  const first = new Map<string, IDaprApp>();
  const firstShared = new Map<string, SharedDaprdFacts>();
  const findings: Finding[] = [];
  for (const app of APPS.of(root)) {
    const at = keyAt(app, app.appId);
    const other = first.get(at);
    const sharedOther = hasSidecar(app) && shared.get(at);
    if (sharedOther) {
      findings.push({ at: app, rule: APP_ID_IN_TWO_DATA_PLANES, what: `app ID '${app.appId}' has a sidecar here and is also the app ID of the shared daprd '${sharedOther.node.path}'` });
    } else if (other && hasSidecar(app)) {
      findings.push({ at: app, rule: DUPLICATE_APP_ID, what: `app ID '${app.appId}' is also used by '${other.node.path}'` });
    }
    first.set(at, other ?? app);
  }
  for (const daprd of daprds) {
    const at = keyAt(daprd, daprd.identity);
    const other = firstShared.get(at);
    if (other) {
      findings.push({ at: daprd, rule: DUPLICATE_APP_ID, what: `app ID '${daprd.identity}' is also used by the shared daprd '${other.node.path}'` });
    }
    firstShared.set(at, other ?? daprd);
  }
  return findings;
};

/** The Service name `<app-id>-dapr` is reserved for Dapr. */
const invocationServices: AppCheck = root => {
  const isDaprs = (object: ApiObject): boolean => object.node.id === 'Invocation';
  const services = Objects.of(root).ofKind('Service', 'core').filter(service => service.name.endsWith(invocationServiceName('')) && !isDaprs(service));
  const taken = new Map(services.length ? APPS.of(root).map(app => [keyAt(app, invocationServiceName(app.appId)), app]) : []);
  return services.flatMap((service): Finding[] => {
    const app = taken.get(keyIn(placeOf(service, service.metadata.namespace), service.name));
    return app ? [{ at: app, rule: SERVICE_NAME_CONFLICT, what: `Service '${service.node.path}' has the name '${service.name}', which is reserved for Dapr` }] : [];
  });
};

/** daprd dials its own internal port number on the other side, so all must be equal. */
const internalPorts: AppCheck = root => [...grouped(INTERNAL_GRPC_PORTS.of(root), ({ at }) => clusterOf(at) ?? '').values()].flatMap(([first, ...others]) => {
  const other = others.find(({ port }) => port !== first.port);
  return other ? [{ at: other.at, rule: INTERNAL_PORTS_DIFFER, what: `internalGrpcPort is ${other.port} here and ${first.port} at '${first.at.node.path}'` }] : [];
});

export const checks = [appIds, invocationServices, internalPorts, unjoined];
