/** What can be said of a pod only once it is rendered. */

import { checkEnd, checkRestart, checkShutdown } from './end';
import { checkContainers, checkInjection, checkMounts } from './injection';
import { checkSelector, checkSize } from './names';
import { checkAppPort, checkDaprdPorts } from './ports';
import { PodCheck, RenderedPod } from './rendered-pod';
import { Problem } from '../../diagnostics/finding';

/** What holds wherever daprd lives, whoever wrote the pod. */
export const CHECKS_OF_ALL: readonly PodCheck[] = [checkSelector, checkAppPort, checkRestart, checkSize];
/** What holds of a pod into which the injector puts a daprd. */
export const CHECKS_OF_INJECTED: readonly PodCheck[] = [checkContainers, checkInjection, checkMounts, checkDaprdPorts, checkShutdown, checkEnd];

/** Runs checks over a pod. */
export function checkPod(pod: RenderedPod, checks: readonly PodCheck[], problems: Problem[] = []): Problem[] {
  checks.forEach(check => check(pod, problems));
  return problems;
}
