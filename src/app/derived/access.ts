/** The part of an app's Configuration that follows from its declared uses: access control, secret scopes and API allow list. */
import { Construct } from 'constructs';
import { derivedApis } from './apis';
import { callsByCaller, operationsOf } from './calls';
import { deniedCallers, openedLocks } from './written-access';
import { DerivedPart } from '../../configuration-merge/merge';
import { DaprUseKind, IDaprApp } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { report } from '../../diagnostics/report';
import { warning } from '../../diagnostics/rule';
import { isRemote } from '../../facts/apps';
import { isConfiguration, trustDomainOf } from '../../facts/configurations';
import { Edge, EdgeKind, Edges } from '../../facts/edges';
import { readsAllSecrets, secretsRead } from '../../facts/uses';
import { BUILTIN_STORE } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { typeOf } from '../../resources/component/components';
import { AccessAction, DaprApi } from '../../resources/configuration/access';
import { INVALID_ACCESS_CONTROL } from '../../resources/configuration/access-checks';
import { apiRules, PUBLIC_TRUST_DOMAIN } from '../../resources/configuration/access-spec';
import { repeated } from '../../util/grouped';
import { Json } from '../../util/json';
import { describe } from '../../util/values';

const CALLER_WITHOUT_NAMESPACE = warning('DAPR3252', {
  title: 'caller without a known namespace',
  why: 'An access control policy cannot identify a caller without its namespace: none is derived, and every app may call this one',
  todo: 'set the namespace of the chart or of DaprApp.fromAppId',
  source: 'dapr/dapr pkg/acl',
});

const NOT_DENIED = warning('DAPR3256', {
  title: 'defaultDeny without access control',
  why: 'Without mTLS, callers have no identity, and without accessControl no policy is derived: every app may call this one',
  todo: 'enable mtls and derivedAccess.accessControl, or remove derivedAccess.defaultDeny',
  source: 'dapr/dapr pkg/acl/acl.go',
});

/**
 * Derives that part as soon as the app declares a use that needs it. Call it once the location of the app's daprd is known.
 *
 * @param listsCallers whether the app lists its callers, if only in an empty list: all others are denied
 */
export function deriveAccess(app: Construct & IDaprApp, listsCallers = false): void {
  // A remote Dapr does not read Configurations of this App.
  if (isRemote(app)) {
    return;
  }
  const { derivedAccess, mtls } = DaprPlatform.of(app);
  const edges = Edges.of(app);
  // daprd refuses calls of an app without a port.
  const deniesByDefault = derivedAccess.defaultDeny === true && app.appPort !== undefined;
  const isClosed = listsCallers || deniesByDefault;
  let part: DerivedPart | undefined;
  const ensure = (): void => {
    if (!part) {
      part = new DerivedPart(app, 'DerivedAccess', () => derivedSpec(app, isClosed));
      edges.add({ app, kind: EdgeKind.LOAD, resource: part });
    }
  };
  if (derivedAccess.accessControl && mtls) {
    if (isClosed) {
      ensure();
    }
    let isCalled = false;
    edges.onCall(app, () => {
      if (!isCalled) {
        isCalled = true;
        Diagnostics.of(app).check(() => [...callersWithoutNamespace(app), ...differentOperations(app), ...deniedCallers(app)]);
      }
      ensure();
    });
  }
  if (deniesByDefault) {
    Diagnostics.of(app).check(() => openedLocks(app));
    if (!derivedAccess.accessControl || !mtls) {
      report(app, NOT_DENIED, `callers are not denied by default, because ${mtls ? 'derivedAccess.accessControl' : 'mtls'} is false`);
    }
  }
  if (derivedAccess.apiAllowList) {
    ensure();
  }
  if (derivedAccess.secretScopes) {
    edges.onUse(app, edge => {
      if (edge.kind === DaprUseKind.READ_SECRET || isForStore(edge)) {
        ensure();
      }
    });
  }
}

