import { ApiObject } from 'cdk8s';
import { IDaprApp } from '../contract';
import { INTERNAL_GRPC_PORTS } from '../daprd/defaults';
import { SHARED_DAPRDS, SharedDaprdFacts } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { APPS, hasSidecar } from '../facts/apps';
import { Objects } from '../facts/objects';
import { invocationServiceName, keyIn } from '../kubernetes/names';

export const APP_ID_USED_TWICE = error('DAPR1004', {
  title: 'app-id used twice in a namespace',
  why: 'The Service of that app-id would point to whichever workload was reconciled last: calls reach the wrong app',
  todo: 'give each app an appId of its own, or let both join one shared data plane',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
  manifests: true,
});
const APP_ID_IN_TWO_DATA_PLANES = error('DAPR1005', {
  title: 'app-id behind a sidecar and behind a shared daprd',
  why: 'Both consume the same subscriptions, and operator and manifest fight over the Service of that app-id',
  todo: 'choose one data plane for the app-id',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
});
export const SERVICE_NAME_TAKEN = error('DAPR1006', {
  title: 'Service with the name that Dapr needs',
  why: 'The operator takes the Service over, or fails for ever to',
  todo: 'rename the Service',
  source: 'dapr/dapr pkg/operator/handlers/dapr_handler.go',
  manifests: true,
});
export const INTERNAL_PORTS_DIFFER = error('DAPR2007', {
  title: 'internal gRPC port differs between apps',
  why: 'A caller dials its own number on the other side: invocation fails',
  todo: 'use one value everywhere, or none',
  source: 'dapr/dapr pkg/messaging/direct_messaging.go',
  manifests: true,
});

/** One app-id, one daprd: apps of the same id in one namespace must share it. */
const appIds: AppCheck = root => {
  const shared = new Map(SHARED_DAPRDS.of(root).map(daprd => [keyIn(daprd.namespace, daprd.identity), daprd]));
  const first = new Map<string, IDaprApp>();
  const firstShared = new Map<string, SharedDaprdFacts>();
  const findings: Finding[] = [];
  for (const app of APPS.of(root)) {
    const at = keyIn(app.namespace, app.appId);
    const other = first.get(at);
    const sharedOther = hasSidecar(app) && shared.get(at);
    if (sharedOther) {
      findings.push({ at: app, rule: APP_ID_IN_TWO_DATA_PLANES, what: `app-id '${app.appId}' has a sidecar here, and the shared daprd '${sharedOther.node.path}'` });
    } else if (other && hasSidecar(app)) {
      findings.push({ at: app, rule: APP_ID_USED_TWICE, what: `app-id '${app.appId}' is that of '${other.node.path}' too` });
    }
    first.set(at, other ?? app);
  }
  for (const daprd of SHARED_DAPRDS.of(root)) {
    const at = keyIn(daprd.namespace, daprd.identity);
    const other = firstShared.get(at);
    if (other) {
      findings.push({ at: daprd, rule: APP_ID_USED_TWICE, what: `app-id '${daprd.identity}' is that of the shared daprd '${other.node.path}' too` });
    }
    firstShared.set(at, other ?? daprd);
  }
  return findings;
};

/** Dapr needs the Service name `<app-id>-dapr` for itself. */
const invocationServices: AppCheck = root => {
  const own = (object: ApiObject): boolean => object.node.id === 'Invocation';
  const services = Objects.of(root).ofKind('Service', 'core').filter(service => service.name.endsWith(invocationServiceName('')) && !own(service));
  const taken = new Map(services.length ? APPS.of(root).map(app => [keyIn(app.namespace, invocationServiceName(app.appId)), app]) : []);
  return services.flatMap((service): Finding[] => {
    const app = taken.get(keyIn(service.metadata.namespace, service.name));
    return app ? [{ at: app, rule: SERVICE_NAME_TAKEN, what: `Service '${service.node.path}' is named '${service.name}'` }] : [];
  });
};

/** A caller dials its own internal port number on the other side. */
const internalPorts: AppCheck = root => {
  const [first, ...others] = INTERNAL_GRPC_PORTS.of(root);
  const other = others.find(({ port }) => port !== first.port);
  return other ? [{ at: other.at, rule: INTERNAL_PORTS_DIFFER, what: `internalGrpcPort is ${other.port}, and ${first.port} at '${first.at.node.path}'` }] : [];
};

export const checks = [appIds, invocationServices, internalPorts];
