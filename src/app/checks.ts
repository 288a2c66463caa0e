import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { DaprAppProps } from './props';
import { ActorHosting, WorkflowRole } from './uses-props';
import { AppHealthCheck, AppProtocol, DaprdLocation, DaprdPlacement, DaprEnvVar, DaprProgram, DaprUseKind, DataPlaneConfig, IDataPlane, IDaprApp, UnsupportedUse } from '../contract';
import { guardNamespace } from '../dapr/namespaces';
import { INVALID_PORT } from '../daprd/option-types';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { isOfSameApp } from '../diagnostics/same-app';
import { DaprPlatform } from '../platform/dapr-platform';
import { reportLocked } from '../platform/locks';
import { BUILT_IN_DATA_PLANE } from '../platform/scoped-settings';
import { aBoolean, anyString, aDuration, aList, aName, aNumber, aPort, aString, aToleration, labels, lazily, listOf, mapOf, enumOf, struct, unchecked, withMethod, isPlainObject, inOrder } from '../props/checks';
import { guard, guardInteger, guardMethod, guardSecretName } from '../props/guard';
import { INVALID_VALUE, WRONG_TYPE } from '../props/rules';
import { absent, asProblem, Check, mismatches, Schema } from '../props/schema';
import { anApi } from '../resources/configuration/schemas';
import { hasBrand } from '../util/brand';
import { anyOf, describe, ENV_NAME, milliseconds, mustBe } from '../util/values';
import { PodTemplate } from '../workload/pod-template';

const TWO_DATA_PLANES = error('DAPR7001', {
  title: 'workload with two data planes',
  why: 'SDKs connect to one daprd; the other idles and competes for messages',
  todo: 'create one DaprApp per workload; while it moves between data planes, use DataPlane.switching',
  source: 'cdk8s-dapr',
});

const HEALTH_CHECK: Schema<AppHealthCheck> = { path: aString, interval: aDuration, timeout: aDuration, threshold: aNumber };

const PROGRAM: Schema<DaprProgram> = { directory: aString, command: listOf(aString) };

const ENV: Schema<DaprEnvVar> = { name: aString, value: anyString, secretName: anyString, secretKey: anyString };
/** A variable has either a value or a key of a Secret. */
const envSource: Check = ({ name, value, secretName }: DaprEnvVar) => {
  if (!ENV_NAME.test(name)) {
    return [{ path: '.name', rule: WRONG_TYPE, text: `must be the name of an environment variable; got ${describe(name)}` }];
  }
  return absent(value) === absent(secretName) ? [{ path: '', rule: WRONG_TYPE, text: 'must have either value or secretName' }] : undefined;
};
const PLACEMENT: Schema<DaprdPlacement> = { nodeSelector: labels, tolerations: listOf(aToleration), strict: aBoolean };
const USE: Schema<UnsupportedUse> = { kind: enumOf(DaprUseKind), reason: aString };

/** Schema of what `bind` returns, since users can implement `IDataPlane`. */
export const DATA_PLANE_CONFIG: Schema<DataPlaneConfig> = {
  location: enumOf(DaprdLocation),
  sidecar: aBoolean,
  dataPlane: withMethod('bind', 'a data plane'),
  appEndpoint: aString,
  podAnnotations: mapOf(anyString),
  podLabels: labels,
  env: listOf(inOrder(struct(ENV, 'name'), envSource)),
  configuration: value => value?.kind === 'Configuration' && typeof value.resourceName === 'string' ? undefined : 'a Configuration',
  daprd: value => Construct.isConstruct(value) ? undefined : 'a construct',
  secretsServiceAccount: aName,
  placement: struct(PLACEMENT, 'nodeSelector', 'tolerations', 'strict'),
  unsupportedUses: listOf(struct(USE, 'kind', 'reason')),
};

const anAbsence: Check = value => {
  const time = milliseconds(value);
  return time !== undefined && time >= 1000 && time <= Duration.days(365).toMilliseconds() ? undefined : 'a Duration of 1 second to 365 days';
};

