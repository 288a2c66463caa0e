import { Findings, UNSUPPORTED_BY_TARGET } from './findings';
import { isMap, Json } from '../../util/json';
import { mustBe } from '../../util/values';
import { TopologyApp } from '../topology/model';

/** Lists and maps of a pod that exporters read, by their path without indices. */
const LISTS = [
  'dnsConfig.nameservers', 'dnsConfig.options', 'dnsConfig.searches', 'hostAliases', 'hostAliases.hostnames', 'imagePullSecrets', 'initContainers',
  'securityContext.supplementalGroups', 'securityContext.sysctls', 'volumes', 'containers.args', 'containers.command', 'containers.env', 'containers.envFrom',
  'containers.lifecycle.postStart.exec.command', 'containers.lifecycle.preStop.exec.command', 'containers.livenessProbe.exec.command', 'containers.ports',
  'containers.securityContext.capabilities.add', 'containers.securityContext.capabilities.drop', 'containers.volumeMounts',
];
const LISTS_OF_MAPS = ['dnsConfig.options', 'hostAliases', 'securityContext.sysctls', 'volumes', 'containers.env', 'containers.ports', 'containers.volumeMounts'];
const MAPS = ['dnsConfig', 'resources', 'resources.limits', 'resources.requests', 'securityContext', 'containers.lifecycle', 'containers.lifecycle.postStart',
  'containers.lifecycle.preStop', 'containers.livenessProbe', 'containers.readinessProbe', 'containers.resources', 'containers.resources.limits',
  'containers.resources.requests', 'containers.securityContext', 'containers.securityContext.capabilities', 'containers.startupProbe'];

/** Reports parts of a pod that are no lists or maps where the API server expects them, and returns whether there are any. Exporters rely on it. */
export function checkPodShape({ construct: at, podSpec, container }: TopologyApp, findings: Findings): boolean {
  const pod = { ...podSpec, containers: [container] };
  let found = false;
  const report = (path: string, expected: string, value: unknown): void => {
    found = true;
    findings.add(at, UNSUPPORTED_BY_TARGET, mustBe(path, expected, value), 'correct the pod template, which the API server rejects');
  };
  for (const path of LISTS) {
    valuesAt(pod, path).filter(value => !Array.isArray(value)).forEach(value => report(path, 'a list', value));
  }
  for (const path of LISTS_OF_MAPS) {
    valuesAt(pod, path).filter(Array.isArray).flat().filter(item => !isMap(item)).forEach(item => report(path, 'a list of maps', item));
  }
  for (const path of MAPS) {
    valuesAt(pod, path).filter(value => !isMap(value)).forEach(value => report(path, 'a map', value));
  }
  return found;
}

/** The values at a path, in all items of lists on the way. */
const valuesAt = (pod: Json, path: string): unknown[] => path.split('.')
  .reduce<unknown[]>((values, field) => values.flat().filter(isMap).map(value => value[field]).filter(value => value !== undefined && value !== null),
    [pod]);