function derivedSpec(app: IDaprApp, isClosed: boolean): Json {
  const { derivedAccess, mtls, daprVersion } = DaprPlatform.of(app);
  const isControlled = derivedAccess.accessControl && mtls;
  const policies = isControlled ? accessPolicies(app) : [];
  const isDenied = isControlled && (policies.length > 0 || (isClosed && !callersWithoutNamespace(app).length));
  const scopes = derivedAccess.secretScopes ? secretScopes(app) : [];
  const allowed = derivedAccess.apiAllowList ? derivedApis(app).map(name => ({ api: DaprApi.of(name) })) : [];
  return {
    ...(isDenied ? { accessControl: { defaultAction: AccessAction.DENY, ...(policies.length ? { policies } : {}) } } : {}),
    ...(allowed.length ? { api: { allowed: apiRules(allowed, daprVersion) } } : {}),
    ...(scopes.length ? { secrets: { scopes } } : {}),
  };
}

/** One policy per caller; none if the namespace of any caller is unknown. */
function accessPolicies(app: IDaprApp): Json[] {
  return callersWithoutNamespace(app).length ? []
    : [...callsByCaller(app)].sort(([a], [b]) => a < b ? -1 : 1).map(([, calls]) => accessPolicy(app, calls));
}

function accessPolicy(app: IDaprApp, calls: readonly Edge[]): Json {
  const { app: caller } = calls[0];
  const operations = operationsOf(calls);
  const namespace = caller.namespace ?? app.namespace;
  return {
    appId: caller.appId,
    defaultAction: operations.length ? AccessAction.DENY : AccessAction.ALLOW,
    trustDomain: trustDomainOf(caller) ?? PUBLIC_TRUST_DOMAIN,
    ...(namespace === undefined ? {} : { namespace }),
    ...(operations.length ? { operations } : {}),
  };
}

/** Operations that are declared twice for a caller, with different verbs or actions. */
function differentOperations(app: IDaprApp): Finding[] {
  return [...callsByCaller(app).values()].flatMap(calls => repeated(operationsOf(calls), ({ name }) => name)
    .map(([{ name }]) => ({
      at: app,
      rule: INVALID_ACCESS_CONTROL,
      what: `operation ${describe(name)} is declared twice for caller '${calls[0].app.appId}', with different verbs or actions`,
      todo: 'list all its verbs in one operation',
    })));
}

/** Callers without a known namespace. */
function callersWithoutNamespace(app: IDaprApp): Finding[] {
  return Edges.of(app).callsOf(app).filter(({ app: caller }) => (caller.namespace ?? app.namespace) === undefined)
    .map(({ app: caller }) => ({ at: app, rule: CALLER_WITHOUT_NAMESPACE, what: `app '${caller.appId}' calls app '${app.appId}', and neither has a known namespace` }));
}

/** A secret store from which another resource of the app reads its secrets, as opposed to the broker of an outbox. */
const isForStore = ({ resource, through }: Edge): boolean => through !== undefined && !isConfiguration(through) && !/^pubsub\./i.test(typeOf(resource!) ?? '');

/** Allows the Secrets that the app reads from Kubernetes, and denies stores that only its components use. */
function secretScopes(app: IDaprApp): Json[] {
  const edges = Edges.of(app);
  const stores = new Set(edges.from(app).filter(isForStore).map(({ resource }) => resource!.resourceName));
  const [secrets, all] = [secretsRead([app]), readsAllSecrets([app])];
  return [
    ...(secrets.length && !all ? [{ storeName: BUILTIN_STORE, defaultAccess: AccessAction.DENY, allowedSecrets: secrets }] : []),
    ...[...stores].filter(name => !edges.isUsed(app, name) && !((secrets.length || all) && name === BUILTIN_STORE))
      .map(storeName => ({ storeName, defaultAccess: AccessAction.DENY })),
  ];
}
