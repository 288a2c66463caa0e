import { ApiObject } from 'cdk8s';
import { IDaprApp } from '../contract';
import { Finding } from '../diagnostics/diagnostics';
import { addRule, Registry } from '../facts/registry';
import { invocationServiceName, keyIn } from '../kubernetes/names';

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
  const own = (object: ApiObject): boolean => object.node.id === 'Invocation';
  const services = registry.objects('Service', 'core').filter(service => service.name.endsWith(invocationServiceName('')) && !own(service));
  const taken = new Map(services.length ? registry.apps.map(app => [keyIn(app.namespace, invocationServiceName(app.appId)), app]) : []);
  return services.flatMap((service): Finding[] => {
    const app = taken.get(keyIn(service.metadata.namespace, service.name));
    return app ? [{ at: app, code: 'DAPR1006', what: `Service '${service.node.path}' is named '${service.name}'` }] : [];
  });
});

/** A caller dials its own internal port number on the other side. */
addRule(({ internalGrpcPorts }) => {
  const [first, other] = internalGrpcPorts;
  return other ? [{ at: other[1], code: 'DAPR2007', what: `internalGrpcPort is ${other[0]}, and ${first[0]} at '${first[1].node.path}'` }] : [];
});
