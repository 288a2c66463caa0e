/** What becomes of the fields of a pod in a Compose project. */
import { COMMON_POD_FIELDS, STARTUP_PROBE } from '../files/common-pod-fields';
import { carried, none, partly, PodFields, PodTarget, refused, unless, warned } from '../files/pod-fields';

const HANDLER = warned('a hook of Compose is a command');
const PROFILE = partly('security_opt', warned('the profile is a file of the node', (profile: { readonly type?: string }) => profile.type === 'Localhost'));
const GROUP = partly('user', warned('the engine sets a group only together with a user', (_group, { podSpec, container }) =>
  (container.securityContext?.runAsUser ?? podSpec.securityContext?.runAsUser) === undefined));
const WINDOWS = none('the containers are Linux containers');
const REQUESTS = none('Kubernetes selects a node with requests');
/** Resources that limits of a service express. */
const LIMITS = ['cpu', 'memory', 'nvidia.com/gpu'];

const FIELDS: PodFields = {
  ...COMMON_POD_FIELDS,
  'dnsConfig': carried('dns, dns_search and dns_opt'),
  'hostAliases': carried('extra_hosts'),
  'hostIPC': carried('ipc'),
  'hostNetwork': warned('the container stays in the network of the project, where daprd finds it; publishedPorts publishes its port'),
  'hostPID': carried('pid'),
  'hostUsers': warned('a user namespace is a setting of the container engine', unless(true)),
  'hostname': carried('hostname'),
  'hostnameOverride': carried('hostname'),
  'imagePullSecrets': warned('the container engine signs in to the registry, for example with docker login'),
  'os': refused('the project has Linux containers', (os: { readonly name?: string }) => os.name === 'windows'),
  'resources': REQUESTS,
  'resources.limits': carried('mem_limit and cpus, where the container has no limits'),
  'restartPolicy': carried('restart'),
  'securityContext.appArmorProfile': carried('security_opt'),
  'securityContext.fsGroup': carried('group_add'),
  'securityContext.fsGroupChangePolicy': none('everyone can write to a tmpfs'),
  'securityContext.runAsGroup': GROUP,
  'securityContext.runAsNonRoot': none('a check of the image, which is the same here'),
  'securityContext.runAsUser': carried('user'),
  'securityContext.seLinuxChangePolicy': none('the engine labels what it mounts'),
  'securityContext.seLinuxOptions': carried('security_opt'),
  'securityContext.seccompProfile': PROFILE,
  'securityContext.supplementalGroups': carried('group_add'),
  'securityContext.supplementalGroupsPolicy': warned('the engine adds the groups of the image', unless('Merge')),
  'securityContext.sysctls': carried('sysctls'),
  'securityContext.windowsOptions': WINDOWS,
  'terminationGracePeriodSeconds': carried('stop_grace_period'),
  'volumes.emptyDir.sizeLimit': carried('size of the tmpfs'),
  'containers.args': carried('command'),
  'containers.command': carried('entrypoint'),
  'containers.image': carried('image'),
  'containers.imagePullPolicy': carried('pull_policy'),
  'containers.lifecycle.postStart.exec': carried('post_start'),
  'containers.lifecycle.postStart.httpGet': HANDLER,
  'containers.lifecycle.postStart.sleep': none('only delays that the pod is ready'),
  'containers.lifecycle.postStart.tcpSocket': HANDLER,
  'containers.lifecycle.preStop.exec': carried('pre_stop'),
  'containers.lifecycle.preStop.httpGet': HANDLER,
  'containers.lifecycle.preStop.sleep': warned('the container gets its stop signal at once'),
  'containers.lifecycle.preStop.tcpSocket': HANDLER,
  'containers.lifecycle.stopSignal': carried('stop_signal'),
  'containers.livenessProbe': partly('healthcheck, for exec', warned('the container engine shows the health that a command finds, and does not restart an unhealthy container')),
  'containers.name': none('the service has the name of the app'),
  'containers.ports.hostIP': none('belongs to hostPort'),
  'containers.ports.hostPort': warned('publishedPorts publishes ports of the project'),
  'containers.readinessProbe': none('no Service depends on it: daprd calls the app from the start'),
  'containers.resources.limits': partly('mem_limit, cpus and a reservation of GPUs', warned('the engine limits memory and CPUs, and reserves NVIDIA GPUs',
    (limits: object) => Object.keys(limits).some(name => !LIMITS.includes(name)))),
  'containers.resources.requests': REQUESTS,
  'containers.securityContext.allowPrivilegeEscalation': carried('security_opt'),
  'containers.securityContext.appArmorProfile': carried('security_opt'),
  'containers.securityContext.capabilities.add': carried('cap_add'),
  'containers.securityContext.capabilities.drop': carried('cap_drop'),
  'containers.securityContext.privileged': carried('privileged'),
  'containers.securityContext.procMount': warned('the engine masks /proc', unless('Default')),
  'containers.securityContext.readOnlyRootFilesystem': carried('read_only'),
  'containers.securityContext.runAsGroup': GROUP,
  'containers.securityContext.runAsNonRoot': none('a check of the image, which is the same here'),
  'containers.securityContext.runAsUser': carried('user'),
  'containers.securityContext.seLinuxOptions': carried('security_opt'),
  'containers.securityContext.seccompProfile': PROFILE,
  'containers.securityContext.windowsOptions': WINDOWS,
  'containers.startupProbe': STARTUP_PROBE,
  'containers.stdin': carried('stdin_open'),
  'containers.stdinOnce': none('belongs to stdin'),
  'containers.tty': carried('tty'),
  'containers.volumeMounts.subPath': none('the whole directory is empty at the start'),
  'containers.volumeMounts.subPathExpr': none('the whole directory is empty at the start'),
  'containers.workingDir': carried('working_dir'),
};

export const COMPOSE_POD: PodTarget = { name: 'Compose', fields: FIELDS };
