import { ApiObject } from 'cdk8s';
import { IDaprApp } from '../contract';
import { INTERNAL_GRPC_PORTS } from '../daprd/defaults';
import { SHARED_DAPRDS, SharedDaprdFacts } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { APPS, hasSidecar } from '../facts/apps';
import { Objects } from '../facts/objects';
import { invocationServiceName, keyIn } from '../kubernetes/names';

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
      findings.push({ at: app, code: 'DAPR1005', what: `app-id '${app.appId}' has a sidecar here, and the shared daprd '${sharedOther.node.path}'` });
    } else if (other && hasSidecar(app)) {
      findings.push({ at: app, code: 'DAPR1004', what: `app-id '${app.appId}' is that of '${other.node.path}' too` });
    }
    first.set(at, other ?? app);
  }
  for (const daprd of SHARED_DAPRDS.of(root)) {
    const at = keyIn(daprd.namespace, daprd.identity);
    const other = firstShared.get(at);
    if (other) {
      findings.push({ at: daprd, code: 'DAPR1004', what: `app-id '${daprd.identity}' is that of the shared daprd '${other.node.path}' too` });
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
    return app ? [{ at: app, code: 'DAPR1006', what: `Service '${service.node.path}' is named '${service.name}'` }] : [];
  });
};

/** A caller dials its own internal port number on the other side. */
const internalPorts: AppCheck = root => {
  const [first, ...others] = INTERNAL_GRPC_PORTS.of(root);
  const other = others.find(({ port }) => port !== first.port);
  return other ? [{ at: other.at, code: 'DAPR2007', what: `internalGrpcPort is ${other.port}, and ${first.port} at '${first.at.node.path}'` }] : [];
};

export const checks = [appIds, invocationServices, internalPorts];
