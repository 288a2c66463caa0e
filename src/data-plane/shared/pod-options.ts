/** Options of the pods of a shared daprd that Kubernetes reads, not Dapr. */
import { IConstruct } from 'constructs';
import { AFFINITY } from './affinity-fields';
import { SharedDaprOptions } from './options';
import { Annotations } from '../../daprd/annotations';
import { unknownVolumes } from '../../daprd/volume-mounts';
import { report, reportAll } from '../../diagnostics/report';
import { APP_ID_LABEL, SHARED_DAPRD_LABEL } from '../../kubernetes/names';
import { aMap, aName, annotations as annotationMap, labels, listOf, mapOf, struct } from '../../props/checks';
import { UNSUPPORTED_OPTION } from '../../props/rules';
import { Check, Schema } from '../../props/schema';
import { Json } from '../../util/json';
import { describe } from '../../util/values';

type PodOptions = Pick<SharedDaprOptions, 'podLabels' | 'serviceAccountName' | 'serviceAccountAnnotations' | 'imagePullSecrets' | 'affinity' | 'volumes'>;

const aVolume: Check = value => mapOf(entry => typeof entry === 'string' ? undefined : aMap(entry))(value)
  ?? (aName((value as Json).name) === undefined ? undefined : 'a volume with a name');

/** Types of the options. */
export const POD_SCHEMA: Schema<PodOptions> = {
  podLabels: labels,
  serviceAccountName: aName,
  serviceAccountAnnotations: annotationMap,
  imagePullSecrets: listOf(aName),
  affinity: struct(AFFINITY),
  volumes: listOf(aVolume),
};

/** Labels by which other objects select the pods, or that the injector sets. */
const SELECTED = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', SHARED_DAPRD_LABEL, APP_ID_LABEL];

/** Volumes that the injector or a pinned daprd adds (dapr/dapr `pkg/injector/consts/consts.go`). */
const VOLUMES_OF_DAPRD = ['dapr-identity-token', 'dapr-components-unix-domain-socket'];

/** Reports options of the pods that conflict with each other or with the objects of this library. */
export function checkPodOptions(at: IConstruct, options: SharedDaprOptions, annotations: Annotations): void {
  const { podLabels = {}, serviceAccountName, serviceAccountAnnotations, volumes = [] } = options;
  SELECTED.filter(label => label in podLabels).forEach(label =>
    report(at, UNSUPPORTED_OPTION, `podLabels sets ${describe(label)}, by which other objects select the pods`, 'remove the label'));
  if (serviceAccountName !== undefined && serviceAccountAnnotations !== undefined) {
    report(at, UNSUPPORTED_OPTION, `serviceAccountAnnotations conflicts with serviceAccountName ${describe(serviceAccountName)}, which refers to an existing service account`, 'remove one of the two');
  }
  const names: string[] = volumes.map(({ name }) => name);
  names.filter((name, i) => VOLUMES_OF_DAPRD.includes(name) || names.indexOf(name) !== i).forEach(name =>
    report(at, UNSUPPORTED_OPTION, `volumes has ${describe(name)} twice, or under a name that daprd uses`, 'rename the volume'));
  reportAll(at, unknownVolumes(annotations, () => names));
}
