import { IConstruct } from 'constructs';
import { DaprAppProps, DaprProgram } from './props';
import { ActorHosting, WorkflowRole } from './uses-props';
import { AppHealthCheck, AppProtocol } from '../contract';
import { DEFAULT_PORTS } from '../dapr/ports';
import { Diagnostics } from '../diagnostics/diagnostics';
import { DaprPlatform } from '../platform/dapr-platform';
import { guardInteger, guardNamespace, guardSecretName } from '../props/guard';
import { aDuration, aList, aName, aNumber, aText, elsewhere, having, listOf, loaded, oneOf, Shape, struct } from '../props/shape';
import { DaprApi } from '../resources/configuration/access';
import { describe, port } from '../util/values';
import { PodTemplate } from '../workload/pod-template';

const HEALTH_CHECK: Shape<AppHealthCheck> = { path: aText, interval: aDuration, timeout: aDuration, threshold: aNumber };

const PROGRAM: Shape<DaprProgram> = { directory: aText, command: listOf(aText) };

/** Types of the props; what is checked elsewhere has a code of its own. */
export const DAPR_APP: Shape<DaprAppProps> = {
  workload: elsewhere,
  appId: elsewhere,
  appPort: elsewhere,
  appProtocol: elsewhere,
  appHealthCheck: struct(HEALTH_CHECK),
  appMaxConcurrency: elsewhere,
  appTokenSecret: elsewhere,
  uses: aList,
  subscribes: aList,
  subscribesInCode: aList,
  publishes: aList,
  invokes: aList,
  invokedBy: aList,
  readsSecrets: listOf(aName),
  usesApis: loaded(() => listOf(oneOf(DaprApi))),
  hostsActors: oneOf(ActorHosting),
  workflows: listOf(oneOf(WorkflowRole)),
  handlesJobs: aList,
  inputBindings: aList,
  appChannel: having('_address', 'AppChannel'),
  containers: listOf(aText),
  program: struct(PROGRAM),
  podAnnotations: elsewhere,
  dataPlane: elsewhere,
};

interface AppFacts {
  readonly appPort?: number;
  readonly appProtocol?: AppProtocol;
  readonly appMaxConcurrency?: number;
  readonly appTokenSecret?: string;
}

/** The protocol that was given; that of most apps where there is none of that name, which is reported. */
export const knownProtocol = (protocol: AppProtocol | undefined): AppProtocol =>
  protocol !== undefined && Object.values(AppProtocol).includes(protocol) ? protocol : AppProtocol.HTTP;

/** Reports what is wrong with the facts about an app, before anything is rendered. */
export function checkAppFacts(at: IConstruct, facts: AppFacts, pod: PodTemplate, platform: DaprPlatform): void {
  const diagnostics = Diagnostics.of(at);
  const { appPort, appProtocol } = facts;
  const wrongPort = appPort === undefined ? undefined
    : typeof appPort === 'number' ? port(String(appPort)) : `${describe(appPort)} is no number`;
  if (wrongPort) {
    diagnostics.report(at, 'DAPR2003', `appPort: ${wrongPort}`);
  } else if (appPort === DEFAULT_PORTS.http || appPort === DEFAULT_PORTS.grpc) {
    diagnostics.report(at, 'DAPR2001', `appPort is ${appPort}`);
  }
  if (appProtocol !== undefined && knownProtocol(appProtocol) !== appProtocol) {
    diagnostics.report(at, 'DAPR3001', `appProtocol ${describe(appProtocol)} is none of ${Object.values(AppProtocol).join(', ')}`);
  }
  guardInteger(at, 'appMaxConcurrency', facts.appMaxConcurrency, -1, 2 ** 31 - 1);
  if (facts.appMaxConcurrency === 0) {
    diagnostics.report(at, 'DAPR3001', 'appMaxConcurrency is 0, which Dapr takes for any number', 'give -1 for any number');
  }
  guardSecretName(at, 'appTokenSecret', facts.appTokenSecret);
  if (!pod.fresh) {
    diagnostics.report(at, 'DAPR7001', `its workload belongs to '${pod.owner.node.path}' already`);
  }
  guardNamespace(at, pod.namespace, platform.controlPlaneNamespace);
}