/** Schema of the props. Separate rules check the `unchecked` ones. */
export const DAPR_APP: Schema<DaprAppProps> = {
  workload: unchecked,
  podTemplatePath: aString,
  appId: unchecked,
  appPort: unchecked,
  appProtocol: unchecked,
  appHealthCheck: struct(HEALTH_CHECK),
  maxAppAbsence: anAbsence,
  appMaxConcurrency: unchecked,
  appTokenSecret: unchecked,
  uses: aList,
  subscribes: aList,
  subscribesInCode: aList,
  publishes: aList,
  invokes: aList,
  invokedBy: aList,
  readsSecrets: listOf(aName),
  readsAllSecrets: aBoolean,
  usesApis: lazily(() => listOf(anApi)),
  hostsActors: enumOf(ActorHosting),
  workflows: listOf(enumOf(WorkflowRole)),
  handlesJobs: aList,
  inputBindings: aList,
  appChannel: withMethod('_address', 'an AppChannel'),
  containers: listOf(aString),
  program: struct(PROGRAM),
  adopt: aBoolean,
  podAnnotations: unchecked,
  dataPlane: unchecked,
};

interface AppFacts {
  readonly appPort?: number;
  readonly appProtocol?: AppProtocol;
  readonly appMaxConcurrency?: number;
  readonly appTokenSecret?: string;
}

/** The protocol, or HTTP if it is missing or unknown; `checkAppFacts` reports an unknown one. */
export const knownProtocol = (protocol: AppProtocol | undefined): AppProtocol =>
  protocol !== undefined && Object.values(AppProtocol).includes(protocol) ? protocol : AppProtocol.HTTP;

/** Reports invalid facts about an app before anything is rendered. */
export function checkAppFacts(at: IConstruct, facts: AppFacts, pod: PodTemplate, platform: DaprPlatform): void {
  const { appPort, appProtocol } = facts;
  const wrong = appPort === undefined ? [] : mismatches('appPort', aPort, appPort);
  if (wrong.length) {
    report(at, INVALID_PORT, asProblem(wrong[0]).what);
  }
  if (appProtocol !== undefined && knownProtocol(appProtocol) !== appProtocol) {
    report(at, INVALID_VALUE, mustBe('appProtocol', anyOf(Object.values(AppProtocol)), appProtocol));
  }
  guardInteger(at, 'appMaxConcurrency', facts.appMaxConcurrency, -1, 2 ** 31 - 1);
  if (facts.appMaxConcurrency === 0) {
    report(at, INVALID_VALUE, 'appMaxConcurrency is 0, which Dapr treats as no limit', 'set -1 for no limit');
  }
  guardSecretName(at, 'appTokenSecret', facts.appTokenSecret);
  if (!pod.fresh) {
    report(at, TWO_DATA_PLANES, `workload already belongs to '${pod.owner.node.path}'`);
  }
  guardNamespace(at, pod.namespace, platform.controlPlaneNamespace);
}

/** In place of a value that is not usable as a data plane: it changes nothing. */
const NO_DATA_PLANE: IDataPlane = { bind: () => ({ location: DaprdLocation.POD }) };

/** The data plane of an app; reports any other value, a data plane of another App, and one other than the locked one. */
export function usableDataPlane(app: Construct, dataPlane: IDataPlane): IDataPlane {
  if (!guardMethod(app, 'dataPlane', dataPlane, 'bind', 'a data plane')
    || (Construct.isConstruct(dataPlane) && !isOfSameApp(app, dataPlane, 'data plane', 'define it in this App'))) {
    return NO_DATA_PLANE;
  }
  reportLocked(app, 'dataPlane', dataPlane);
  return dataPlane;
}

/** Returns what the data plane's `bind` returned; reports anything but a struct, such as the promise of an async method. */
export function boundBy(app: Construct & IDaprApp, dataPlane: IDataPlane): DataPlaneConfig {
  const config = dataPlane.bind(app, app);
  return guard(app, 'the result of dataPlane.bind', value => isPlainObject(value) ? undefined : 'a DataPlaneConfig', config, 'return a DataPlaneConfig')
    ? config : NO_DATA_PLANE.bind(app, app);
}

/** A data plane of this library reports a token that differs from the locked one by itself. */
export function checkLockedToken(app: Construct & IDaprApp, dataPlane: IDataPlane, { location, env = [] }: DataPlaneConfig): void {
  if (location === DaprdLocation.CLUSTER && !hasBrand(dataPlane, BUILT_IN_DATA_PLANE)) {
    reportLocked(app, 'apiTokenSecret', env.find(({ name }) => name === 'DAPR_API_TOKEN')?.secretName, 'env DAPR_API_TOKEN of the data plane');
  }
}
