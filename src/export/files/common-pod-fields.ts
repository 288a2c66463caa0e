/** Fields of a pod that are the same at all targets where something else than Kubernetes runs the app. */
import { carried, none, partly, PodField, PodFields, refused, refusedElsewhere, unless, warned } from './pod-fields';
import { DaprUseKind } from '../../contract';
import { TopologyApp } from '../topology/model';

const SCHEDULING = none('Kubernetes selects a node with it');
const CLUSTER = none('has a meaning only for the DNS, the status or the Services of a cluster');
const DEVICES = refused('devices that Kubernetes allocates, which the target does not have');
const OTHER_SOURCE = refusedElsewhere('the source of a variable that only a pod has');

const OPTIONAL = warned('the export has no optional variables: each must be set on the target, possibly to an empty value');
/** An app that reads Secrets has a ServiceAccount for that; on the target a secret store replaces it. */
export const hasIdentity = (name: unknown, app: TopologyApp): boolean =>
  !['', 'default', false].includes(name as string) && !app.uses.some(({ kind }) => kind === DaprUseKind.READ_SECRET);
const IDENTITY = warned('the identity of the ServiceAccount ends at the cluster', hasIdentity);

/** Whether a probe only connects to a port, as the default of cdk8s-plus does. */
const connects = (probe: { readonly tcpSocket?: unknown }): boolean => probe.tcpSocket !== undefined;

/** A startup probe at a target without one. */
export const STARTUP_PROBE: PodField = warned('the target has no startup probe: a program that hangs while it starts is not restarted. daprd waits for the port of the app by itself',
  probe => !connects(probe));

export const COMMON_POD_FIELDS: PodFields = {
  'activeDeadlineSeconds': warned('nothing stops the program after this time'),
  'affinity': SCHEDULING,
  'automountServiceAccountToken': warned('there is no API server to which the token gives access', hasIdentity),
  'dnsPolicy': CLUSTER,
  'enableServiceLinks': none('the target has no Services whose addresses could be variables'),
  'ephemeralContainers': none('a pod template has none'),
  'initContainers': refusedElsewhere('an exported app is a single program'),
  'nodeName': SCHEDULING,
  'nodeSelector': SCHEDULING,
  'overhead': SCHEDULING,
  'preemptionPolicy': SCHEDULING,
  'priority': SCHEDULING,
  'priorityClassName': SCHEDULING,
  'readinessGates': CLUSTER,
  'resourceClaims': DEVICES,
  'resources.claims': DEVICES,
  'runtimeClassName': warned('a RuntimeClass is an object of the cluster, and the target runs the program as it runs others'),
  'schedulerName': SCHEDULING,
  'schedulingGates': SCHEDULING,
  'schedulingGroup': SCHEDULING,
  'serviceAccount': IDENTITY,
  'serviceAccountName': IDENTITY,
  'setHostnameAsFQDN': CLUSTER,
  'shareProcessNamespace': none('there is only one container'),
  'subdomain': CLUSTER,
  'tolerations': SCHEDULING,
  'topologySpreadConstraints': SCHEDULING,
  'volumes': refusedElsewhere('a mounted volume other than an emptyDir'),
  'volumes.name': carried('with the mount'),
  'volumes.emptyDir': carried('with the mount'),
  'volumes.emptyDir.medium': partly('with the mount', refused('huge pages, which the target does not mount', (medium: string) => String(medium).startsWith('HugePages'))),
  'containers.env.name': carried('environment'),
  'containers.env.value': carried('environment'),
  'containers.env.valueFrom': OTHER_SOURCE,
  'containers.env.valueFrom.secretKeyRef': carried('a variable that is set on the target'),
  'containers.env.valueFrom.secretKeyRef.optional': OPTIONAL,
  'containers.env.valueFrom.configMapKeyRef': carried('a variable that is set on the target'),
  'containers.env.valueFrom.configMapKeyRef.optional': OPTIONAL,
  'containers.envFrom': refusedElsewhere('imports variables without their names'),
  'containers.ports.containerPort': none('describes the image; appPort is the port of the app'),
  'containers.ports.name': none('describes the image'),
  'containers.ports.protocol': none('describes the image'),
  'containers.resizePolicy': CLUSTER,
  'containers.resources.claims': DEVICES,
  'containers.restartPolicy': warned('the restart policy of a container has rules of its own only in a pod', unless('Always')),
  'containers.restartPolicyRules': warned('the restart policy of a container has rules of its own only in a pod'),
  'containers.terminationMessagePath': CLUSTER,
  'containers.terminationMessagePolicy': CLUSTER,
  'containers.volumeDevices': refused('a block device of a volume, which the target does not have'),
  'containers.volumeMounts.mountPath': carried('with the volume'),
  'containers.volumeMounts.name': carried('with the volume'),
  'containers.volumeMounts.mountPropagation': warned('mounts of the container do not reach the host, nor those of the host the container', unless('None')),
  'containers.volumeMounts.readOnly': none('an emptyDir that nobody can write to is empty'),
  'containers.volumeMounts.recursiveReadOnly': none('an emptyDir contains no other mounts'),
};
