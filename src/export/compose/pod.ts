/** Settings of a service that come from the pod of its app. */
import { Json } from '../../util/json';
import { StandaloneApp } from '../standalone/apps';
import { limitsOf, securityOf, temporaryFolders } from '../standalone/pod';

const PULL_POLICY: { [policy: string]: string } = { Always: 'always', IfNotPresent: 'missing', Never: 'never' };
const RESTART: { [policy: string]: string } = { Always: 'unless-stopped', OnFailure: 'on-failure', Never: 'no' };
const GPU = 'nvidia.com/gpu';

/** The fields of a service; empty ones are omitted by the caller. */
export function podSettings({ topology }: StandaloneApp): Json {
  const { podSpec, container } = topology;
  const security = securityOf(topology);
  const { runAsUser, runAsGroup, readOnlyRootFilesystem, privileged, capabilities, fsGroup, supplementalGroups = [], sysctls = [] } = security;
  const { postStart, preStop, stopSignal } = container.lifecycle ?? {};
  const { nameservers = [], searches = [], options = [] } = podSpec.dnsConfig ?? {};
  const gpus = limitsOf(topology)[GPU];
  return {
    pull_policy: PULL_POLICY[container.imagePullPolicy],
    working_dir: container.workingDir,
    user: runAsUser === undefined ? undefined : [runAsUser, runAsGroup].filter(id => id !== undefined).join(':'),
    group_add: [...new Set([...fsGroup === undefined ? [] : [fsGroup], ...supplementalGroups].map(String))],
    hostname: podSpec.hostnameOverride ?? podSpec.hostname,
    extra_hosts: (podSpec.hostAliases ?? []).flatMap(({ ip, hostnames = [] }: Json) => hostnames.map((name: string) => `${name}:${ip}`)),
    dns: nameservers,
    dns_search: searches,
    dns_opt: options.map(({ name, value }: Json) => value === undefined ? name : `${name}:${value}`),
    pid: podSpec.hostPID ? 'host' : undefined,
    ipc: podSpec.hostIPC ? 'host' : undefined,
    tty: container.tty || undefined,
    stdin_open: container.stdin || undefined,
    tmpfs: temporaryFolders(topology).map(({ path, size }) => `${path}:exec${size === undefined ? '' : `,size=${size}`}`),
    healthcheck: healthCheck(container.livenessProbe),
    post_start: hook(postStart),
    pre_stop: hook(preStop),
    stop_signal: stopSignal,
    stop_grace_period: `${podSpec.terminationGracePeriodSeconds ?? 30}s`,
    deploy: gpus === undefined ? undefined
      : { resources: { reservations: { devices: [{ driver: 'nvidia', count: Number(gpus), capabilities: ['gpu'] }] } } },
    privileged: privileged || undefined,
    read_only: readOnlyRootFilesystem || undefined,
    cap_drop: capabilities?.drop,
    cap_add: capabilities?.add,
    security_opt: securityOptions(security),
    sysctls: Object.fromEntries(sysctls.map(({ name, value }: Json) => [name, String(value)])),
    restart: RESTART[podSpec.restartPolicy] ?? 'unless-stopped',
  };
}

function securityOptions({ allowPrivilegeEscalation, seccompProfile, appArmorProfile, seLinuxOptions = {} }: Json): string[] {
  const { type: appArmor, localhostProfile } = appArmorProfile ?? {};
  return [
    ...(allowPrivilegeEscalation === false ? ['no-new-privileges:true'] : []),
    ...(seccompProfile?.type === 'Unconfined' ? ['seccomp:unconfined'] : []),
    ...(appArmor === 'Unconfined' ? ['apparmor:unconfined'] : appArmor === 'Localhost' ? [`apparmor:${localhostProfile}`] : []),
    ...['user', 'role', 'type', 'level'].filter(part => seLinuxOptions[part] !== undefined).map(part => `label:${part}:${seLinuxOptions[part]}`),
  ];
}

const hook = ({ exec }: Json = {}): Json[] | undefined => exec?.command?.length ? [{ command: exec.command }] : undefined;

/** The health that the engine shows. */
function healthCheck({ exec, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3, initialDelaySeconds = 0 }: Json = {}): Json | undefined {
  return exec?.command?.length ? {
    test: ['CMD', ...exec.command], interval: `${periodSeconds}s`, timeout: `${timeoutSeconds}s`, retries: failureThreshold, start_period: `${initialDelaySeconds}s`,
  } : undefined;
}
