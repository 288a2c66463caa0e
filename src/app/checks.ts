import { IConstruct } from 'constructs';
import { DaprAppProps } from './props';
import { ActorHosting, WorkflowRole } from './uses-props';
import { AppHealthCheck, AppProtocol, DaprProgram } from '../contract';
import { guardNamespace } from '../dapr/namespaces';
import { DEFAULT_PORTS } from '../dapr/ports';
import { INVALID_PORT } from '../daprd/options';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { DaprPlatform } from '../platform/dapr-platform';
import { guardInteger, guardSecretName } from '../props/guard';
import { INVALID_VALUE } from '../props/rules';
import { aDuration, aList, aName, aNumber, aText, elsewhere, having, listOf, loaded, oneOf, Shape, struct } from '../props/shape';
import { APP_PORT_OF_DAPR_API } from './pod/checks';
import { DaprApi } from '../resources/configuration/access';
import { describe, port } from '../util/values';
import { PodTemplate } from '../workload/pod-template';

const TWO_DATA_PLANES = error('DAPR7001', {
  title: 'workload with two data planes',
  why: 'SDKs follow one of them; the other idles and competes for messages',
  todo: 'one DaprApp for each workload',
  source: 'cdk8s-dapr',
});

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
  const { appPort, appProtocol } = facts;
  const wrongPort = appPort === undefined ? undefined
    : typeof appPort === 'number' ? port(String(appPort)) : `${describe(appPort)} is no number`;
  if (wrongPort) {
    report(at, INVALID_PORT, `appPort: ${wrongPort}`);
  } else if (appPort === DEFAULT_PORTS.http || appPort === DEFAULT_PORTS.grpc) {
    report(at, APP_PORT_OF_DAPR_API, `appPort is ${appPort}`);
  }
  if (appProtocol !== undefined && knownProtocol(appProtocol) !== appProtocol) {
    report(at, INVALID_VALUE, `appProtocol ${describe(appProtocol)} is none of ${Object.values(AppProtocol).join(', ')}`);
  }
  guardInteger(at, 'appMaxConcurrency', facts.appMaxConcurrency, -1, 2 ** 31 - 1);
  if (facts.appMaxConcurrency === 0) {
    report(at, INVALID_VALUE, 'appMaxConcurrency is 0, which Dapr takes for any number', 'give -1 for any number');
  }
  guardSecretName(at, 'appTokenSecret', facts.appTokenSecret);
  if (!pod.fresh) {
    report(at, TWO_DATA_PLANES, `its workload belongs to '${pod.owner.node.path}' already`);
  }
  guardNamespace(at, pod.namespace, platform.controlPlaneNamespace);
}
