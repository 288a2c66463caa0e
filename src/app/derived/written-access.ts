/** Access control that users write, compared with the callers that are declared and with what the platform locks. */
import { ApiObject } from 'cdk8s';
import { callsByCaller, operationsOf } from './calls';
import { IDaprApp } from '../../contract';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { configurationsOf, isDerived, settingsOf, trustDomainOf } from '../../facts/configurations';
import { Edge } from '../../facts/edges';
import { isGrpc } from '../../facts/uses';
import { allDerivations } from '../../platform/derivations';
import { DerivedAccess } from '../../platform/derived-access';
import { lockOf } from '../../platform/locks';
import { LOCKED_SETTING } from '../../platform/scoped-settings';
import { PUBLIC_TRUST_DOMAIN } from '../../resources/configuration/access-spec';
import { Call, isCallAllowed } from '../../resources/configuration/call-decision';
import { accessByDefault, accessOf } from '../../resources/configuration/default-access';
import { resolved } from '../../synth/tokens';
import { Json } from '../../util/json';
import { describe } from '../../util/values';

const DENIED_CALLER = warning('DAPR3255', {
  title: 'declared caller that a hand-written access control denies',
  why: 'The access control of a Configuration stays as it is written, so daprd answers each call with 403',
  todo: 'add a policy for the caller, or leave accessControl out: policies are derived from the declared callers',
  source: 'dapr/dapr pkg/acl/acl.go',
});

/** The access control that a user wrote for an app, which replaces the derived one. */
function writtenAccess(app: IDaprApp): Json | undefined {
  const written = configurationsOf(app).find(configuration => !isDerived(configuration) && settingsOf(configuration)?.accessControl);
  return written && resolved(ApiObject.of(written), ['spec', 'accessControl'], settingsOf(written)!.accessControl);
}

/** DAPR1105 for access control that allows callers by default while the platform locks that they are denied. */
export function openedLocks(app: IDaprApp): Finding[] {
  const lock = lockOf(app, 'derivedAccess');
  const access = lock && allDerivations([lock.value as DerivedAccess]).defaultDeny ? writtenAccess(app) : undefined;
  return access && accessByDefault(access) === 'allow' ? [{
    at: app,
    rule: LOCKED_SETTING,
    what: `accessControl of a Configuration must deny by default, because '${lock!.at.node.path || 'App'}' locks derivedAccess.defaultDeny`,
  }] : [];
}

/** Declared callers that the access control of a Configuration, which replaces the derived one, denies. */
export function deniedCallers(app: IDaprApp): Finding[] {
  const access = writtenAccess(app);
  if (!access) {
    return [];
  }
  return [...callsByCaller(app).values()].flatMap(calls => {
    const denied = deniedTo(app, access, calls);
    const [{ app: { appId } }] = calls;
    return denied ? [{ at: app, rule: DENIED_CALLER, what: `app '${appId}' is a declared caller of app '${app.appId}', whose Configuration denies ${denied}` }] : [];
  });
}

/** What an access control denies of the declared calls of one caller: all of them, or some operations. */
function deniedTo(app: IDaprApp, access: Json, calls: readonly Edge[]): string | undefined {
  const [{ app: caller }] = calls;
  const identity = { appId: caller.appId, namespace: caller.namespace ?? app.namespace, trustDomain: trustDomainOf(caller) ?? PUBLIC_TRUST_DOMAIN };
  const isAllowed = (call: Call): boolean => isCallAllowed(access, identity, call, !isGrpc(app.appProtocol));
  if (!isAllowed({})) {
    return 'it';
  }
  const denied = operationsOf(calls).filter(({ action }) => accessOf(action) === 'allow').flatMap(({ name, httpVerb }): string[] => {
    const verbs = (httpVerb as string[] | undefined ?? []).filter(verb => verb !== '*');
    return (verbs.length ? verbs : [undefined]).filter(verb => !isAllowed({ operation: name, verb })).map(verb => verb ? `${verb} ${describe(name)}` : describe(name));
  });
  return denied.length ? denied.join(', ') : undefined;
}
