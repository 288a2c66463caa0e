import { ApiObject } from 'cdk8s';
import { IDaprApp } from '../contract';
import { Finding } from '../private/diagnostics';
import { invocationServiceName, keyIn } from '../private/names';
import { addRule, Registry } from '../private/registry';

/** One app-id, one daprd: apps of the same id in one namespace must share it. */
addRule(registry => {
  const shared = new Map(registry.sharedDaprds.map(daprd => [keyIn(daprd.namespace, daprd.identity), daprd]));
  const first = new Map<string, IDaprApp>();
  const firstShared = new Map<string, typeof registry.sharedDaprds[number]>();
  const findings: Finding[] = [];
  for (const app of registry.apps) {
    const at = keyIn(app.namespace, app.appId);
    const other = first.get(at);
    const sharedOther = !app.daprdOutsidePod && shared.get(at);
    if (sharedOther) {
      findings.push({ at: app, code: 'DAPR1005', what: `app-id '${app.appId}' has a sidecar here, and the shared daprd '${sharedOther.node.path}'` });
    } else if (other && !app.daprdOutsidePod) {
      findings.push({ at: app, code: 'DAPR1004', what: `app-id '${app.appId}' is that of '${other.node.path}' too` });
    }
    first.set(at, other ?? app);
  }
  for (const daprd of registry.sharedDaprds) {
    const at = keyIn(daprd.namespace, daprd.identity);
    const other = firstShared.get(at);
    if (other) {
      findings.push({ at: daprd, code: 'DAPR1004', what: `app-id '${daprd.identity}' is that of the shared daprd '${other.node.path}' too` });
    }
    firstShared.set(at, other ?? daprd);
  }
  return findings;
});

/** Dapr needs the Service name `<app-id>-dapr` for itself. */
addRule((registry: Registry) => {
  const taken = new Map<string, IDaprApp>();
  registry.apps.forEach(app => taken.set(keyIn(app.namespace, invocationServiceName(app.appId)), app));
  if (!taken.size) {
    return [];
  }
  const own = (object: ApiObject): boolean => object.node.id === 'Invocation';
  return registry.objects('Service', 'core').filter(service => !own(service))
    .flatMap(service => {
      const app = taken.get(keyIn(service.metadata.namespace, service.name));
      return app ? [{ at: app, code: 'DAPR1006' as const, what: `Service '${service.node.path}' is named '${service.name}'` }] : [];
    });
});

/** A caller dials its own internal port number on the other side. */
addRule(({ internalGrpcPorts }) => {
  const [first] = internalGrpcPorts;
  const other = internalGrpcPorts.find(entry => entry.port !== first.port);
  return other ? [{ at: other.at, code: 'DAPR2007', what: `internalGrpcPort is ${other.port}, and ${first.port} at '${first.at.node.path}'` }] : [];
});
