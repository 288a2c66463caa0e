import { IConstruct } from 'constructs';
import { AppProtocol } from '../contract';
import { DaprPlatform } from '../control-plane/dapr-platform';
import { Diagnostics } from '../private/diagnostics';
import { guardInteger, guardSecretName, guardTexts } from '../private/guard';
import { PodTemplate } from '../private/pod-template';
import { describe, integer } from '../private/values';

interface AppFacts {
  readonly appPort?: number;
  readonly appProtocol?: AppProtocol;
  readonly appMaxConcurrency?: number;
  readonly appTokenSecret?: string;
  readonly containers?: string[];
}

/** Reports what is wrong with the facts about an app, before anything is rendered. */
export function checkAppFacts(at: IConstruct, facts: AppFacts, pod: PodTemplate, platform: DaprPlatform): void {
  const report = Diagnostics.of(at).report.bind(Diagnostics.of(at), at);
  const { appPort, appProtocol } = facts;
  const wrongPort = appPort === undefined ? undefined
    : typeof appPort === 'number' ? integer(1, 65535)(String(appPort)) : `${describe(appPort)} is no number`;
  if (wrongPort) {
    report('DAPR2003', `appPort: ${wrongPort}`);
  } else if (appPort === 3500 || appPort === 50001) {
    report('DAPR2001', `appPort is ${appPort}`);
  }
  if (appProtocol !== undefined && !Object.values(AppProtocol).includes(appProtocol)) {
    report('DAPR3001', `appProtocol ${describe(appProtocol)} is none of ${Object.values(AppProtocol).join(', ')}`);
  }
  guardInteger(at, 'appMaxConcurrency', facts.appMaxConcurrency, -1, 2 ** 31 - 1);
  if (facts.appMaxConcurrency === 0) {
    report('DAPR3001', 'appMaxConcurrency is 0, which Dapr takes for any number', 'give -1 for any number');
  }
  guardSecretName(at, 'appTokenSecret', facts.appTokenSecret);
  guardTexts(at, 'containers', facts.containers);
  if (!pod.fresh) {
    report('DAPR7001', `its workload belongs to '${pod.owner.node.path}' already`);
  }
  if (pod.namespace === platform.controlPlaneNamespace) {
    report('DAPR1011', `namespace '${pod.namespace}'`);
  }
}
