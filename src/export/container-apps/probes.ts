import { Json } from '../../util/json';
import { mustBe } from '../../util/values';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { NOT_EXPORTED } from '../files/pod-fields';
import { TopologyApp } from '../topology/model';

const TYPES: [field: string, type: string][] = [['livenessProbe', 'Liveness'], ['readinessProbe', 'Readiness'], ['startupProbe', 'Startup']];
/** The greatest number of each setting; the least is 1. */
const LIMITS: { [setting: string]: number } = {
  initialDelaySeconds: 60, periodSeconds: 240, timeoutSeconds: 240, failureThreshold: 10, successThreshold: 10, terminationGracePeriodSeconds: 3600,
};
const PERIOD = 10;

/** The HTTP and TCP probes of a container. */
export function probes(app: TopologyApp, findings: Findings): Json[] {
  return TYPES.map(([field, type]) => [field, type, app.container[field]] as const)
    .filter(([, , probe]) => probe?.httpGet || probe?.tcpSocket)
    .map(([field, type, { httpGet, tcpSocket, ...settings }]) => ({
      type,
      ...(httpGet ? { httpGet: { ...httpGet, port: portOf(httpGet.port, app) } }
        : { tcpSocket: { ...tcpSocket, port: portOf(tcpSocket.port, app) } }),
      ...within(field, sameTime(settings), app, findings),
    }));
}

/** Ports are numbers in Azure. */
const portOf = (port: unknown, { container }: TopologyApp): unknown =>
  typeof port === 'string' ? (container.ports ?? []).find(({ name }: Json) => name === port)?.containerPort ?? Number(port) : port;

/** More failures than Azure counts become a longer period, so that the probe fails after the same time. */
function sameTime({ periodSeconds = PERIOD, ...settings }: Json): Json {
  const { failureThreshold: failures = 0 } = settings;
  return typeof failures !== 'number' || failures <= LIMITS.failureThreshold ? { ...(periodSeconds === PERIOD ? {} : { periodSeconds }), ...settings }
    : { ...settings, periodSeconds: Math.ceil(periodSeconds * failures / LIMITS.failureThreshold), failureThreshold: LIMITS.failureThreshold };
}

function within(field: string, settings: Json, app: TopologyApp, findings: Findings): Json {
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => LIMITS[name] && !(name === 'initialDelaySeconds' && value === 0)).map(([name, value]) => {
    if (typeof value !== 'number') {
      findings.add(app.construct, UNSUPPORTED_BY_TARGET, mustBe(`${name} of ${field}`, 'a number', value), 'correct the pod template');
      return [name, 1];
    }
    const possible = Math.min(LIMITS[name], Math.max(1, value));
    if (possible !== value) {
      findings.warn(app.construct, NOT_EXPORTED, `${name} of ${field} is ${value}, and the export has ${possible}: Azure Container Apps takes 1 to ${LIMITS[name]}`);
    }
    return [name, possible];
  }));
}
