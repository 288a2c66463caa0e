/** Checks that need the rendered pod. */

import { checkEnd, checkPreStop, checkRestart, checkShutdown } from './end';
import { checkContainers, checkInjection, checkMounts } from './injection';
import { checkSelector, checkSize } from './names';
import { checkAppPort, checkContainerPorts, checkDaprdPorts } from './ports';
import { PodCheck, RenderedPod } from './rendered-pod';
import { checkVolumes } from './volumes';
import { Problem } from '../../diagnostics/finding';

/** Checks of every pod, at any location of daprd. */
export const CHECKS_OF_ALL: readonly PodCheck[] = [checkSelector, checkAppPort, checkRestart, checkSize];
/** Checks of a pod into which the injector adds daprd. */
export const CHECKS_OF_INJECTED: readonly PodCheck[] = [
  checkContainers, checkInjection, checkMounts, checkVolumes, checkDaprdPorts, checkContainerPorts, checkShutdown, checkPreStop, checkEnd,
];

/** Runs the checks on a pod. */
export function checkPod(pod: RenderedPod, checks: readonly PodCheck[], problems: Problem[] = []): Problem[] {
  checks.forEach(check => check(pod, problems));
  return problems;
}
