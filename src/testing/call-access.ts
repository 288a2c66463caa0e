/** Whether an app may be called by another: the policy in the Configuration that its daprd loads. */
import { StackCall } from './model';
import { NOT_DECIDED_HERE } from './rules';
import { IDaprPeer } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { TopologyApp } from '../export/topology/model';
import { APPS, isRemote, PEERS } from '../facts/apps';
import { trustDomainOf } from '../facts/configurations';
import { Objects } from '../facts/objects';
import { isGrpc } from '../facts/uses';
import { clusterOf } from '../kubernetes/cluster';
import { DaprPlatform } from '../platform/dapr-platform';
import { PUBLIC_TRUST_DOMAIN } from '../resources/configuration/access-spec';
import { isCallAllowed } from '../resources/configuration/call-decision';
import { isMap, Json } from '../util/json';

export function callAccess({ construct: app, dataPlane }: TopologyApp, appId: string, call: StackCall): boolean {
  if (isRemote(app)) {
    throw unknown(app, 'a remote Dapr');
  }
  const namespace = call.namespace ?? app.namespace;
  // Without mTLS, a caller has no certificate.
  const caller = DaprPlatform.of(app).mtls ? { appId, namespace, trustDomain: trustDomainIn(app, appId, namespace) } : undefined;
  return isCallAllowed(accessControl(app, dataPlane?.annotations['dapr.io/config']), caller, call, !isGrpc(app.appProtocol));
}

/** `spec.accessControl` of a Configuration; empty if there is none. */
function accessControl(app: IDaprPeer, configuration: string | undefined): Json {
  if (configuration === undefined) {
    return {};
  }
  const object = Objects.of(app).find('Configuration', 'dapr.io', app, app.namespace, configuration);
  if (!object) {
    throw unknown(app, `Configuration '${configuration}', which is not in the stack`);
  }
  const { spec } = object.toJson();
  return isMap(spec?.accessControl) ? spec.accessControl : {};
}

/** The trust domain of a caller, which may be outside the stack. */
function trustDomainIn(app: IDaprPeer, appId: string, namespace: string | undefined): string {
  const caller = [...APPS.of(app), ...PEERS.of(app)]
    .find(each => each.appId === appId && (each.namespace ?? app.namespace) === namespace && clusterOf(each) === clusterOf(app));
  return (caller && trustDomainOf(caller)) ?? PUBLIC_TRUST_DOMAIN;
}

const unknown = (app: IDaprPeer, what: string): Error =>
  Diagnostics.fatal({ at: app, rule: NOT_DECIDED_HERE, what: `calls of app '${app.appId}' are decided by ${what}` });
