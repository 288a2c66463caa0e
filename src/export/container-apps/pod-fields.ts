/** What becomes of the fields of a pod in Azure Container Apps. */
import { COMMON_POD_FIELDS, hasIdentity } from '../files/common-pod-fields';
import { carried, none, partly, PodFields, PodTarget, refused, unless, warned } from '../files/pod-fields';

const NO_HOST = warned('a container app has no access to its host and no settings for name resolution');
const IMAGE_USER = warned('a container app has no security context: it runs with the user, the groups and the writable file system of its image');
const ISOLATED = none('a check of the image, or a restriction that the platform sets for all containers');
const PROBE = warned('a container app has probes by HTTP and TCP only');
const PROBES: PodFields = Object.fromEntries(['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(name => [
  [`containers.${name}`, carried('probes')], [`containers.${name}.exec`, PROBE], [`containers.${name}.grpc`, PROBE],
]));
const PRIVILEGES = warned('a container app gets no additional privileges');
const CONSOLE = warned('a container app has no standard input and no terminal');
const LIFECYCLE = warned('a container app has no hooks, and stops with SIGTERM');
const IDENTITY = warned('the identity of the ServiceAccount ends at the cluster', hasIdentity, 'set identities for the app if it signs in to Azure');
/** Resources of a container app besides GPUs, which a workload profile provides. */
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

const FIELDS: PodFields = {
  ...COMMON_POD_FIELDS,
  ...PROBES,
  'dnsConfig': NO_HOST,
  'hostAliases': NO_HOST,
  'hostIPC': NO_HOST,
  'hostNetwork': NO_HOST,
  'hostPID': NO_HOST,
  'hostUsers': ISOLATED,
  'hostname': NO_HOST,
  'hostnameOverride': NO_HOST,
  'imagePullSecrets': warned('the export has no credentials for the registry of the image', undefined, 'set registries for the registry of the image'),
  'os': refused('Azure Container Apps runs Linux containers', (os: { readonly name?: string }) => os.name === 'windows'),
  'resources': carried('resources, where the container has none'),
  'restartPolicy': warned('a container app restarts its containers always', unless('Always')),
  'securityContext.appArmorProfile': ISOLATED,
  'securityContext.fsGroup': IMAGE_USER,
  'securityContext.fsGroupChangePolicy': ISOLATED,
  'securityContext.runAsGroup': IMAGE_USER,
  'securityContext.runAsNonRoot': ISOLATED,
  'securityContext.runAsUser': IMAGE_USER,
  'securityContext.seLinuxChangePolicy': ISOLATED,
  'securityContext.seLinuxOptions': ISOLATED,
  'securityContext.seccompProfile': ISOLATED,
  'securityContext.supplementalGroups': IMAGE_USER,
  'securityContext.supplementalGroupsPolicy': ISOLATED,
  'securityContext.sysctls': PRIVILEGES,
  'securityContext.windowsOptions': none('Azure Container Apps runs Linux containers'),
  'serviceAccount': IDENTITY,
  'serviceAccountName': IDENTITY,
  'terminationGracePeriodSeconds': carried('terminationGracePeriodSeconds'),
  'volumes.emptyDir.sizeLimit': none('the size of a container app determines its storage'),
  'containers.args': carried('args'),
  'containers.command': carried('command'),
  'containers.image': carried('image'),
  'containers.imagePullPolicy': none('each replica pulls the image of its revision'),
  'containers.lifecycle': LIFECYCLE,
  'containers.name': carried('name'),
  'containers.ports.hostIP': none('belongs to hostPort'),
  'containers.ports.hostPort': NO_HOST,
  'containers.resources.limits': partly('cpu and memory', refused('devices and resources that a container app does not have',
    (limits: object) => Object.keys(limits).some(name => !RESOURCES.includes(name)), 'set workloadProfiles for the app: a profile with GPUs provides them')),
  'containers.resources.requests': carried('cpu and memory'),
  'containers.securityContext.allowPrivilegeEscalation': PRIVILEGES,
  'containers.securityContext.appArmorProfile': ISOLATED,
  'containers.securityContext.capabilities.add': PRIVILEGES,
  'containers.securityContext.capabilities.drop': ISOLATED,
  'containers.securityContext.privileged': PRIVILEGES,
  'containers.securityContext.procMount': warned('a container app gets no additional privileges', unless('Default')),
  'containers.securityContext.readOnlyRootFilesystem': IMAGE_USER,
  'containers.securityContext.runAsGroup': IMAGE_USER,
  'containers.securityContext.runAsNonRoot': ISOLATED,
  'containers.securityContext.runAsUser': IMAGE_USER,
  'containers.securityContext.seLinuxOptions': ISOLATED,
  'containers.securityContext.seccompProfile': ISOLATED,
  'containers.securityContext.windowsOptions': none('Azure Container Apps runs Linux containers'),
  'containers.stdin': CONSOLE,
  'containers.stdinOnce': none('belongs to stdin'),
  'containers.tty': CONSOLE,
  'containers.volumeMounts.subPath': carried('subPath'),
  'containers.volumeMounts.subPathExpr': warned('a container app has no expressions in subPath'),
  'containers.workingDir': warned('a container app starts in the directory of its image'),
};

export const CONTAINER_APPS_POD: PodTarget = { name: 'Azure Container Apps', fields: FIELDS };
