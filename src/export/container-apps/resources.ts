import { Json } from '../../util/json';
import { mustBe, quantity, quantityValue } from '../../util/values';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyApp } from '../topology/model';

const GIBI = 1024 ** 3;
/** The Consumption profile has pairs of CPU and memory: steps of a quarter core, each core with 2 GiB. */
const STEP = 0.25;
const GIBI_PER_CORE = 2;
const MAXIMUM = 4;

/**
 * CPU in cores and memory in GiB. The CPU is what the container requests. The memory is its limit, because the platform stops a
 * container that uses more.
 */
export function resources(app: TopologyApp, profile: string | undefined, findings: Findings): Json {
  const { podSpec: { resources: ofPod = {} }, container: { resources: own = {} } } = app;
  const [requests, limits] = [{ ...ofPod.requests, ...own.requests }, { ...ofPod.limits, ...own.limits }];
  const cores = valueOf(app, 'cpu', requests.cpu ?? limits.cpu ?? 0, findings);
  const gibi = valueOf(app, 'memory', limits.memory ?? requests.memory ?? 0, findings) / GIBI;
  if (profile !== undefined) {
    return { cpu: Math.max(STEP, ceil(cores, 0.01)), memory: `${Math.max(STEP * GIBI_PER_CORE, ceil(gibi, 0.01))}Gi` };
  }
  const cpu = Math.max(STEP, ceil(cores, STEP), ceil(gibi / GIBI_PER_CORE, STEP));
  if (cpu > MAXIMUM) {
    findings.add(app.construct, UNSUPPORTED_BY_TARGET, `the container needs ${cores} cores and ${ceil(gibi, 0.01)} GiB, and the Consumption profile has at most `
      + `${MAXIMUM} cores with ${MAXIMUM * GIBI_PER_CORE} GiB`, 'set workloadProfiles for the app');
  }
  return { cpu, memory: `${cpu * GIBI_PER_CORE}Gi` };
}

/** Without the error of binary fractions. */
const ceil = (value: number, step: number): number => Number((Math.ceil(Number((value / step).toFixed(6))) * step).toFixed(2));

function valueOf(app: TopologyApp, name: string, given: unknown, findings: Findings): number {
  const expected = quantity(String(given));
  if (expected) {
    findings.add(app.construct, UNSUPPORTED_BY_TARGET, mustBe(`${name} of the container`, expected, given), 'set a quantity');
  }
  return expected ? 0 : quantityValue(String(given));
}
