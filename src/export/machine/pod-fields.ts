/** What becomes of the fields of a pod on a machine, where a program of systemd replaces the container. */
import { Json } from '../../util/json';
import { COMMON_POD_FIELDS, STARTUP_PROBE } from '../files/common-pod-fields';
import { carried, none, partly, PodFields, PodTarget, refused, unless, warned } from '../files/pod-fields';

const IMAGE = none('the machine runs program instead of an image');
const OWN_USER = none('systemd gives the program a user of its own, which is never root, and no other files than those of the machine and of that user');
const OPEN = none('a program on a machine has no namespace of its own for this');
const HOST = 'applies to the whole machine';
const POLICY = (policy: { readonly type?: string }): boolean => policy.type === 'Localhost';
const HANDLER = warned('systemd runs commands only');

const FIELDS: PodFields = {
  ...COMMON_POD_FIELDS,
  'dnsConfig': warned(`name resolution ${HOST}`),
  'hostAliases': warned('the names are not in /etc/hosts of the machine'),
  'hostIPC': OPEN,
  'hostNetwork': OPEN,
  'hostPID': OPEN,
  'hostUsers': OWN_USER,
  'hostname': warned('the program gets the host name of the machine'),
  'hostnameOverride': warned('the program gets the host name of the machine'),
  'imagePullSecrets': IMAGE,
  'os': refused('systemd runs on Linux', (os: { readonly name?: string }) => os.name === 'windows'),
  'resources': none('Kubernetes selects a node with requests'),
  'resources.limits': carried('MemoryMax and CPUQuota, where the container has no limits'),
  'restartPolicy': carried('Restart'),
  'securityContext': none('has its counterpart in the container'),
  'securityContext.appArmorProfile': warned('the program has no AppArmor profile', POLICY),
  'securityContext.fsGroup': OWN_USER,
  'securityContext.fsGroupChangePolicy': OWN_USER,
  'securityContext.runAsGroup': OWN_USER,
  'securityContext.runAsNonRoot': OWN_USER,
  'securityContext.runAsUser': warned('the program is never root', (user: unknown) => user === 0),
  'securityContext.seLinuxChangePolicy': OWN_USER,
  'securityContext.seLinuxOptions': warned('the program has the SELinux context of its file'),
  'securityContext.seccompProfile': warned('systemd has no seccomp profiles of files', POLICY),
  'securityContext.supplementalGroups': warned('groups of an image have other numbers on a machine'),
  'securityContext.supplementalGroupsPolicy': OWN_USER,
  'securityContext.sysctls': warned(`a sysctl ${HOST}`),
  'securityContext.windowsOptions': none('systemd runs on Linux'),
  'terminationGracePeriodSeconds': carried('TimeoutStopSec'),
  'volumes.emptyDir.sizeLimit': carried('size of TemporaryFileSystem'),
  'containers.args': carried('ExecStart, unless program has a command'),
  'containers.command': carried('ExecStart, unless program has a command'),
  'containers.image': IMAGE,
  'containers.imagePullPolicy': IMAGE,
  'containers.lifecycle.postStart.exec': carried('ExecStartPost'),
  'containers.lifecycle.postStart.httpGet': HANDLER,
  'containers.lifecycle.postStart.sleep': carried('ExecStartPost'),
  'containers.lifecycle.postStart.tcpSocket': HANDLER,
  'containers.lifecycle.preStop.exec': carried('ExecStop'),
  'containers.lifecycle.preStop.httpGet': HANDLER,
  'containers.lifecycle.preStop.sleep': carried('ExecStop'),
  'containers.lifecycle.preStop.tcpSocket': HANDLER,
  'containers.lifecycle.stopSignal': carried('KillSignal'),
  'containers.livenessProbe': warned('systemd does not probe a program, and restarts it only when it exits'),
  'containers.name': none('units have the name of the app'),
  'containers.ports.hostIP': OPEN,
  'containers.ports.hostPort': warned('the program listens on its own port only', (port: number, { container }) =>
    !container.ports.some((each: Json) => each.hostPort === port && each.containerPort === port)),
  'containers.readinessProbe': none('no Service depends on it: daprd calls the app from the start'),
  'containers.resources.limits': partly('MemoryMax and CPUQuota; a program may open GPUs of the machine', warned('a unit limits memory and CPU time only',
    (limits: object) => Object.keys(limits).some(name => !['cpu', 'memory'].includes(name) && !name.endsWith('/gpu')))),
  'containers.resources.requests': none('Kubernetes selects a node with requests'),
  'containers.securityContext': none('NoNewPrivileges, ProtectSystem and other settings of the unit are as strict'),
  'containers.securityContext.allowPrivilegeEscalation': warned('the unit has NoNewPrivileges'),
  'containers.securityContext.appArmorProfile': warned('the program has no AppArmor profile', POLICY),
  'containers.securityContext.capabilities.add': partly('AmbientCapabilities', warned('the program gets no privileges but single capabilities', (add: string[]) => add.includes('ALL'))),
  'containers.securityContext.capabilities.drop': carried('CapabilityBoundingSet, if it drops ALL; the user has none otherwise'),
  'containers.securityContext.privileged': warned('the program has an unprivileged user'),
  'containers.securityContext.procMount': warned('the unit has ProtectKernelTunables', unless('Default')),
  'containers.securityContext.runAsUser': warned('the program is never root', (user: unknown) => user === 0),
  'containers.securityContext.seLinuxOptions': warned('the program has the SELinux context of its file'),
  'containers.securityContext.seccompProfile': warned('systemd has no seccomp profiles of files', POLICY),
  'containers.startupProbe': STARTUP_PROBE,
  'containers.stdin': warned('the program has no standard input'),
  'containers.stdinOnce': none('belongs to stdin'),
  'containers.tty': warned('the program has no terminal'),
  'containers.volumeMounts.subPath': none('the whole directory is empty at the start'),
  'containers.volumeMounts.subPathExpr': none('the whole directory is empty at the start'),
  'containers.workingDir': none('program has a directory'),
};

export const MACHINE_POD: PodTarget = { name: 'a machine', fields: FIELDS };
